"""Agreement on timed episodes, on a small table by hand, on the twin and on the published counts."""

import json
import math
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from affectflow.analyse.episodes import episodes
from affectflow.errors import StudyError
from affectflow.ingest import read_corpus
from affectflow.studies.analyse.episodes import Episodes
from affectflow.tables import write_json
from affectflow.twins import generate

INGEST = {"dataset": "film"}
QUICK = {"bootstrap": {"resamples": 100}}


def items(*durations):
    names = [f"film{i}" for i in range(len(durations))]
    frame = pd.DataFrame({"item_id": names, "duration": durations})
    texts = ["speaker_id", "session_id", "condition", "intended", "audio", "video", "transcript", "sha256"]
    return frame.assign(**dict.fromkeys(texts, "x"))


def table(rows, scale="emotion"):
    """Rows of rater, label, onset, offset, and if given subject and item."""
    full = [(*row, "ann", "film0")[:6] if len(row) == 4 else (*row, "film0")[:6] for row in rows]
    frame = pd.DataFrame(full, columns=["rater_id", "label", "onset", "offset", "subject", "item_id"])
    return frame.assign(scale=scale).astype({"onset": float, "offset": float})


TWO = [("a", "joy", 0, 4), ("b", "joy", 2, 6), ("a", "fear", 10, 14), ("b", "fear", 10, 14), ("c", "joy", 0, 6)]


def found(rows=TWO, durations=(20.0,), ingest=INGEST, **spec):
    asked = {"kind": "episodes", "scale": "emotion", **QUICK} | spec
    return episodes(items(*durations), table(rows), spec=asked, ingest=ingest)


def test_frames_are_counted_by_hand():
    """joy: a marks 0-3, b 2-5, c 0-5 of 20 frames; a and b agree in 16, a and c in 18, b and c in 18."""
    joy = found()["frames"]["joy"]
    assert joy["observed"]["estimate"] == pytest.approx((16 + 18 + 18) / 60)
    assert joy["positive"]["estimate"] == pytest.approx((2 * 2 / 8 + 2 * 4 / 10 + 2 * 4 / 10) / 3)
    assert joy["marked"] == pytest.approx((4 + 4 + 6) / 60)
    assert joy["without"]["c"]["observed"] == pytest.approx(16 / 20)


def test_agreed_episodes_and_the_course_are_counted_by_hand():
    result = found()
    assert result["agreed"]["labels"]["joy"] == {"episodes": 1, "frames": 6, "seconds": 6.0}
    assert result["agreed"]["labels"]["fear"] == {"episodes": 1, "frames": 4, "seconds": 4.0}
    assert (result["agreed"]["labels_with_agreement"], result["agreed"]["labels_marked"]) == (2, 2)
    assert result["course"]["joy"] == {"from": [0.0, 2.0, 4.0, 6.0], "observers": [2, 3, 2, 0]}
    assert result["marks"]["joy"] == {"a": [[0.0, 4.0]], "b": [[2.0, 6.0]], "c": [[0.0, 6.0]]}
    assert found(share=0.9)["agreed"]["labels"]["joy"]["episodes"] == 1
    assert found(share=0.9)["agreed"]["labels"]["fear"]["episodes"] == 0


def test_episodes_match_by_overlap_or_by_their_bounds():
    """joy: a-b share 2 of 6 s, a-c 4 of 6, b-c 4 of 6; fear: a-b the same."""
    assert found()["events"]["pooled"]["estimate"] == pytest.approx(2 * 3 / (6 + 2 + 1 + 1))
    near = found(match={"kind": "tolerance", "start": 1.0, "end": 1.0})
    assert near["events"]["pooled"]["estimate"] == pytest.approx(2 * 1 / 10)
    assert near["events"]["match"] == {"kind": "tolerance", "start": 1.0, "end": 1.0}


def test_what_agreement_is_on_may_be_the_subject():
    rows = [("a", "joy", 0, 4, "ann"), ("b", "fear", 0, 4, "ann"), ("a", "joy", 8, 9, "bob")]
    assert found(rows)["labels"] == ["fear", "joy"]
    result = found(rows, of="subject")
    assert result["labels"] == ["ann", "bob"]
    assert result["frames"]["ann"]["kappa"]["estimate"] == 1.0
    assert found(rows, subjects=["bob"])["left_out"]["other_subject"] == 2


def test_several_items_are_told_apart():
    """The same seconds of two films are not the same; runs end with their film."""
    rows = [("a", "joy", 8, 10, "ann", "film0"), ("b", "joy", 8, 10, "ann", "film1")]
    rows += [("b", "joy", 8, 10, "ann", "film0"), ("a", "joy", 0, 2, "ann", "film1")]
    result = found(rows, durations=(10.0, 10.0), share=0.5)
    assert result["grid"]["frames"] == 20
    assert result["events"]["pooled"]["estimate"] == pytest.approx(2 * 1 / 4)
    assert result["agreed"]["labels"]["joy"]["episodes"] == 3
    one = found(rows, durations=(10.0, 10.0), ingest={"dataset": "film", "where": {"item_id": "film1"}})
    assert one["grid"]["frames"] == 10


