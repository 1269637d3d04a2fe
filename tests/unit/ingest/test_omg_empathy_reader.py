"""The reader of OMG-Empathy, on small corpora; the corpus itself is given to those who ask for it only."""

import pytest

from affectflow.errors import CorpusError
from affectflow.ingest import read_corpus

READER = {"kind": "omg_empathy"}


def annotate(root, values, listener=1, story=2, split="Training", header="valence"):
    path = root / split / "Annotations" / f"Subject_{listener}_Story_{story}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([header, *map(str, values)]) + "\n")
    return root


def test_a_value_stands_for_a_frame_and_25_of_them_are_a_second(tmp_path):
    annotate(annotate(tmp_path, [0.1, -0.2, 0.3]), [0.5] * 50, listener=10, story=1, split="Validation")
    found = read_corpus(READER, tmp_path)
    first = found.traces[found.traces["item_id"] == "story_2"]
    assert first[["rater_id", "scale"]].drop_duplicates().values.tolist() == [["subject_1", "valence"]]
    assert first["time"].tolist() == [0.0, 0.04, 0.08]
    assert first["value"].tolist() == [0.1, -0.2, 0.3]
    assert found.items[["item_id", "condition", "duration"]].values.tolist() == [
        ["story_1", "validation", 2.0], ["story_2", "training", 0.12],
    ]  # fmt: skip
    assert found.quarantine.empty


def test_a_bad_value_leaves_a_gap_and_moves_no_other(tmp_path):
    found = read_corpus(READER, annotate(tmp_path, [0.1, "x", 1.5, 0.4]))
    assert found.traces["time"].tolist() == [0.0, 0.12]
    assert found.quarantine[["reason", "place", "found", "allowed"]].values.tolist() == [
        ["not_a_number", "row 3, column 'valence'", "x", "a number, one for each frame"],
        ["out_of_range", "row 4, column 'valence'", "1.5", "-1 to 1"],
    ]


def test_an_empty_line_is_a_frame_without_a_value(tmp_path):
    found = read_corpus(READER, annotate(tmp_path, [0.1, "", 0.3]))
    assert found.traces["time"].tolist() == [0.0, 0.08]


@pytest.mark.parametrize(
    ("listener", "story", "split", "values", "reason", "words"),
    [
        (1, 2, "Validation", [0.1, 0.2], "duplicate_trace", "the listener and story of Training/"),
        (2, 2, "Training", [], "empty", "0 usable values"),
        (2, 2, "Training", [0.1], "empty", "1 usable values"),
        ("x", 2, "Training", [0.1, 0.2], "unknown_name", "Subject_x_Story_2.csv"),
    ],
)
def test_a_trace_that_cannot_be_used_is_set_aside(tmp_path, listener, story, split, values, reason, words):
    annotate(annotate(tmp_path, [0.0, 0.1]), values, listener, story, split)
    found = read_corpus(READER, tmp_path)
    assert found.quarantine["reason"].tolist() == [reason]
    assert found.quarantine["found"].iloc[0].startswith(words)
    assert len(found.traces) == 2


def test_a_folder_without_annotations_and_a_file_without_the_column_are_told(tmp_path):
    with pytest.raises(CorpusError, match="found no annotation; allowed: files such as Training"):
        read_corpus(READER, tmp_path)
    annotate(tmp_path, [0.1, 0.2], header="valance")
    with pytest.raises(CorpusError, match=r"found no column .valence.; allowed: valence\. Did you mean .valance."):
        read_corpus(READER, tmp_path)
