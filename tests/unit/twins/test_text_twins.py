"""The twins of corpora of texts: written in the released layout, read back whole, with what was planted."""

import numpy as np
import pytest

from affectflow.ingest import read_corpus
from affectflow.twins import generate

READERS = {
    "emobank": {},
    "meld": {},
    "emorynlp": {},
    "goemotions": {},
    "esconv": {},
    "dices": {"part": "350"},
    "wrime": {"version": 1},
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Folder, planted truth and corpus of each twin."""
    found = {}
    for kind, options in READERS.items():
        root = tmp_path_factory.mktemp(kind)
        planted = generate(root, {"kind": kind}, workers=1)
        found[kind] = root, planted, read_corpus({"kind": kind} | options, root)
    return found


def files(root):
    return {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize("kind", READERS)
def test_it_is_the_same_bytes_each_time_and_another_seed_makes_others(made, tmp_path, kind):
    generate(tmp_path / "again", {"kind": kind}, workers=2)
    assert files(tmp_path / "again") == files(made[kind][0])
    generate(tmp_path / "other", {"kind": kind, "seed": 2}, workers=2)
    assert files(tmp_path / "other") != files(made[kind][0])


@pytest.mark.parametrize("kind", READERS)
def test_the_reader_takes_all_of_it(made, kind):
    _, planted, corpus = made[kind]
    assert corpus.quarantine.empty
    expected = planted.get("items") or planted["conversations"] + planted["utterances"]
    assert len(corpus.items) == expected
    assert corpus.items["transcript"].notna().all()


def test_emobank_raters_copy_as_often_as_planted(made):
    """Correlation of two raters of a sentence is s², whose standard error is about 1 / sqrt(400)."""
    _, planted, corpus = made["emobank"]
    for scale, alpha in planted["alpha"].items():
        rated = corpus.ratings[corpus.ratings["scale"] == scale]
        pair = rated.pivot(index="item_id", columns="rater_id", values="value")[["unnamed:1", "unnamed:2"]]
        assert np.corrcoef(pair.T)[0, 1] == pytest.approx(alpha, abs=0.2)
    assert corpus.ratings["scale"].value_counts()["reader_valence"] == planted["ratings"]["reader"]


def test_labels_are_as_planted(made):
    for kind in ("meld", "emorynlp"):
        _, planted, corpus = made[kind]
        counts = corpus.ratings[corpus.ratings["scale"] == "emotion"]["label"].value_counts()
        assert counts.to_dict() == {label: n for label, n in planted["classes"].items() if n}
    assert (
        made["emorynlp"][2].items["speaker_id"].str.contains("|", regex=False).sum()
        == (made["emorynlp"][1]["several_speakers"])
    )
    assert made["meld"][2].items["duration"].eq(2.5).all()


def test_goemotions_counts_are_as_planted(made):
    _, planted, corpus = made["goemotions"]
    clarity = corpus.ratings[corpus.ratings["scale"] == "clarity"]["label"].value_counts()
    assert clarity["unclear"] == planted["unclear"]
    assert clarity.sum() == planted["ratings"]
    assert corpus.ratings["label"].str.contains("|", regex=False).any()


def test_esconv_relieves_as_planted(made):
    _, planted, corpus = made["esconv"]
    scores = corpus.ratings.pivot_table(index="item_id", columns="scale", values="value")
    relief = (scores["intensity_before"] - scores["intensity_after"]).dropna()
    assert relief.mean() == pytest.approx(planted["relief"], abs=3 * relief.std() / np.sqrt(len(relief)))
    counts = corpus.ratings["scale"].value_counts()
    assert counts[["strategy", "feedback"]].to_dict() == {
        k: planted[v] for k, v in (("strategy", "strategies"), ("feedback", "feedback"))
    }


def test_dices_raters_are_as_strict_as_planted(made):
    _, planted, corpus = made["dices"]
    overall = corpus.ratings[corpus.ratings["scale"] == "q_overall"].assign(yes=lambda f: f["label"].eq("Yes"))
    yes = overall.groupby("rater_id")["yes"].mean()[planted["raters"]["ids"]]
    assert np.corrcoef(yes, planted["raters"]["strictness"])[0, 1] > 0.6


def test_wrime_hidden_anger_is_exactly_what_the_ratings_say(made):
    _, planted, corpus = made["wrime"]
    anger = corpus.ratings.pivot_table(index="item_id", columns="scale", values="value", aggfunc="max")
    hidden = (anger["writer_anger"] >= 2) & (anger["reader_anger"] <= 0)
    assert hidden.sum() == planted["kinds"]["hidden"]
    said = corpus.items.set_index("item_id")["transcript"].str.lower()
    for name, one in planted["expressions"].items():
        held = said.str.contains(name.replace("_", " ")).reindex(hidden.index)
        assert held[hidden].mean() == pytest.approx(one["inside"], abs=0.1)
        assert held[~hidden].mean() == pytest.approx(one["outside"], abs=0.07)
