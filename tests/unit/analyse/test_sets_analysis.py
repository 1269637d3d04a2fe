"""The analysis of sets of labels."""

import numpy as np
import pandas as pd
import pytest

from affectflow import tables
from affectflow.analyse.sets import sets
from affectflow.errors import StudyError

INGEST = {"dataset": "made"}
SPEC = {"kind": "sets", "scale": "emotions", "reference": "check", "predictions": ["model"],
        "bootstrap": {"resamples": 200}}  # fmt: skip
SETS = {
    "check": {"a": "happy|sad", "b": "angry", "c": "calm"},
    "model": {"a": "joyful", "b": "angry|Angry|sad", "c": None},
    "other": {"a": "happy|sad", "b": "angry"},
}


def made(given=SETS):
    rows = [(item, rater, "emotions", label, np.nan) for rater, told in given.items() for item, label in told.items()]
    ratings = pd.DataFrame(rows, columns=["item_id", "rater_id", "scale", "label", "value"]).astype({"label": "str"})
    items = pd.DataFrame({"item_id": ["a", "b", "c"], "condition": ["x", "x", "y"]})
    return items, ratings


def run(given=SETS, ingest=INGEST, **changes):
    return sets(*made(given), spec=SPEC | changes, ingest=ingest)


def estimates(found, rater="model"):
    return [found["predictions"][rater][name]["estimate"] for name in ("precision", "recall", "average")]


def test_words_are_themselves_unless_synonyms_join_them():
    assert estimates(run()) == pytest.approx([1 / 4, 1 / 3, 7 / 24])
    joined = run(synonyms={"happy": ["joyful"]})
    assert estimates(joined) == pytest.approx([3 / 4, 1 / 2, 5 / 8])
    assert joined["predictions"]["model"]["items"]["shared"].tolist() == [1, 1, 0]


def test_a_silent_model_has_no_precision_or_is_wrong_as_the_study_says():
    found = run(synonyms={"happy": ["joyful"]}, empty="zero")
    assert estimates(found) == pytest.approx([1 / 2, 1 / 2, 1 / 2])
    assert found["predictions"]["model"]["empty"] == 1


def test_only_the_items_of_where_are_compared():
    found = run(ingest=INGEST | {"where": {"condition": "x"}})
    assert (found["items"], found["predictions"]["model"]["n"]) == (2, 2)


def test_agreement_on_sets_is_alpha_and_reads_joined_words():
    given = {"check": SETS["check"], "twin": {"a": "sad|joyful", "b": "mad", "c": "calm"}}
    assert run(given, predictions=["twin"], raters=["check", "twin"])["alpha"]["estimate"] < 0.6
    synonyms = {"happy": ["joyful"], "angry": ["mad"]}
    for distance in ("jaccard", "masi"):
        found = run(given, predictions=["twin"], raters=["check", "twin"], synonyms=synonyms, distance=distance)
        assert found["alpha"]["estimate"] == 1


def test_a_rater_whom_the_corpus_lacks_is_told_as_such(tmp_path):
    found = run(predictions=["model", "later"], raters=["check", "later"])
    assert found["predictions"]["later"]["precision"]["reason"] == "the corpus has no sets by this rater"
    assert found["alpha"]["absent"] == ["later"]
    assert found["alpha"]["reason"] == "fewer than two raters of sets"
    tables.write_json(found, tmp_path / "sets.json")


def test_what_is_not_in_the_data_is_told():
    with pytest.raises(StudyError, match="'chek'"):
        run(reference="chek")
    with pytest.raises(StudyError, match="'moods'"):
        run(scale="moods")


def test_a_word_stands_in_one_group_only():
    with pytest.raises(ValueError, match="glad stands twice"):
        run(synonyms={"happy": ["glad"], "calm": ["glad"]})