def test_a_contrast_is_the_difference_of_two_labels_over_time():
    contrast = found(contrast=["joy", "fear"])["consistency"]["contrast"]
    assert contrast["labels"] == ["joy", "fear"]
    assert contrast["splits"] == 3
    with pytest.raises(ValueError, match="a contrast is of two labels"):
        Episodes.load({"kind": "episodes", "scale": "emotion", "of": "subject", "contrast": ["ann", "bob"]})


def test_where_a_label_is_marked_in_few_blocks_no_interval_is_given(tmp_path):
    result = found()
    kappa = result["frames"]["joy"]["kappa"]
    assert math.isnan(kappa["low"])
    assert not math.isnan(kappa["estimate"])
    assert kappa["reason"] == "one block of 60 frames: nothing to resample"
    longer = found(durations=(600.0,))["frames"]["joy"]["kappa"]
    assert longer["reason"] == "marked in 1 blocks of time only, too few to draw from"
    write_json(result, tmp_path / "episodes.json")
    assert json.loads((tmp_path / "episodes.json").read_text())["frames"]["joy"]["kappa"]["low"] is None


def test_unnamed_observers_are_left_out_and_counted():
    result = found([*TWO, ("unnamed:1", "joy", 0, 4)])
    assert result["observers"] == ["a", "b", "c"]
    assert result["left_out"]["unnamed_observer"] == 1


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ({"scale": "emotoin"}, "analyse.episodes.scale: found 'emotoin'; allowed: emotion. Did you mean 'emotion'?"),
        ({"contrast": ["joy", "fera"]}, "found 'fera'; allowed: fear, joy. Did you mean 'fear'?"),
        ({"subjects": ["anne"]}, "analyse.episodes.subjects: found 'anne'"),
    ],
)
def test_names_that_are_not_in_the_data_are_refused(spec, message):
    with pytest.raises(StudyError) as error:
        found(**spec)
    assert message in str(error.value)


def test_a_film_without_a_duration_is_refused():
    with pytest.raises(StudyError, match="film0: found no duration"):
        found(durations=(float("nan"),))


def test_planted_agreement_is_recovered(tmp_path):
    """Kappa and F1 that the twin's chances imply lie in the intervals, for two twins and three measures."""
    inside = []
    for seed in (1, 2):
        planted = generate(tmp_path / str(seed), {"kind": "studyforrest", "seed": seed}, workers=1)
        corpus = read_corpus({"kind": "studyforrest"}, tmp_path / str(seed))
        spec = {"kind": "episodes", "scale": "valence_audiovisual", "bootstrap": {"resamples": 200}}
        result = episodes(corpus.items, corpus.episodes, spec=spec, ingest={"dataset": "x"})
        truth = planted["audiovisual"]
        held = [(result["frames"][label]["kappa"], truth["kappa"][label]) for label in ("POS", "NEG")]
        held.append((result["events"]["pooled"], truth["f1"]))
        inside += [one["low"] <= value <= one["high"] for one, value in held]
        for label in ("POS", "NEG"):
            assert result["frames"][label]["marked"] == pytest.approx(truth["marked"][label], abs=0.02)
    assert np.sum(inside) >= 5


@pytest.mark.corpus("studyforrest")
def test_the_published_counts_come_out_again():
    """Labs et al. (2015), paper/results_def.tex: seconds and episodes on which more than half agree; consistency."""
    corpus = read_corpus({"kind": "studyforrest"}, Path(os.environ["AFFECTFLOW_STUDYFORREST"]))

    def of(scale, **spec):
        asked = {"kind": "episodes", "scale": scale, **QUICK} | spec
        return episodes(corpus.items, corpus.episodes, spec=asked, ingest={"dataset": "studyforrest"})

    seen, heard = of("emotion_audiovisual"), of("emotion_audio")
    published = {
        "ANGERRAGE": (430, 25),
        "FEAR": (612, 20),
        "HAPPINESS": (546, 46),
        "SADNESS": (623, 30),
        "LOVE": (258, 28),
    }
    agreed = seen["agreed"]["labels"]
    assert {label: (agreed[label]["frames"], agreed[label]["episodes"]) for label in published} == published
    published = {
        "ANGERRAGE": (400, 27),
        "FEAR": (616, 12),
        "HAPPINESS": (893, 54),
        "SADNESS": (583, 25),
        "LOVE": (375, 19),
    }
    agreed = heard["agreed"]["labels"]
    assert {label: (agreed[label]["frames"], agreed[label]["episodes"]) for label in published} == published
    halves = {label: round(one["estimate"], 3) for label, one in seen["consistency"]["labels"].items()}
    assert {label: halves[label] for label in ("FEAR", "HAPPINESS", "GLOATING", "FEARSCONFIRMED")} == {
        "FEAR": 0.749, "HAPPINESS": 0.618, "GLOATING": 0.644, "FEARSCONFIRMED": 0.048,
    }  # fmt: skip
    assert math.isnan(halves["RESENTMENT"])
    contrast = of("valence_audio", contrast=["POS", "NEG"])["consistency"]["contrast"]
    assert round(contrast["estimate"], 3) == 0.564
