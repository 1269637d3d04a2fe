"""The reader of MentalBench, on small corpora with the faults that cells of JSON have."""

import json

import pandas as pd
import pytest

from affectflow.errors import CorpusError
from affectflow.ingest import read_corpus
from affectflow.layouts.mentalbench import ATTRIBUTES, JUDGES, RESPONSES, columns, file_of

READER = {"kind": "mentalbench"}
GOOD = json.dumps(dict.fromkeys(ATTRIBUTES, 4))


@pytest.fixture
def write(tmp_path):
    def write(changes=(), contexts=("one", '"""two"""')):
        for judge in JUDGES:
            frame = pd.DataFrame({c: list(contexts) if c == "context" else GOOD for c in columns()})
            for where, column, row, cell in changes:
                if where == judge:
                    frame.loc[row, column] = cell
            (tmp_path / "Codes").mkdir(exist_ok=True)
            frame.to_csv(tmp_path / "Codes" / file_of(judge), index=False)
        return read_corpus(READER, tmp_path)

    return write


def told(corpus):
    return corpus.quarantine[["reason", "place", "found"]].values.tolist()


def test_an_item_is_a_response_to_a_context_and_the_person_rates_it_once(write):
    corpus = write()
    assert corpus.quarantine.empty
    assert len(corpus.items) == 2 * len(RESPONSES)
    assert corpus.items["speaker_id"].nunique() == 2
    assert set(corpus.items["condition"]) == set(RESPONSES)
    assert len(corpus.ratings) == 2 * len(RESPONSES) * len(ATTRIBUTES) * (len(JUDGES) + 1)
    assert set(corpus.ratings["rater_id"]) == {"human", *JUDGES}


def test_a_context_with_the_same_words_is_another_context(write):
    corpus = write(contexts=("one", "one", "one"))
    assert sorted(name.partition("-")[2] for name in corpus.items["speaker_id"].unique()) == ["", "2", "3"]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (f"```json\n{GOOD}\n```", None),
        (json.dumps(json.loads(GOOD) | {"Overall": 4.4, "Explanation": "text\nwith lines"}, indent=2), None),
        ("I cannot rate this.", ["unreadable_rating", "row 2, column 'judge_response_…'"]),
        ("[4, 4]", ["unreadable_rating", "row 2, column 'judge_response_…'"]),
        (None, ["missing_cell", "row 2, column 'judge_response_…'"]),
        (json.dumps(json.loads(GOOD) | {"Safety": 6}),
         ["out_of_range", "row 2, column 'judge_response_claude: Safety'"]),
        (json.dumps({k: 4 for k in ATTRIBUTES if k != "Empathy"}),
         ["missing_cell", "row 2, column 'judge_response_claude: Empathy'"]),
    ],
)  # fmt: skip
def test_cells_are_read_out_of_their_fences_or_set_aside(write, cell, found):
    corpus = write([("gemini", "judge_response_claude", 0, cell)])
    assert [row[:2] for row in told(corpus)] == ([found] if found else [])


def test_a_person_who_says_another_thing_in_another_file_is_told(write):
    other = json.dumps(dict.fromkeys(ATTRIBUTES, 4) | {"Guidance": 2})
    corpus = write([("o4-mini", "human_response_qwen_3", 1, other)])
    (row,) = corpus.quarantine.to_dict("records")
    assert (row["reason"], row["place"], row["allowed"]) == (
        "conflicting_rating", "human on guidance", "4, as in the first file",
    )  # fmt: skip
    kept = corpus.ratings[(corpus.ratings["rater_id"] == "human") & (corpus.ratings["scale"] == "guidance")]
    assert set(kept["value"]) == {4}


def test_responses_are_read_where_they_are_there(write, tmp_path):
    main = pd.DataFrame({"context": ["two", "three"]} | {column: ["a", "b"] for column in RESPONSES.values()})
    main.to_csv(tmp_path / "MentalBench-100k.csv", index=False)
    corpus = write()
    assert len(corpus.items) == 3 * len(RESPONSES)
    assert corpus.items["transcript"].value_counts().to_dict() == {"a": 10, "b": 10}


def test_every_absent_judge_is_told(tmp_path):
    with pytest.raises(CorpusError) as error:
        read_corpus(READER, tmp_path)
    assert all(file_of(judge) in str(error.value) for judge in JUDGES)
