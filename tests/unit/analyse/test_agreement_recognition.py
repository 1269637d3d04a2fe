"""Recognition as a coefficient of an analysis of agreement."""

import os
from pathlib import Path

import pandas as pd
import pydantic
import pytest

from affectflow.analyse.agreement import agreement
from affectflow.ingest import read_corpus
from affectflow.studies.analyse.agreement import Agreement
from affectflow.tables import check, votes_from_counts

SPEC = {"kind": "agreement", "scales": ["voice", "face"], "coefficients": ["recognition"], "by": ["scale"]}


def corpus():
    items = pd.DataFrame({"item_id": ["a", "b", "c"], "intended": ["anger", "joy", None]}, dtype="str")
    for column in ("speaker_id", "session_id", "condition"):
        items[column] = "x"
    for column in ("audio", "video", "transcript", "sha256"):
        items[column] = pd.Series(None, index=items.index, dtype="str")
    counts = pd.DataFrame({"anger": [3, 1, 1], "joy": [1, 1, 5]}, index=["a", "b", "c"])
    ratings = pd.concat([votes_from_counts(counts, "voice"), votes_from_counts(counts.loc[["a", "c"]], "face")])
    return check(items.assign(duration=1.0), "items"), check(ratings, "ratings")


def test_it_is_over_all_and_by_scale_and_leaves_out_items_without_an_intended_class():
    found = agreement(*corpus(), spec=SPEC, ingest={"dataset": "x"})
    assert found["recognition"]["estimate"] == 7 / 10
    assert found["by"]["scale"]["voice"]["recognition"]["estimate"] == 4 / 6
    assert found["by"]["scale"]["face"]["recognition"]["estimate"] == 3 / 4
    assert found["recognition"]["clusters"] == 2
    assert "no chance removed" in found["conventions"]["recognition"]


def test_without_any_intended_class_the_reason_is_told():
    items, ratings = corpus()
    items = items.assign(intended=pd.Series(None, index=items.index, dtype="str"))
    found = agreement(items, ratings, spec=SPEC, ingest={"dataset": "x"})["recognition"]
    assert found["reason"] == "no vote on an item with an intended class"


def test_it_is_of_labels_only():
    with pytest.raises(pydantic.ValidationError, match="nominal or ordinal for recognition"):
        Agreement.load(SPEC | {"measurement": "interval"})


@pytest.mark.corpus("crema_d")
def test_recognition_and_alpha_of_crema_d_are_the_published_ones():
    read = read_corpus({"kind": "crema_d"}, Path(os.environ["AFFECTFLOW_CREMA_D"]))
    scales = ["emotion_voice", "emotion_face", "emotion_audiovisual"]
    spec = SPEC | {"scales": scales, "coefficients": ["alpha", "recognition"], "bootstrap": {"resamples": 100}}
    found = agreement(read.items, read.ratings, spec=spec, ingest={"dataset": "crema_d"})
    by = [found["by"]["scale"][scale] for scale in scales]
    assert [round(one["recognition"]["estimate"], 3) for one in by] == [0.4, 0.574, 0.631]
    assert [round(one["alpha"]["estimate"], 3) for one in by] == [0.281, 0.458, 0.497]
    assert found["alpha"]["estimate"] == pytest.approx(0.4255, abs=5e-5)
