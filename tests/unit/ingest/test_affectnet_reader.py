"""The reader of AffectNet, on both forms of its release and on what its copies hold."""

import numpy as np
import pytest

from affectflow.errors import CorpusError
from affectflow.ingest import read_corpus
from affectflow.layouts.affectnet import SHARES

JPEG = b"\xff\xd8\xff\xe0" + b"x" * 40 + b"\xff\xd9"
READER = {"kind": "affectnet_vad"}


def image(root, name, number, exp="1", val="0.5", aro="-0.25"):
    for part in ("images", "annotations"):
        (root / name / part).mkdir(parents=True, exist_ok=True)
    (root / name / f"images/{number}.jpg").write_bytes(JPEG + f"{name}{number}".encode())
    for ending, value in (("exp", exp), ("val", val), ("aro", aro)):
        np.save(root / name / f"annotations/{number}_{ending}.npy", np.array(value))


@pytest.fixture
def root(tmp_path):
    image(tmp_path, "train_set", 0)
    image(tmp_path, "train_set", 7, exp=np.int64(6), val=np.float32(-0.5), aro="0.75")
    image(tmp_path, "val_set", 0, exp="0", val="0", aro="0")
    return tmp_path


def test_arrays_of_numbers_and_of_text_are_read(root):
    corpus = read_corpus(READER, root)
    assert corpus.quarantine.empty
    assert corpus.items[["item_id", "condition", "video"]].to_numpy().tolist() == [
        ["train_set/0", "train_set", "train_set/images/0.jpg"],
        ["train_set/7", "train_set", "train_set/images/7.jpg"],
        ["val_set/0", "val_set", "val_set/images/0.jpg"],
    ]
    assert corpus.items["speaker_id"].tolist() == corpus.items["item_id"].tolist()
    ratings = corpus.ratings.set_index(["item_id", "scale"])
    assert ratings.loc[("train_set/7", "expression"), "label"] == "anger"
    assert ratings.loc[("train_set/0", "arousal"), "value"] == -0.25
    assert set(corpus.ratings["rater_id"]) == {"unnamed:1"}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"exp": "10"}, "no_face"),
        ({"exp": "11"}, "unknown_label"),
        ({"exp": "joy"}, "unknown_label"),
        ({"val": "1.5"}, "out_of_range"),
        ({"aro": "high"}, "not_a_number"),
        ({"aro": "-1.5"}, "out_of_range"),
    ],
)
def test_an_image_whose_annotation_is_wrong_is_left_out(root, changes, reason):
    image(root, "train_set", 3, **changes)
    corpus = read_corpus(READER, root)
    assert len(corpus.items) == 3
    assert corpus.quarantine[["reason", "item_id"]].to_numpy().tolist() == [[reason, "train_set/3"]]


def test_one_picture_under_two_names_leaves_both_out(root):
    (root / "val_set/images/0.jpg").write_bytes((root / "train_set/images/0.jpg").read_bytes())
    corpus = read_corpus(READER, root)
    assert corpus.items["item_id"].tolist() == ["train_set/7"]
    aside = corpus.quarantine[corpus.quarantine["reason"] == "identical_picture"]
    assert sorted(aside["item_id"]) == ["train_set/0", "val_set/0"]
    assert aside["found"].unique().tolist() == ["the same bytes as train_set/0, val_set/0"]


def test_minus_two_is_no_rating_and_counted(root):
    image(root, "train_set", 3, exp="9", val="-2", aro="-2")
    corpus = read_corpus(READER, root)
    assert len(corpus.items) == 4
    assert corpus.ratings[corpus.ratings["item_id"] == "train_set/3"]["label"].tolist() == ["uncertain"]
    assert corpus.quarantine["found"].tolist() == ["1 images with -2"] * 2


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda root: (root / "train_set/images/0.jpg").unlink(), "absent"),
        (lambda root: (root / "train_set/images/0.jpg").write_bytes(JPEG[:-2]), "truncated"),
        (lambda root: (root / "train_set/images/0.jpg").write_bytes(b"GIF89a"), "not_jpeg"),
        (lambda root: (root / "train_set/annotations/0_val.npy").unlink(), "absent"),
        (lambda root: (root / "train_set/annotations/0_val.npy").write_bytes(b"12"), "not_npy"),
        (lambda root: np.save(root / "train_set/annotations/0_val.npy", np.array([0.1, 0.2])), "not_npy"),
    ],
)
def test_an_image_with_a_broken_file_is_left_out(root, damage, reason):
    damage(root)
    corpus = read_corpus(READER, root)
    assert corpus.items["item_id"].tolist() == ["train_set/7", "val_set/0"]
    assert reason in corpus.quarantine["reason"].tolist()


def test_published_shares_are_ratings_by_the_relabelling(root):
    folder = root / "train_set/annotations"
    (folder / "0_prob_rank_universal.txt").write_text("0.5,0.25,0.25,0,0,0,0,0\n")
    (folder / "7_prob_rank_universal.txt").write_text("0.5,0.25,0.5,0,0,0,0,0\n")
    (folder / "9_prob_rank_universal.txt").write_text("1,0,0,0,0,0,0,0\n")
    corpus = read_corpus(READER, root)
    found = corpus.ratings[corpus.ratings["rater_id"] == "relabelling"].set_index("scale")["value"]
    assert set(found.index) == {f"share_{label}" for label in SHARES}
    assert found[["share_happiness", "share_contempt", "share_surprise"]].tolist() == [0.5, 0.25, 0.25]
    assert sorted(corpus.quarantine["reason"]) == ["item_left_out", "not_shares"]


def test_the_lists_of_the_release(tmp_path):
    (tmp_path / "Manually_Annotated_Images/12").mkdir(parents=True)
    (tmp_path / "Manually_Annotated_Images/12/a.jpg").write_bytes(JPEG)
    (tmp_path / "training.csv").write_text(
        "subDirectory_filePath,face_x,face_y,face_width,face_height,facial_landmarks,expression,valence,arousal\n"
        "12/a.jpg,1,2,3,4,1;2,1,0.785714,-0.055556\n12/b.jpg,1,2,3,4,1;2,0,0,0\n12/a.jpg,1,2,3,4,1;2,1,0,0\n"
    )
    corpus = read_corpus(READER, tmp_path)
    assert corpus.items[["item_id", "condition"]].to_numpy().tolist() == [["12/a.jpg", "train_set"]]
    assert corpus.ratings.set_index("scale").loc["valence", "value"] == 0.785714
    assert sorted(corpus.quarantine["reason"]) == ["absent", "duplicate_item", "item_left_out"]


def test_a_folder_without_annotations_is_told(tmp_path):
    with pytest.raises(CorpusError, match="no annotations"):
        read_corpus(READER, tmp_path)
