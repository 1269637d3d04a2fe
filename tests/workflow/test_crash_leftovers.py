"""What a crash leaves half written is never taken for a result, and never versioned."""

import json
import shutil
import subprocess
import sys

import pytest

from .faults.runs import PAGE, Started, contents, jobs_of, killed

MODEL = "results/studies/tiny/logistic"
MARKER = "results/studies/tiny/tracked.json"
LEFT = f"{MODEL}/.scores.json.4711"
MEMORIES = ("outlines.json", "raw.json", "md5.json")
pytestmark = pytest.mark.slow


def test_torn_memories_and_marks_stop_nothing(small):
    for name in MEMORIES:
        (small.place / ".snakemake/affectflow" / name).write_text('{"half": [')
    assert small.would_run("tiny") == {}
    marker = small.place / MARKER
    (small.place / ".snakemake/affectflow/ledger.json").unlink()
    marker.write_text("")
    assert small.would_run(MARKER) == {"track": 1}
    done = small.snakemake("tiny")
    assert done.returncode == 0, done.stderr
    assert json.loads(marker.read_text()) == {"attempt": 0, "records": 6, "waiting": 0}
    assert small.would_run("tiny") == {}


def test_a_result_that_another_killed_job_left_half_written_goes_with_the_next(small):
    small.forget(MODEL, "reports/tiny")
    (small.place / MODEL).mkdir()
    (small.place / LEFT).write_text('{"half')
    small.finish()


def dvc(small, *arguments):
    command = [sys.executable, "-m", "dvc", *arguments]
    return subprocess.run(command, cwd=small.place, capture_output=True, text=True)


@pytest.fixture
def versioned(small, home):
    """The small study under DVC, with results to make again and a leftover."""
    small.forget(MODEL, "reports/tiny")
    for name in (".dvc/config", ".dvc/.gitignore", ".dvcignore", ".gitignore"):
        (small.place / name).parent.mkdir(exist_ok=True)
        shutil.copy2(home / name, small.place / name)
    stage = (home / "dvc.yaml").read_text().partition("    deps:")[2].partition("    outs:")
    stage = f"    deps:\n      - params\n    outs:{stage[2]}"
    command = f"{sys.executable} -m snakemake --cores 2 --quiet all -- {PAGE}"
    (small.place / "dvc.yaml").write_text(f"stages:\n  studies:\n    cmd: {command}\n{stage}")
    subprocess.run(["git", "init", "-q"], cwd=small.place, check=True)
    (small.place / "results" / ".scores.json.4711").write_text('{"half')
    return small


def test_a_killed_dvc_repro_whose_workflow_goes_on(versioned):
    place = versioned.place
    repro = Started(place, sys.executable, "-m", "dvc", "repro")
    job = repro.stop_at("model")
    killed(repro.process)
    second = Started(place, sys.executable, "-m", "dvc", "repro")
    assert second.end() != 0
    assert "another run at work" in second.said
    assert "--unlock" not in second.said
    (workflow,) = [process for process in job.parents() if process.cmdline()[1:3] == ["-m", "snakemake"]]
    job.resume()
    workflow.wait(60)
    assert jobs_of(place) == []
    third = Started(place, sys.executable, "-m", "dvc", "repro")
    assert third.end() == 0, third.said
    assert "up to date" in dvc(versioned, "status").stdout
    (place / "results" / ".scores.json.4711").unlink()
    assert contents(place, "results", "reports") == versioned.undisturbed
    shutil.rmtree(place / "results")
    assert dvc(versioned, "checkout").returncode == 0
    assert contents(place, "results", "reports") == versioned.undisturbed
