"""kill -9, SIGTERM and Ctrl-C: what is seen, and that the same command goes on without loss."""

import signal

import pytest

from .faults.runs import PAGE, Started, jobs_of, killed

MODEL = "results/studies/tiny/logistic"
KEPT = "results/studies/tiny/sample.parquet"
pytestmark = pytest.mark.slow


@pytest.fixture
def run(small):
    """A run that is held in the middle of fitting a model."""
    small.forget(MODEL, "reports/tiny")
    run = Started(small.place)
    run.small, run.job = small, run.stop_at("model")
    yield run
    for left in [*jobs_of(small.place), *([run.process] if run.process.poll() is None else [])]:
        killed(left)


def test_a_killed_job(run):
    kept = (run.small.place / KEPT).stat()
    killed(run.job)
    assert run.end() == 1
    assert "died with <Signals.SIGKILL: 9>" in run.said
    assert "affectflow: what was computed is kept. When the cause is mended, run the same command again." in run.said
    assert not (run.small.place / MODEL / "scores.json").exists()
    run.small.finish()
    assert (run.small.place / KEPT).stat().st_mtime_ns == kept.st_mtime_ns


def test_a_killed_snakemake_whose_job_goes_on(run):
    kept = (run.small.place / KEPT).stat()
    killed(run.process)
    assert jobs_of(run.small.place, "model") == [run.job]
    said = run.small.finish()
    assert f"an earlier run was killed (process {run.process.pid} on " in said
    assert "Processes that it left were ended: 1. What it had finished is kept" in said
    assert "unlock" not in said
    assert not run.job.is_running()
    assert (run.small.place / KEPT).stat().st_mtime_ns == kept.st_mtime_ns
    assert not list((run.small.place / ".snakemake/affectflow/runs").glob("*"))
    assert "earlier run" not in run.small.finish()


def test_a_second_start_while_the_first_lives(run):
    for arguments in ((PAGE,), (PAGE, "--unlock")):
        done = run.small.snakemake(*arguments)
        said = done.stdout + done.stderr
        assert done.returncode != 0
        assert "found another run at work" in said
        assert f"Wait until it has ended, or end it: kill {run.process.pid}" in said
        assert "Traceback" not in said
    assert "another run at work" in str(run.small.snakemake("--dry-run", PAGE).stderr)
    run.job.resume()
    assert run.end() == 0, run.said
    run.small.finish()


def test_ctrl_c(run):
    run.signal_group(signal.SIGINT)
    run.job.resume()
    assert run.end() != 0
    assert "stopped. The same command goes on from here." in run.said
    assert "Traceback" not in run.said
    run.small.finish()


def test_sigterm_lets_the_running_jobs_end(run):
    run.process.send_signal(signal.SIGTERM)
    run.job.resume()
    assert run.end() == 1
    assert "Will exit after finishing currently running jobs" in run.said
    made = (run.small.place / MODEL / "scores.json").stat()
    run.small.finish()
    assert (run.small.place / MODEL / "scores.json").stat().st_mtime_ns == made.st_mtime_ns
