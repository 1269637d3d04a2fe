"""Distributions against single labels, on points whose distributions are known by hand."""

import numpy as np
import pandas as pd
import pytest

from affectflow.analyse.relabelling import relabelling
from affectflow.errors import StudyError
from affectflow.tables import check, write_json

VAD = {
    "emotions": {
        "joy": {"valence": [0.5, 0.1], "arousal": [0.0, 0.2]},
        "anger": {"valence": [-0.5, 0.1], "arousal": [0.0, 0.2]},
    }
}
SPEC = {"kind": "relabelling", "scale": "expression", "vad": VAD, "bootstrap": {"resamples": 200}}
INGEST = {"dataset": "affectnet_vad"}


def tables(rows):
    """Items from (label, valence, arousal), each of a speaker of its own; None is no rating."""
    ids = [f"i{n:02d}" for n in range(len(rows))]
    items = pd.DataFrame({"item_id": ids, "speaker_id": ids, "session_id": ids, "condition": "all"})
    items = items.assign(intended=None, audio=None, video=None, transcript=None, sha256=None).astype("str")
    told = [
        (item, "unnamed:1", scale, label if scale == "expression" else None, value)
        for item, (label, valence, arousal) in zip(ids, rows, strict=True)
        for scale, value in (("expression", np.nan), ("valence", valence), ("arousal", arousal))
        if (scale == "expression" and label) or (scale != "expression" and value is not None)
    ]
    ratings = pd.DataFrame(told, columns=["item_id", "rater_id", "scale", "label", "value"])
    ratings = ratings.astype({"label": "str", "value": float})
    return check(items.assign(duration=np.nan), "items"), check(ratings, "ratings")


def run(rows, **changes):
    return relabelling(*tables(rows), spec=SPEC | changes, ingest=INGEST)


def test_points_on_the_means_and_between(tmp_path):
    found = run([("joy", 0.5, 0.0), ("joy", -0.5, 0.0), ("anger", -0.5, 0.3), ("anger", 0.0, 0.1)])
    write_json(found, tmp_path / "r.json")
    assert found["given"]["agreement"]["estimate"] == 0.5
    assert found["given"]["not_most_likely"]["estimate"] == 0.5
    # The point between both is as much one as the other; the first of the emotions counts as most likely.
    assert found["given"]["confusion"]["n"] == [[1, 1], [1, 1]]
    assert found["mean"]["joy"]["estimate"] == pytest.approx((1 + 0 + 0 + 0.5) / 4, abs=1e-9)
    assert found["entropy"]["estimate"] == pytest.approx(0.25, abs=1e-9)
    assert found["mixtures"]["pairs"] == [{"pair": ["joy", "anger"], "n": 1, "share": 0.25}]
    assert found["given"]["expected_agreement"]["estimate"] == pytest.approx(0.875)
    assert found["points"]["anger"] == pytest.approx({"n": 2, "valence": -0.25, "arousal": 0.2})


def test_what_is_missing_is_left_out_and_counted():
    found = run([("joy", 0.5, 0.0), ("joy", 0.5, None), ("joy", None, None), ("awe", 0.5, 0.0), (None, 0.5, 0.0)])
    assert found["items"] == 4
    assert found["items_left_out"] == {"not_rated": 1}
    assert found["items_with_a_missing_dimension"] == 1
    assert found["given"]["left_out"] == {"no_single_label": 1, "other_labels": {"awe": 1}}
    assert found["given"]["agreement"]["n"] == 2
    assert found["points"]["anger"]["reason"] == "no item with this label"


def test_no_item_with_a_known_label_has_a_reason(tmp_path):
    found = run([("awe", 0.5, 0.0), ("awe", -0.5, 0.0)])
    assert found["given"]["agreement"]["reason"] == "no item"
    write_json(found, tmp_path / "r.json")


def test_nothing_in_it_is_about_one_item():
    assert "i00" not in str(run([("joy", 0.5, 0.0), ("anger", -0.5, 0.0)]))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"scale": "expresion"}, "Did you mean 'expression'"),
        ({"vad": VAD | {"valence": "valenc"}}, "Did you mean 'valence'"),
        ({"vad": None}, "emotions, here or in ingest.target"),
    ],
)
def test_what_is_not_there_is_told(changes, message):
    with pytest.raises(StudyError, match=message):
        run([("joy", 0.5, 0.0)], **changes)
