"""The FER+ reader, on small tables and on the published one."""

import os
from pathlib import Path

import pytest
from small_corpora import cut
from speech_corpora import ferplus, png

from affectflow.ingest import read_corpus


def read(root):
    return read_corpus({"kind": "ferplus"}, root)


def test_each_row_is_an_item_also_one_without_an_image(tmp_path):
    corpus = read(ferplus(tmp_path))
    assert corpus.items[["item_id", "condition"]].values.tolist() == [
        ["fer0000000", "training"], ["fer0000001", "public_test"], ["row_00003", "training"],
    ]  # fmt: skip
    votes = corpus.ratings.groupby(["item_id", "label"]).size()
    assert votes["fer0000000"].to_dict() == {"neutral": 8, "sadness": 2}
    assert votes["row_00003"].to_dict() == {"not_a_face": 10}
    assert votes["fer0000001"].sum() == 9
    assert corpus.quarantine.empty


def test_a_repeated_row_counts_once_and_a_contradicting_one_not_at_all(tmp_path):
    repeated, other = "Training,fer0000000.png,8,0,0,2,0,0,0,0,0,0", "PublicTest,fer0000001.png,1,9,0,0,0,0,0,0,0,0"
    corpus = read(ferplus(tmp_path, repeated, other))
    assert corpus.items["item_id"].tolist() == ["fer0000000", "row_00003"]
    assert corpus.quarantine[["item_id", "place", "reason", "allowed"]].fillna("").values.tolist() == [
        ["fer0000001", "row 4, column 'Image name'", "other_votes", "the same votes wherever an image stands"],
        ["fer0000001", "row 6, column 'Image name'", "other_votes", "the same votes wherever an image stands"],
        ["", "row 5, column 'Image name'", "duplicate_item", "one row for each image; the first is kept"],
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Training,00002.png,8,0,0,2,0,0,0,0,0,0", "not_ferplus_name"),
        ("Testing,fer0000002.png,8,0,0,2,0,0,0,0,0,0", "unknown_usage"),
        ("Training,fer0000002.png,8,0,0,2,0,0,x,0,0,0", "not_a_count"),
        ("Training,fer0000002.png,8,0,0,2,0,0,2.5,0,0,0", "not_a_count"),
        ("Training,fer0000002.png,8,0,0,2,0,0,1,0,0,0", "too_many_votes"),
    ],
)
def test_a_row_that_cannot_be_is_set_aside(tmp_path, row, reason):
    corpus = read(ferplus(tmp_path, row))
    assert corpus.quarantine["reason"].tolist() == [reason]
    assert len(corpus.items) == 3


def test_images_are_taken_from_the_folders_of_their_splits(tmp_path):
    ferplus(tmp_path)
    png(tmp_path / "FER2013Train/fer0000000.png", 10)
    items = read(tmp_path).items.set_index("item_id")
    assert items["video"].dropna().to_dict() == {"fer0000000": "FER2013Train/fer0000000.png"}
    assert items["sha256"].notna().sum() == 1


def test_broken_and_resized_images_are_told_and_their_votes_stay(tmp_path):
    ferplus(tmp_path)
    cut(png(tmp_path / "FER2013Train/fer0000000.png", 10), 5)
    png(tmp_path / "FER2013Valid/fer0000001.png", 20, (96, 96))
    corpus = read(tmp_path)
    assert corpus.quarantine.groupby("reason")["found"].first()["other_size"] == "96 x 96 pixels"
    assert sorted(corpus.quarantine["reason"]) == ["other_size", "truncated"]
    assert (len(corpus.items), len(corpus.ratings)) == (3, 29)


def test_one_picture_in_two_splits_is_in_neither(tmp_path):
    ferplus(tmp_path, "Training,fer0000002.png,8,0,0,2,0,0,0,0,0,0", "Training,fer0000003.png,8,0,0,2,0,0,0,0,0,0")
    for name, shade in (
        ("Train/fer0000000", 1),
        ("Valid/fer0000001", 1),
        ("Train/fer0000002", 2),
        ("Train/fer0000003", 2),
    ):
        png(tmp_path / f"FER2013{name}.png", shade)
    corpus = read(tmp_path)
    assert corpus.items["item_id"].tolist() == ["fer0000002", "fer0000003", "row_00003"]
    assert corpus.quarantine[["item_id", "reason", "found"]].values.tolist() == [
        [item, "identical_across_splits", "the same bytes as fer0000000, fer0000001"]
        for item in ("fer0000000", "fer0000001")
    ]


@pytest.mark.corpus("ferplus")
def test_the_published_table_has_five_rows_that_tell_of_an_image_twice():
    corpus = read(Path(os.environ["AFFECTFLOW_FERPLUS"]))
    assert len(corpus.items) == 35_887 - 5
    assert corpus.items["item_id"].str.startswith("row_").sum() == 173
    assert corpus.quarantine["reason"].value_counts().to_dict() == {"duplicate_item": 3, "other_votes": 2}
    assert corpus.ratings.groupby("item_id").size().value_counts().to_dict() == {10: 35_881, 9: 1}
