"""Which runs are alive is asked of the kernel, and jobs of dead ones are ended."""

import json
import os
import subprocess
import sys

import pytest

from affectflow.aftermath import RUN, BusyError, busy, claimed, clear, end_jobs, forget, runs

LIVES = """
import subprocess, sys
from pathlib import Path
from affectflow.aftermath import claimed
with claimed(Path(sys.argv[1])):
    job = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], stdout=subprocess.DEVNULL)
    print(job.pid, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def run(tmp_path):
    """A process that works in a folder, and has started a job."""
    command = [sys.executable, "-c", LIVES, str(tmp_path)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    process.job = int(process.stdout.readline())
    yield process
    process.kill()
    process.communicate()
    for mark in tmp_path.glob("*.json"):
        end_jobs(mark.stem)


def test_a_living_run_is_named_and_nothing_is_taken_from_it(run, tmp_path):
    (found,) = runs(tmp_path)
    assert found.alive
    assert found.process == run.pid
    with pytest.raises(BusyError, match=f"end it: kill {run.pid}"):
        clear(tmp_path, locked=lambda: True, unlock=pytest.fail)
    clear(tmp_path, locked=lambda: False, unlock=pytest.fail)
    with pytest.raises(BusyError, match="another run at work"):
        forget(tmp_path)
    assert len(runs(tmp_path)) == 1


def test_a_killed_run_is_cleared_away_with_its_job(run, tmp_path, capsys):
    run.kill()
    run.communicate()
    assert [found.alive for found in runs(tmp_path)] == [False]
    unlocked = []
    clear(tmp_path, locked=lambda: True, unlock=lambda: unlocked.append(1))
    assert unlocked == [1]
    assert not os.path.exists(f"/proc/{run.job}")
    assert runs(tmp_path) == []
    assert "Processes that it left were ended: 1." in capsys.readouterr().err


def test_unlocking_by_hand_ends_its_job_too(run, tmp_path):
    run.kill()
    run.communicate()
    forget(tmp_path)
    assert not os.path.exists(f"/proc/{run.job}")
    assert runs(tmp_path) == []


def test_a_run_that_ends_well_leaves_nothing(tmp_path):
    with claimed(tmp_path):
        assert os.environ.pop(RUN) == runs(tmp_path)[0].file.stem
    assert os.listdir(tmp_path) == []


def test_a_run_on_another_machine_is_left_to_the_user(tmp_path):
    mark = {"host": "node3", "boot": "other", "process": 7, "since": "2026-01-01 00:00:00", "command": "snakemake"}
    (tmp_path / "node3-7-1.json").write_text(json.dumps(mark))
    with pytest.raises(BusyError, match=r"Only node3 can tell whether it lives\. If it does not: snakemake --unlock"):
        clear(tmp_path, locked=lambda: True, unlock=pytest.fail)
    assert "process 7 on node3" in str(busy(runs(tmp_path)))
    forget(tmp_path)
    assert runs(tmp_path) == []
