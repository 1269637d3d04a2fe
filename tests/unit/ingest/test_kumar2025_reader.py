"""The reader of Kumar et al. (2025): what the released files hold, and what copies may have suffered."""

import os
import shutil
from pathlib import Path

import pytest

from affectflow.errors import CorpusError
from affectflow.ingest import read_corpus
from affectflow.twins import generate

READER = {"kind": "kumar2025"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    root = tmp_path_factory.mktemp("kumar2025")
    generate(root, {"kind": "kumar2025", "conversations": 10}, workers=1)
    return root


@pytest.fixture
def root(made, tmp_path):
    return Path(shutil.copytree(made, tmp_path / "copy"))


def file(root, sample, rater):
    return root / f"annotations/{sample}/{rater}_ratings.csv"


def edit(path, line, change):
    lines = path.read_text().split("\n")
    lines[line] = change(lines[line])
    path.write_text("\n".join(lines))


def first_rating(row, value):
    name, _, *others = row.split(",")
    return ",".join([name, value, *others])


def told(corpus, reason=None):
    """Rows of the quarantine by file and place: those of a reason, or all but duplicates."""
    rows = corpus.quarantine[["reason", "file", "place", "found"]].values.tolist()
    wanted = [row for row in rows if (row[0] == reason if reason else row[0] != "duplicate_rating")]
    return sorted(wanted, key=lambda row: row[1:3])


def test_columns_are_found_in_any_order_row_numbers_are_no_rating_and_conversations_keep_their_lines(root):
    edit(file(root, "empatheticdialogues", "gemini"), 1, lambda line: line.replace("trouble", "trouble_comma_ and"))
    corpus = read_corpus(READER, root)
    items = corpus.items.set_index("item_id")
    text = "Seeker: Synthetic trouble, and hit:0_conv:1.\nSupporter: Synthetic answer hit:0_conv:1."
    assert items.loc["empatheticdialogues:hit:0_conv:1", "transcript"] == text
    assert items.loc[items["condition"] == "perceived_empathy", "transcript"].isna().all()
    assert corpus.quarantine.empty
    assert len(corpus.items) == 40
    assert len(corpus.ratings) == 10 * 21 * 7
    crowd = file(root, "lend_an_ear", "crowd").read_text().split("\n")
    assert crowd[0].split(",")[1] == "advice_giving"
    first = corpus.ratings.set_index(["item_id", "rater_id", "scale"])["value"]
    item, value = crowd[1].split(",")[:2]
    assert first[f"lend_an_ear:{item}", "crowd", "lend_an_ear_advice_giving"] == float(value)
    assert file(root, "epitome", "gpt").read_text().startswith(",sp_id,")


def test_what_copies_suffered_is_set_aside_with_its_place(root):
    """A row that is missing is no fault of a row."""
    path = file(root, "lend_an_ear", "gpt")
    path.write_text("\n".join(path.read_text().split("\n")[:-2]) + "\n")
    for line, value in enumerate(("7", "three", "", "0"), 1):
        edit(file(root, "empatheticdialogues", "expert2"), line, lambda row, v=value: first_rating(row, v))
    for rater in ("expert2", "gemini"):
        edit(file(root, "lend_an_ear", rater), 1, lambda row: row.replace("2024103112000000000000", "2.0241E+21"))
    path = file(root, "epitome", "claude")
    lines = path.read_text().split("\n")
    path.write_text("\n".join([*lines[:-1], lines[1]]) + "\n")
    corpus = read_corpus(READER, root)
    place, name = "annotations/empatheticdialogues/expert2_ratings.csv", "empatheticdialogues:hit"
    again = [["duplicate_rating", "annotations/epitome/claude_ratings.csv"]] * 3
    assert told(corpus) == sorted([
        ["out_of_range", place, "row 2, column 'empathy'", f"7, item_id {name}:0_conv:1, rater_id expert2"],
        ["not_a_number", place, "row 3, column 'empathy'", f"three, item_id {name}:1_conv:3, rater_id expert2"],
        ["missing_cell", place, "row 4, column 'empathy'", f"nothing, item_id {name}:2_conv:5, rater_id expert2"],
        ["out_of_range", place, "row 5, column 'empathy'", f"0, item_id {name}:3_conv:7, rater_id expert2"],
        *(["unknown_item", f"annotations/lend_an_ear/{rater}_ratings.csv", "row 2, column 'item_id'",
           "lend_an_ear:2.0241E+21"] for rater in ("expert2", "gemini")),
    ], key=lambda row: row[1:3])  # fmt: skip
    assert [row[:2] for row in told(corpus, "duplicate_rating")] == again
    assert len(corpus.items) == 40
    assert len(corpus.ratings) == 10 * 21 * 7 - 6 - 4 - 12


def test_every_absent_file_and_column_is_told_at_once(root):
    file(root, "epitome", "claude").unlink()
    edit(file(root, "lend_an_ear", "crowd"), 0, lambda line: line.replace("self_oriented", "self_orientation"))
    with pytest.raises(CorpusError) as error:
        read_corpus(READER, root)
    text = str(error.value)
    assert "annotations/epitome/claude_ratings.csv" in text
    assert "no column 'self_oriented'" in text
    assert "self_orientation" in text


@pytest.mark.corpus("kumar2025")
def test_the_release_is_read_whole():
    corpus = read_corpus(READER, Path(os.environ["AFFECTFLOW_KUMAR2025"]))
    assert corpus.quarantine.empty
    assert corpus.items["condition"].value_counts().to_dict() == dict.fromkeys(
        ["empatheticdialogues", "epitome", "lend_an_ear", "perceived_empathy"], 50
    )
    assert len(corpus.ratings) == 50 * 21 * 7
    crowd = corpus.ratings[corpus.ratings["rater_id"] == "crowd"]
    whole = (crowd["value"] % 1 == 0).groupby(crowd["scale"].str.startswith("epitome")).mean()
    assert whole[True] == 1
    assert whole[False] < 0.5
