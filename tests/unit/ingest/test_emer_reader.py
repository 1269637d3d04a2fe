"""The reader of open-vocabulary emotion sets."""

import numpy as np
import pytest

from affectflow.errors import CorpusError
from affectflow.ingest import read_corpus

READER = {"kind": "emer"}
HEAD = "name,openset"


@pytest.fixture
def write(tmp_path):
    def write(*lines, rater="predict"):
        check = [HEAD, "a,\"['happy', 'joyful']\"", "b,['sad']"]
        (tmp_path / "check-openset.csv").write_text("\n".join(check))
        (tmp_path / f"{rater}-openset.csv").write_text("\n".join([HEAD, *lines]))
        return read_corpus(READER, tmp_path)

    return write


def labels(corpus, rater="predict", scale="emotions"):
    rows = corpus.ratings[(corpus.ratings["rater_id"] == rater) & (corpus.ratings["scale"] == scale)]
    return {
        i: label if isinstance(label, str) else None for i, label in zip(rows["item_id"], rows["label"], strict=True)
    }


def test_a_set_is_its_members_in_order_and_an_empty_one_has_no_label(write):
    corpus = write("a,\"['Joyful ', 'angry', \"\"don't believe\"\", 'angry']\"", "b,[]")
    assert corpus.quarantine.empty
    assert labels(corpus) == {"a": "angry|don't believe|joyful", "b": None}
    assert labels(corpus, "check") == {"a": "happy|joyful", "b": "sad"}


@pytest.mark.parametrize(
    ("line", "reason", "found"),
    [
        ("z,['sad']", "unknown_item", "z"),
        ("b,", "missing_cell", "nothing"),
        ("b,sad", "unreadable_rating", "sad"),
        ("b,\"['sad', 3]\"", "unreadable_rating", "['sad', 3]"),
        ("b,['sad|low']", "separator_in_label", "['sad|low']"),
        ("a,['sad']", "duplicate_rating", "a"),
    ],
)
def test_sets_that_cannot_be_used_are_set_aside(write, line, reason, found):
    corpus = write("a,['happy']", line)
    assert corpus.quarantine[["reason", "found", "file"]].values.tolist() == [[reason, found, "predict-openset.csv"]]
    assert labels(corpus) == {"a": "happy"}


def test_the_released_synonyms_of_a_clip_join_its_words(write, tmp_path):
    (tmp_path / "openset-synonym").mkdir()
    np.save(tmp_path / "openset-synonym/a.npy", "[['happy', 'joyful'], ['sad']]")
    np.save(tmp_path / "openset-synonym/b.npy", np.array([{"a": 1}], dtype=object), allow_pickle=True)
    corpus = write("a,['Joyful']", "b,['joyful']")
    assert labels(corpus, scale="emotions_grouped") == {"a": "happy", "b": "joyful"}
    assert labels(corpus, "check", "emotions_grouped") == {"a": "happy", "b": "sad"}
    assert labels(corpus) == {"a": "joyful", "b": "joyful"}
    assert corpus.quarantine[["reason", "file"]].values.tolist() == [["unreadable_synonyms", "openset-synonym/b.npy"]]


def test_scores_of_explanations_are_on_a_scale_for_each_model(write, tmp_path):
    lines = ["name,model,rater,score", "a,predict,r1,7", "a,predict,r2,11", "z,predict,r1,5"]
    (tmp_path / "explanation-scores.csv").write_text("\n".join(lines))
    corpus = write("a,['happy']")
    scored = corpus.ratings[corpus.ratings["scale"] == "explanation_predict"]
    assert scored[["item_id", "rater_id", "value"]].values.tolist() == [["a", "r1", 7.0]]
    assert sorted(corpus.quarantine["reason"]) == ["out_of_range", "unknown_item"]


def test_the_reference_must_be_there_and_a_rater_has_one_file(tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "predict-openset.csv").write_text(HEAD)
    with pytest.raises(CorpusError) as error:
        read_corpus(READER, tmp_path)
    assert "2 files predict-openset.csv" in str(error.value)
    assert "check-openset.csv" in str(error.value)
