"""The reader of scored explanations."""

import pandas as pd
import pytest

from affectflow.errors import CorpusError
from affectflow.ingest import read_corpus

READER = {"kind": "mental_explanations"}


@pytest.fixture
def write(tmp_path):
    def write(stem="chatgpt_data", **cells):
        row = {"text": "a post", "label": 0, "gpt-3.5-turbo": "No.\n\nIt shows none.", "fluency": "[3, 2, 3]",
               "completeness": "[1,1,1]", "reliability": "[0, 0, 1]", "overall": "[1, 2, 2]"}  # fmt: skip
        pd.DataFrame([row | cells]).to_csv(tmp_path / f"{stem}.csv", index=False)
        return read_corpus(READER, tmp_path)

    return write


def test_each_place_in_a_list_is_an_annotator(write):
    corpus = write()
    assert corpus.quarantine.empty
    fluency = corpus.ratings[corpus.ratings["scale"] == "fluency"].set_index("rater_id")
    assert fluency["value"].to_dict() == {"annotator1": 3, "annotator2": 2, "annotator3": 3}
    assert fluency["label"].to_dict() == {"annotator1": "3", "annotator2": "2", "annotator3": "3"}
    item = corpus.items.iloc[0]
    assert item[["item_id", "session_id", "condition", "intended"]].tolist() == [
        "chatgpt_data:1", "chatgpt_data", "chatgpt", "no",
    ]  # fmt: skip
    assert item["transcript"] == "No.\n\nIt shows none."


def test_wrong_answers_of_the_same_model_are_of_the_same_condition(write):
    write()
    corpus = write("chatgpt_false_data")
    assert corpus.items["session_id"].tolist() == ["chatgpt_data", "chatgpt_false_data"]
    assert set(corpus.items["condition"]) == {"chatgpt"}
    assert corpus.items["speaker_id"].nunique() == 1


@pytest.mark.parametrize(
    ("cell", "reason", "place"),
    [
        ("[3, 2]", "unreadable_rating", "row 2, column 'scores'"),
        ("good", "unreadable_rating", "row 2, column 'scores'"),
        (None, "missing_cell", "row 2, column 'scores'"),
        ("[3, 2, 4]", "out_of_range", "row 2, column 'fluency'"),
        ("[3, 2, x]", "not_a_number", "row 2, column 'fluency'"),
    ],
)
def test_scores_that_are_none_are_set_aside(write, cell, reason, place):
    corpus = write(fluency=cell)
    assert corpus.quarantine[["reason", "place"]].values.tolist() == [[reason, place]]
    assert len(corpus.items) == 1


def test_what_an_archiver_left_is_no_file(write, tmp_path):
    (tmp_path / "__MACOSX").mkdir()
    (tmp_path / "__MACOSX/._chatgpt_data.csv").write_bytes(b"\x00\x05\x16\x07")
    assert len(write().items) == 1


def test_an_unknown_label_leaves_the_explanation_out(write):
    write()
    corpus = write("gpt3_data", label="maybe")
    assert corpus.items["item_id"].tolist() == ["chatgpt_data:1"]
    assert corpus.quarantine[["reason", "item_id"]].values.tolist() == [["unknown_label", "gpt3_data:1"]]


def test_metrics_are_read_where_they_are_there(write, tmp_path):
    lines = ["item,metric,value", "chatgpt_data:1,bleu,0.2", "chatgpt_data:9,bleu,0.2", "chatgpt_data:1,rouge,much"]
    (tmp_path / "automatic_metrics.csv").write_text("\n".join(lines))
    corpus = write()
    metric = corpus.ratings[corpus.ratings["scale"] == "automatic"]
    assert metric[["rater_id", "value"]].values.tolist() == [["bleu", 0.2]]
    assert sorted(corpus.quarantine["reason"]) == ["not_a_number", "unknown_item"]


def test_a_file_tells_which_column_is_the_explanation(write, tmp_path):
    with pytest.raises(CorpusError, match="one further column, named like the model"):
        write(remark="why")


def test_a_folder_without_any_file_is_told(tmp_path):
    with pytest.raises(CorpusError, match=r"chatgpt_data\.csv, chatgpt_false_data\.csv, gpt3_data\.csv"):
        read_corpus(READER, tmp_path)
