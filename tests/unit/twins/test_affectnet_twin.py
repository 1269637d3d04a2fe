"""The twin of AffectNet: the face shows the planted point, and one label is drawn from its distribution."""

import numpy as np
import pytest

from affectflow.features.shard import extract
from affectflow.ingest import read_corpus
from affectflow.twins import generate

TWIN = {"kind": "affectnet_vad", "images": 16, "seed": 3}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    root = tmp_path_factory.mktemp("affectnet")
    return root, generate(root, TWIN, workers=1)


def test_its_files_are_read_whole(made):
    root, planted = made
    corpus = read_corpus({"kind": "affectnet_vad"}, root)
    assert corpus.quarantine.empty
    assert len(corpus.items) == planted["items"]["n"] == 16
    assert set(corpus.items["condition"]) == {"train_set", "val_set"}
    counts = corpus.ratings.loc[corpus.ratings["scale"] == "expression", "label"].value_counts().to_dict()
    assert counts == {label: n for label, n in planted["items"]["classes"].items() if n}
    assert sum(planted["relabelled"]["mean"].values()) == pytest.approx(1)


def test_the_face_shows_valence_and_arousal(made):
    root, _ = made
    corpus = read_corpus({"kind": "affectnet_vad"}, root)
    features, aside = extract(corpus.items, root, {"kind": "face_image"}, shard=0, shards=1)
    assert aside.empty
    wide = corpus.ratings.pivot(index="item_id", columns="scale", values="value").loc[features["item_id"]]
    corners = np.corrcoef(features["mouth_corner_height"], wide["valence"])[0, 1]
    opening = np.corrcoef(features["mouth_opening"], wide["arousal"])[0, 1]
    assert corners > 0.8
    assert opening > 0.6


def test_the_same_twin_gives_the_same_bytes_and_more_images_change_no_other(made, tmp_path):
    root, _ = made
    generate(tmp_path, TWIN | {"images": 6}, workers=1)
    for path in sorted(p for p in tmp_path.rglob("*") if p.is_file()):
        assert path.read_bytes() == (root / path.relative_to(tmp_path)).read_bytes()


def test_a_file_that_is_no_image_and_one_without_a_face_are_set_aside(made, tmp_path):
    import cv2

    root, _ = made
    items = read_corpus({"kind": "affectnet_vad"}, root).items.iloc[:2].assign(video=["a.jpg", "b.jpg"])
    (tmp_path / "a.jpg").write_bytes(b"nothing")
    cv2.imwrite(str(tmp_path / "b.jpg"), np.full((80, 80, 3), 127, np.uint8))
    features, aside = extract(items, tmp_path, {"kind": "face_image"}, shard=0, shards=1)
    assert features.empty
    assert aside["reason"].tolist() == ["unreadable", "no_face"]
