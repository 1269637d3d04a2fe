"""Targets whose distributions follow from valence and arousal."""

import numpy as np
import pandas as pd
import pytest
from pydantic import ValidationError

from affectflow.errors import StudyError
from affectflow.studies.ingest import Target
from affectflow.train import draw_sample

EMOTION = {"valence": [0.5, 0.2], "arousal": [0.0, 0.2]}
VAD = {"emotions": {"joy": EMOTION, "anger": EMOTION | {"valence": [-0.5, 0.2]}}}
TARGET = {"scale": "emotion", "labels": ["joy", "anger"], "vad": VAD}


def corpus(points):
    """Items that are labelled joy and anger in turn, with a point each."""
    ids = [f"i{n}" for n in range(len(points))]
    items = pd.DataFrame({"item_id": ids, "speaker_id": ids, "session_id": ids, "condition": "all"})
    items = items.assign(intended=None, audio=None, video=None, transcript=None, sha256=None).astype("str")
    rows = [(item, "unnamed:1", "emotion", ("joy", "anger")[n % 2], np.nan) for n, item in enumerate(ids)]
    for item, point in zip(ids, points, strict=True):
        rows += [
            (item, "unnamed:1", s, None, v) for s, v in zip(("valence", "arousal"), point, strict=True) if v is not None
        ]
    ratings = pd.DataFrame(rows, columns=["item_id", "rater_id", "scale", "label", "value"])
    features = {"f": pd.DataFrame({"item_id": ids, "x": 1.0})}
    none = pd.DataFrame(columns=["stage", "item_id", "file", "place", "reason", "found", "allowed"], dtype="str")
    return items.assign(duration=np.nan), ratings.astype({"label": "str", "value": float}), features, none


def draw(points, target=TARGET):
    split = {"kind": "group_kfold", "folds": 2}
    return draw_sample(*corpus(points), ingest={"dataset": "d", "target": target, "max_quarantined": 1.0}, split=split)


def test_shares_follow_from_the_point_and_the_class_from_the_votes():
    sample, flow = draw([(0.5, 0.0), (0.5, 0.0), (0.0, 0.3), (-0.5, 0.0)] * 2)
    sample = sample.sort_values("item_id").iloc[:4]
    assert sample["label"].tolist() == ["joy", "anger", "joy", "anger"]
    # exp(-((0.5 + 0.5) / 0.2)^2 / 2) is the ratio of both densities on a mean.
    other = np.exp(-12.5)
    expected = [1 / (1 + other), 1 / (1 + other), 0.5, other / (1 + other)]
    assert sample["share_joy"].tolist() == pytest.approx(expected)
    assert sample[["share_joy", "share_anger"]].sum(axis=1).tolist() == pytest.approx([1] * 4)
    assert "proportional to its prior" in flow["conventions"]["shares"]


def test_items_without_a_point_are_left_out_and_counted():
    sample, flow = draw([(0.5, 0.0), (0.5, None), (None, None), (-0.5, 0.0), (0.4, 0.0), (-0.4, 0.1)])
    assert len(sample) == 5
    (step,) = [step for step in flow["steps"] if "valence" in str(step)]
    assert step["removed"] == {"no rating of any": 1}


def test_a_scale_that_the_data_lacks_is_told():
    with pytest.raises(StudyError, match=r"ingest\.target\.vad\.arousal.*Did you mean 'arousal'"):
        draw([(0.5, 0.0), (0.1, 0.0)], TARGET | {"vad": VAD | {"arousal": "arousel"}})


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"labels": ["joy", "fear"]}, "anger, fear stands in one of them only"),
        ({"source": "intended"}, "vad with source ratings"),
        ({"vad": VAD | {"prior": {"joy": 0.4, "anger": 0.4}}}, "priors that sum to 1"),
        ({"vad": VAD | {"low": 1.0}}, "low below high"),
    ],
)
def test_what_a_target_may_not_declare(changes, message):
    with pytest.raises(ValidationError, match=message):
        Target.load(TARGET | changes)
