"""DVC around the workflow: an author runs and pushes, a reviewer clones and pulls, nothing needs to run."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Copy

pytestmark = [pytest.mark.demo, pytest.mark.slow]
VERSIONED = (".dvc/config", ".dvc/.gitignore", ".dvcignore", "dvc.yaml", "requirements.lock", ".gitignore")


def run(place, *command):
    """Run a command of the environment in a folder and return what it printed."""
    tools = Path(sys.executable).parent
    environ = os.environ | {
        "PATH": f"{tools}:{os.environ['PATH']}", "PYTHONPATH": str(place / "src"), "DVC_NO_ANALYTICS": "1",
    }  # fmt: skip
    done = subprocess.run(command, cwd=place, env=environ, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def commit(place):
    run(place, "git", "add", "-A")
    run(place, "git", "-c", "user.name=author", "-c", "user.email=author@example.org", "commit", "-qm", "a version")


@pytest.fixture
def author(copy, home):
    """A repository of its own with the demo's results and a remote beside it."""
    for name in VERSIONED:
        (copy.place / name).parent.mkdir(exist_ok=True)
        shutil.copy2(home / name, copy.place / name)
    for name in ("results", "reports", ".snakemake/metadata"):
        subprocess.run(["cp", "-a", "--reflink=auto", home / name, copy.place / name], check=True)
    run(copy.place, "git", "init", "-q")
    run(copy.place, "dvc", "remote", "add", "--default", "shelf", str(copy.place.parent / "shelf"))
    commit(copy.place)
    return copy


@pytest.fixture
def copy(home, tmp_path):
    """The author's copy lies beside the remote and the reviewer's clone."""
    (tmp_path / "author/.snakemake").mkdir(parents=True)
    return Copy(tmp_path / "author", home)


def test_a_pulled_copy_has_nothing_to_do_and_an_edit_is_seen(author, tmp_path):
    assert author.would_run() == {}
    run(author.place, "dvc", "repro")
    commit(author.place)
    assert "up to date" in run(author.place, "dvc", "status")
    run(author.place, "dvc", "push")

    run(tmp_path, "git", "clone", "-q", "author", "reviewer")
    run(tmp_path / "reviewer", "dvc", "pull")
    reviewer = Copy.__new__(Copy)
    reviewer.place = tmp_path / "reviewer"
    assert reviewer.would_run() == {}
    reviewer.edit("params/studies/parlor.yaml", 'title: "parlor: from', 'title: "parlor: all the way from')
    assert reviewer.would_run() == {"report": 1, "index": 1}
    path = reviewer.place / "src/affectflow/analyse/recovery.py"
    path.write_text(path.read_text() + "\nEDITED = 1\n")
    assert reviewer.would_run()["analysis"] == 2
