"""Agreement of traces, by hand, by the twin, and what is refused."""

import json
import math

import numpy as np
import pandas as pd
import pytest

from affectflow.analyse.traces import traces
from affectflow.errors import StudyError
from affectflow.ingest import read_corpus
from affectflow.statistics.reliability.concordance import lin_ccc
from affectflow.tables import write_json
from affectflow.twins import generate

QUICK = {"bootstrap": {"resamples": 100}}


def items(*names):
    texts = ["speaker_id", "session_id", "condition", "intended", "audio", "video", "transcript", "sha256"]
    return pd.DataFrame({"item_id": names, "duration": 60.0}).assign(**dict.fromkeys(texts, "x"))


def trace(item, rater, values, rate=10.0, start=0.0):
    time = start + np.arange(len(values)) / rate
    return pd.DataFrame({"item_id": item, "rater_id": rater, "scale": "valence", "time": time, "value": values})


def course(seed, n=600, delay=0):
    """A slow course; delays are in samples."""
    noise = np.random.default_rng(seed).normal(size=n + 200)
    slow = np.convolve(noise, np.hanning(41) / 20, mode="same")
    return slow[100 - delay : 100 - delay + n]


def found(table, names=("s1",), **spec):
    asked = {"kind": "traces", "scale": "valence", "rate": 10.0, **QUICK} | spec
    return traces(items(*names), table, spec=asked, ingest={"dataset": "x"})


def test_without_lag_it_is_lins_concordance_of_all_samples():
    one, two = course(1), course(1) + 0.3 * course(2)
    result = found(pd.concat([trace("s1", "a", one), trace("s1", "b", two)]), max_lag=0.0)
    assert result["pooled"]["concordance"]["estimate"] == pytest.approx(lin_ccc(one, two)["estimate"], abs=1e-9)
    assert result["pooled"]["correlation"]["estimate"] == pytest.approx(np.corrcoef(one, two)[0, 1], abs=1e-9)
    sample = found(pd.concat([trace("s1", "a", one), trace("s1", "b", two)]), max_lag=0.0, divisor="sample")
    assert sample["divisor"] == "sample"
    expected = lin_ccc(one, two, divisor="sample")["estimate"]
    assert sample["pairs"][0]["concordance"] == pytest.approx(expected, abs=1e-9)


def test_a_planted_lag_is_found_with_its_sign():
    late = pd.concat([trace("s1", "a", course(3)), trace("s1", "b", course(3, delay=12))])
    result = found(late, max_lag=3.0)
    pair = result["pairs"][0]
    assert (pair["first"], pair["second"], pair["lag"], pair["at_edge"]) == ("a", "b", pytest.approx(1.2), False)
    assert pair["concordance_at_lag"] == pytest.approx(1.0)
    seconds = result["delays"]["seconds"]
    assert seconds["b"]["estimate"] == pytest.approx(0.6)
    assert seconds["a"]["estimate"] == pytest.approx(-0.6)
    # All draws agree on the lag, but it is known to a step of 0.1 s only.
    assert [seconds["b"][end] for end in ("low", "high")] == pytest.approx([0.55, 0.65])
    assert result["by_item"]["s1"]["concordance_aligned"]["estimate"] == pytest.approx(1.0)
    assert result["by_item"]["s1"]["concordance"]["estimate"] < 0.95
    lags, curve = result["profile"]["lags"], result["profile"]["concordance"]["a"]
    assert lags[int(np.argmax(curve))] == pytest.approx(1.2)
    assert found(late, max_lag=1.2)["pairs"][0]["at_edge"]


def test_traces_of_another_rate_and_start_meet_on_the_common_base():
    slow = trace("s1", "b", course(4)[20::2], rate=5.0, start=2.0)
    result = found(pd.concat([trace("s1", "a", course(4)), slow]), rate=5.0, max_lag=0.0)
    assert result["pooled"]["concordance"]["estimate"] == pytest.approx(1.0)
    assert result["example"]["time"][0] == 2.0


