"""A corpus whose transcripts and trial may not leave: refused, then published with stand-ins, and still of use."""

import pandas as pd
import pytest

pytestmark = pytest.mark.slow
ITEMS = "results/datasets/tiny/items.parquet"
PEOPLE = "results/datasets/tiny/participants.parquet"


@pytest.fixture
def restricted(author, tmp_path):
    """The author's corpus is for research only, and its remote is a folder."""
    author.edit("params/datasets/tiny.yaml", "redistribution: allowed", "redistribution: research_only")
    author.run("dvc", "remote", "add", "--default", "shelf", str(tmp_path / "shelf"))
    author.run("dvc", "repro")
    author.commit()
    return author


def test_what_may_not_leave_is_refused_then_withheld(restricted, tmp_path):
    said = restricted.run("affectflow", "publish", code=1)
    assert f"{ITEMS}: column 'transcript'" in said
    assert PEOPLE in said
    assert "affectflow withhold" in said
    assert not list((tmp_path / "shelf").rglob("*"))

    assert f"{ITEMS} stays; its stand-in has no values of transcript." in restricted.run("affectflow", "withhold")
    restricted.run("dvc", "repro")
    restricted.commit()
    assert "found each as recorded" in restricted.run("affectflow", "publish")
    words = pd.read_parquet(restricted.place / ITEMS)["transcript"][0].encode()
    assert not [file for file in (tmp_path / "shelf").rglob("*") if file.is_file() and words in file.read_bytes()]

    reviewer = restricted.clone(tmp_path / "reviewer")
    reviewer.run("dvc", "pull")
    said = reviewer.run("affectflow", "adopt")
    assert "are stand-ins, since licence or consent keeps them elsewhere" in said
    assert "Nothing to be done." in said
    items = pd.read_parquet(reviewer.place / ITEMS)
    assert items["transcript"].isna().all()
    assert items.drop(columns="transcript").equals(pd.read_parquet(restricted.place / ITEMS).drop(columns="transcript"))
    said = reviewer.run("affectflow", "verify", "tiny", "--from", "features")
    assert "identical" in said


def test_a_stand_in_of_another_table_is_not_published(restricted):
    restricted.run("affectflow", "withhold")
    restricted.run("dvc", "repro")
    table = pd.read_parquet(restricted.place / f"{ITEMS}.withheld")
    table.iloc[:3].to_parquet(restricted.place / f"{ITEMS}.withheld")
    restricted.run("dvc", "commit", "--force")
    restricted.commit()
    assert "a stand-in that is not of the table beside it" in restricted.run("affectflow", "publish", code=1)


def test_a_job_that_needs_what_was_withheld_says_so(restricted, tmp_path):
    restricted.run("affectflow", "withhold")
    restricted.run("dvc", "repro")
    restricted.commit()
    restricted.run("affectflow", "publish")
    reviewer = restricted.clone(tmp_path / "reviewer")
    reviewer.run("dvc", "pull")
    reviewer.run("affectflow", "adopt")
    trial = "analyse:\n  trial: {kind: trial, measure: distress, control: waitlist, treated: coaching}"
    reviewer.edit("params/studies/tiny.yaml", "analyse:", trial)
    done = reviewer.snakemake("results/studies/tiny/analyses/trial.json")
    assert done.returncode == 1
    assert "a stand-in for a table that its author may not pass on" in done.stdout + done.stderr
