"""The ledger by itself: which files it takes for altered."""

import json
import os
from base64 import urlsafe_b64encode

import pytest

from affectflow.versions import Ledger, VersionError

RESULT = "results/studies/a/scores.json"


@pytest.fixture
def home(tmp_path):
    """A folder with a result, Snakemake's record of it, and a file that a writer has not finished."""
    for path in (RESULT, f".snakemake/metadata/{record(RESULT)}", "results/studies/a/.scores.json.77"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("{}")
    Ledger(tmp_path).note()
    return tmp_path


def record(path: str) -> str:
    return urlsafe_b64encode(path.encode()).decode()


def test_nothing_is_altered_at_first_and_nothing_unfinished_is_noted(home):
    ledger = Ledger(home)
    assert ledger.altered() == []
    assert set(ledger.noted) == {RESULT, f".snakemake/metadata/{record(RESULT)}"}


def test_other_content_is_altered_and_a_new_time_or_a_loss_is_not(home):
    os.utime(home / RESULT)
    assert Ledger(home).altered() == []
    (home / RESULT).write_text("[]")
    assert Ledger(home).altered() == [RESULT]
    with pytest.raises(VersionError, match=f"{RESULT}: found content that no step of the workflow wrote"):
        Ledger(home).check()
    (home / RESULT).unlink()
    assert Ledger(home).altered() == []


@pytest.mark.parametrize("of", [RESULT, "results/studies/a"])
@pytest.mark.parametrize("folder", ["metadata", "incomplete"])
def test_what_a_job_made_since_or_began_to_make_is_not_altered(home, of, folder):
    (home / RESULT).write_text("[]")
    path = home / ".snakemake" / folder / record(of)
    path.parent.mkdir(exist_ok=True)
    path.write_text("{}")
    later = (home / ".snakemake/affectflow/ledger.json").stat().st_mtime + 1
    os.utime(path, (later, later))
    assert Ledger(home).altered() == []


def test_a_long_name_is_found_in_parts(home):
    long = "results/" + "x" * 240 + "/scores.json"
    (home / long).parent.mkdir()
    (home / long).write_text("{}")
    Ledger(home).note()
    (home / long).write_text("[]")
    coded = record(long)
    path = home / ".snakemake/metadata" / f"@{coded[:254]}" / coded[254:]
    path.parent.mkdir()
    path.write_text("{}")
    later = (home / ".snakemake/affectflow/ledger.json").stat().st_mtime + 1
    os.utime(path, (later, later))
    assert Ledger(home).altered() == []


def test_a_torn_ledger_is_no_ledger(home):
    (home / ".snakemake/affectflow/ledger.json").write_text('{"files": {')
    (home / RESULT).write_text("[]")
    assert Ledger(home).altered() == []


def test_the_wanted_hash_is_the_noted_one_until_another_version_is_recorded(home):
    ledger = Ledger(home)
    noted = json.loads((home / ".snakemake/affectflow/ledger.json").read_text())["files"][RESULT]
    assert ledger.wanted(RESULT, "recorded") == noted
    assert ledger.wanted("results/other", "recorded") == "recorded"
    (home / "dvc.lock").write_text("another version")
    assert Ledger(home).wanted(RESULT, "recorded") == "recorded"