def test_one_item_draws_blocks_of_its_time_and_several_draw_items():
    one = pd.concat([trace("s1", who, course(5) + 0.5 * course(k)) for k, who in enumerate("ab")])
    assert found(one)["pooled"]["concordance"]["cluster"] == "block of time"
    two = pd.concat([one, one.assign(item_id="s2")])
    result = found(two, names=("s1", "s2"))
    assert result["pooled"]["concordance"]["cluster"] == "item"
    assert result["by_item"]["s2"]["concordance"]["cluster"] == "block of time"


def test_an_item_with_one_annotator_and_unnamed_traces_are_left_out_and_counted():
    parts = [trace("s1", "a", course(6)), trace("s1", "b", course(6)), trace("s2", "a", course(7))]
    parts += [trace("s1", "unnamed:1", course(8))]
    result = found(pd.concat(parts), names=("s1", "s2"))
    assert result["left_out"] == {"items_with_one_annotator": ["s2"], "unnamed_traces": 1}
    assert (result["items"], result["annotators"]) == (1, ["a", "b"])


def test_names_of_annotators_are_in_the_order_of_their_numbers():
    parts = [trace("s1", f"subject_{k}", course(1) + 0.1 * course(k)) for k in (10, 9, 2)]
    assert found(pd.concat(parts))["annotators"] == ["subject_2", "subject_9", "subject_10"]


def test_a_constant_trace_is_undefined_with_a_reason(tmp_path):
    result = found(pd.concat([trace("s1", "a", course(9)), trace("s1", "b", np.zeros(600))]))
    assert "constant over the samples in common: annotator 1" in result["pairs"][0]["reason"]
    assert math.isnan(result["pooled"]["concordance"]["estimate"])
    assert "reason" in result["delays"]
    write_json(result, tmp_path / "traces.json")
    told = json.loads((tmp_path / "traces.json").read_text())
    assert told["delays"]["seconds"]["a"]["estimate"] is None


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ({"scale": "valance"}, "analyse.traces.scale: found 'valance'; allowed: valence. Did you mean 'valence'?"),
        ({"shown": "s9"}, "analyse.traces.shown: found 's9'; allowed: s1"),
    ],
)
def test_names_that_are_not_in_the_data_are_refused(spec, message):
    table = pd.concat([trace("s1", "a", course(1)), trace("s1", "b", course(2))])
    with pytest.raises(StudyError) as error:
        found(table, **spec)
    assert message in str(error.value)


def test_what_cannot_be_compared_is_refused():
    with pytest.raises(StudyError, match="no item with traces of two named annotators on 'valence'"):
        found(trace("s1", "a", course(1)))
    apart = pd.concat([trace("s1", "a", course(1)), trace("s1", "b", course(2), start=900.0)])
    with pytest.raises(StudyError, match="s1: found the traces do not overlap"):
        found(apart)


def test_planted_concordance_and_delays_are_recovered(tmp_path):
    twin = {"kind": "omg_empathy", "seconds": 90.0, "seed": 5}
    planted = generate(tmp_path, twin, workers=1)
    corpus = read_corpus({"kind": "omg_empathy"}, tmp_path)
    spec = {"kind": "traces", "scale": "valence", "rate": 2.5, "max_lag": 6.0, "bootstrap": {"resamples": 200}}
    result = traces(corpus.items, corpus.traces, spec=spec, ingest={"dataset": "x"})
    assert result["pooled"]["concordance_at_lag"]["estimate"] == pytest.approx(planted["concordance"], abs=0.04)
    assert result["pooled"]["concordance"]["high"] < result["pooled"]["concordance_at_lag"]["estimate"]
    delays = result["delays"]["seconds"]
    inside = [delays[who]["low"] <= delay <= delays[who]["high"] for who, delay in planted["delay"].items()]
    assert sum(inside) >= 8
    assert max(abs(delays[who]["estimate"] - delay) for who, delay in planted["delay"].items()) < 0.8
