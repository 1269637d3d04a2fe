"""The twins of corpora with traces and episodes, as files."""

import numpy as np
import pytest

from affectflow.ingest import read_corpus
from affectflow.layouts.omg_empathy import SPLITS
from affectflow.twins import generate

SMALL = {
    "studyforrest": {"kind": "studyforrest"},
    "omg_empathy": {"kind": "omg_empathy", "seconds": 30.0},
    "bah": {"kind": "bah", "participants": 6},
}
READERS = {"bah": {"kind": "bah", "frames_per_second": 24.0}}


@pytest.fixture(scope="module", params=sorted(SMALL))
def made(request, tmp_path_factory):
    root = tmp_path_factory.mktemp(request.param)
    planted = generate(root, SMALL[request.param], workers=1)
    return request.param, root, planted, read_corpus(READERS.get(request.param, {"kind": request.param}), root)


def test_it_is_the_same_bytes_each_time_and_another_seed_is_another(made, tmp_path):
    kind, root, planted, _ = made
    assert generate(tmp_path / "again", SMALL[kind], workers=2) == planted
    names = sorted(path.relative_to(root) for path in root.rglob("*") if path.is_file())
    assert names
    assert all((tmp_path / "again" / name).read_bytes() == (root / name).read_bytes() for name in names)
    assert generate(tmp_path / "other", SMALL[kind] | {"seed": 2}, workers=1) != planted


def test_its_reader_sets_nothing_aside(made):
    assert made[3].quarantine.empty


def test_what_was_planted_is_in_the_files(made):
    kind, _, planted, corpus = made
    if kind == "studyforrest":
        counts = corpus.episodes.groupby("scale")["rater_id"].nunique()
        assert counts["valence_audiovisual"] == planted["observers"]["audiovisual"] == 9
        share = (corpus.episodes["scale"] == "arousal_audiovisual").sum() / planted["emotions"] / 9
        assert share == pytest.approx(0.85, abs=0.04)
    elif kind == "omg_empathy":
        assert sorted(corpus.items["item_id"]) == [f"story_{i}" for i in range(1, 9)]
        assert corpus.traces.groupby(["item_id", "rater_id"]).size().unique().tolist() == [750]
        stories = {name.lower(): len(stories) for name, stories in SPLITS.items()}
        assert corpus.items["condition"].value_counts().to_dict() == stories
        assert np.mean(list(planted["delay"].values())) == pytest.approx(0.0, abs=1e-9)
    else:
        assert len(corpus.items) == planted["videos"] == 42
        assert (corpus.ratings["label"] == "present").sum() == planted["present"]
        whole = corpus.episodes[corpus.episodes["scale"] == "ambivalence_hesitancy"]
        assert (whole["offset"] - whole["onset"]).sum() == pytest.approx(planted["seconds"]["present"], abs=0.05)
        assert corpus.items["duration"].sum() == pytest.approx(planted["seconds"]["all"])
        assert corpus.items.groupby("speaker_id")["condition"].nunique().max() == 1
