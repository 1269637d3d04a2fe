"""Identifiers in corpora of texts: hidden before anything is made of the rows, in the quarantine too."""

import importlib

import pytest
from pydantic import TypeAdapter
from text_corpora import dices, goemotions, wrime

from affectflow.studies.readers import Reader

VOTES = [("Well!", "c1", "r1", "False", ("joy",)), ("Well!", "c1", "r2", "maybe", ("joy",))]
JUDGED = [("r1", "1", "Sure.", "Benign", "No", "Yes"), ("r2", "1", "Sure.", "Benign", "No", "Perhaps")]
POSTS = [("Oh.", "w1", "train", 3, 0, 0, 0), ("Ah.", "w2", "train", 9, 0, 0, 0)]


@pytest.mark.parametrize(
    ("make", "rows", "reader"),
    [
        (goemotions, VOTES, {"kind": "goemotions"}),
        (dices, JUDGED, {"kind": "dices", "part": "350"}),
        (wrime, POSTS, {"kind": "wrime", "version": 1}),
    ],
)
def test_what_a_reader_says_it_hides_it_hides(tmp_path, make, rows, reader):
    hides = TypeAdapter(Reader).validate_python(reader).hides

    def hide(frame):
        return frame.assign(**{c: "hidden-" + frame[c].astype("str") for c in hides if c in frame})

    corpus = importlib.import_module(f"affectflow.ingest.{reader['kind']}").read(make(tmp_path, rows), reader, hide)
    for column in hides:
        found = [frame[column] for frame in (corpus.items, corpus.ratings) if column in frame]
        assert found
        assert all(column.str.startswith(("hidden-", "unnamed:")).all() for column in found)
    assert len(corpus.quarantine)
    assert corpus.quarantine["found"].str.contains("hidden-").all()
