"""A corpus as a database in audformat: what is written is read again, and what may not leave is not written."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affectflow.cli import main
from affectflow.crate.database import fill, reader_of, write_database
from affectflow.crate.errors import ExportError
from affectflow.ingest import read_corpus
from affectflow.release import ReleaseError
from affectflow.studies import load_studies
from affectflow.tables import check, empty, write

DATASET = """
title: mine
reader: {{kind: long_table, scales: {{e: {{open: true}}}}, ratings: [{{files: [e.csv], item: i, answer: a, scale: e}}]}}
licence: {{name: own terms, redistribution: allowed{release}}}
source: {{path: data/mine, obtain: ask}}
"""


def corpus(votes, traces=()):
    """Tables of four items, two of them without a rating."""
    ids = [f"i{n}" for n in range(4)]
    items = pd.DataFrame(
        {"item_id": ids, "speaker_id": ["s1", "s1", "s2", "s2"], "session_id": ids, "condition": "all"}
    )
    items = items.assign(intended=None, audio=None, video=None, transcript=["a", "b, c", "", None], sha256=None)
    items = items.replace({"transcript": {"": None}}).astype("str").assign(duration=np.nan)
    rows = [(f"i{i}", f"r{r}", scale, label, value) for (i, r, scale), (label, value) in sorted(votes.items())]
    ratings = pd.DataFrame(rows, columns=["item_id", "rater_id", "scale", "label", "value"])
    ratings = ratings.astype({"label": "str", "value": float}) if rows else empty("ratings")
    traced = pd.DataFrame(traces, columns=["item_id", "rater_id", "scale", "time", "value"]) if traces else None
    return (
        check(items, "items"),
        check(ratings, "ratings"),
        check(empty("traces") if traced is None else traced, "traces"),
    )


def there_and_back(folder, items, ratings, traces):
    import audformat

    database = audformat.Database("mine")
    fill(database, items, ratings, traces)
    database.save(str(folder), storage_format="csv")
    return read_corpus(reader_of(items, ratings, traces), folder)


LABELS = st.sampled_from(["joy", "anger", "anger|joy", "Ärger, laut"]).map(lambda label: (label, float("nan")))
VALUES = st.floats(-5, 5).map(lambda value: (None, value))
VOTES = st.dictionaries(
    st.tuples(st.integers(0, 3), st.integers(0, 2), st.just("emotion")), LABELS, min_size=1, max_size=6
)
NUMBERS = st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 2), st.just("valence")), VALUES, max_size=6)


@settings(max_examples=15)
@given(VOTES, NUMBERS)
def test_what_is_written_is_read_again(tmp_path_factory, votes, numbers):
    traces = [("i1", "r1", "arousal", 0.25, 0.1), ("i1", "r1", "arousal", 0.5, -0.3)]
    items, ratings, traced = corpus(votes | numbers, traces)
    back = there_and_back(tmp_path_factory.mktemp("db"), items, ratings, traced)
    pd.testing.assert_frame_equal(back.items, items)
    pd.testing.assert_frame_equal(back.ratings, ratings)
    pd.testing.assert_frame_equal(back.traces, traced)
    assert back.quarantine.empty


@pytest.fixture
def home(tmp_path):
    """A repository with the tables of one corpus."""
    items, ratings, traces = corpus({(0, 1, "emotion"): ("joy", float("nan"))})
    for name, table in (("items", items), ("ratings", ratings), ("traces", traces)):
        write(table, name, tmp_path / f"results/datasets/mine/{name}.parquet")
    for folder in ("studies", "features", "datasets"):
        (tmp_path / "params" / folder).mkdir(parents=True)
    (tmp_path / "params/studies/look.yaml").write_text(
        "ingest: {dataset: mine}\nreport: {title: look, question: what is there?}\n"
    )
    return stated(tmp_path, "")


def stated(home: Path, release: str) -> Path:
    (home / "params/datasets/mine.yaml").write_text(
        DATASET.format(release=f", release: {{{release}}}" if release else "")
    )
    return home


def test_the_command_writes_a_database_and_says_how_to_read_it(home, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(home)
    assert main(["audformat", "mine", "out"]) == 0
    said = capsys.readouterr().out
    assert "out/db.yaml" in said
    assert "kind: audformat" in said
    assert "license: own terms" in (home / "out/db.yaml").read_text()
    assert (home / "out/db.ratings.emotion.csv").read_text().splitlines() == ["item_id,rater_id,label", "i0,r1,joy"]


def test_a_column_that_may_not_leave_is_left_out_and_told(home):
    done = write_database(
        home, load_studies(stated(home, "items: {transcript: false}") / "params"), "mine", home / "out"
    )
    assert [refusal.column for refusal in done.withheld] == ["transcript"]
    assert "transcript" not in (home / "out/db.items.csv").read_text()


def test_a_table_whose_raters_may_not_leave_is_left_out_whole(home):
    done = write_database(
        home, load_studies(stated(home, "ratings: {rater_id: false}") / "params"), "mine", home / "out"
    )
    assert done.reader["ratings"] == []
    assert not (home / "out/db.ratings.emotion.csv").exists()


def test_items_that_may_not_leave_stop_it(home):
    catalogue = load_studies(stated(home, "items: {item_id: false}") / "params")
    with pytest.raises(ReleaseError):
        write_database(home, catalogue, "mine", home / "out")
    assert not (home / "out").exists()


@pytest.mark.parametrize(("data", "message"), [("other", "no such corpus"), ("mine_twin", "no such file")])
def test_what_is_not_there_is_told(home, data, message):
    with pytest.raises(ExportError, match=message):
        write_database(home, load_studies(home / "params"), data, home / "out")


def test_a_folder_with_files_is_left_alone(home):
    (home / "out").mkdir()
    (home / "out/mine.txt").write_text("keep")
    with pytest.raises(ExportError, match="an empty folder"):
        write_database(home, load_studies(home / "params"), "mine", home / "out")
