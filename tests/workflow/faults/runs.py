"""Runs of the small study that can be caught in the middle of a job."""

import os
import signal
import sys
import time
from pathlib import Path

import psutil

PATIENCE = 120
PAGE = "reports/tiny/index.html"
"""What the crash tests make anew; tracking has tests of its own."""


class Started:
    """The workflow in a process group of its own; what it says is in a file beside the copy."""

    def __init__(self, place: Path, *command: str, **environment: str):
        self.place = place
        self.said_in = place.parent / f"{place.name}-said-{time.time_ns()}"
        environ = os.environ | {"PYTHONPATH": str(place / "src")} | environment
        with self.said_in.open("w") as said:
            self.process = psutil.Popen(
                command or snakemake(), cwd=place, env=environ, stdout=said, stderr=said, start_new_session=True
            )

    @property
    def said(self) -> str:
        """What has been said so far."""
        return self.said_in.read_text()

    def stop_at(self, script: str) -> psutil.Process:
        """Hold a job of a script still, once it writes into its log; it stays until it is continued."""
        for _ in range(PATIENCE * 100):
            assert self.process.poll() is None, self.said
            if jobs := [job for job in jobs_of(self.place, script) if _logs(job)]:
                jobs[0].suspend()
                return jobs[0]
            time.sleep(0.01)
        raise AssertionError(f"no job of {script}\n{self.said}")

    def signal_group(self, number: signal.Signals) -> None:
        """Send a signal to the run and its jobs, as a terminal does."""
        os.killpg(self.process.pid, number)

    def end(self) -> int:
        """Wait for the end; the exit code is the caller's to check."""
        return self.process.wait(PATIENCE)


def snakemake(*targets: str) -> tuple[str, ...]:
    """The command that makes the small study."""
    return (sys.executable, "-m", "snakemake", "--cores", "2", *(targets or (PAGE,)))


def jobs_of(place: Path, script: str = "") -> list[psutil.Process]:
    """Processes that run one of the workflow's scripts in a copy."""
    found = []
    for process in psutil.process_iter():
        try:
            words = process.cmdline()
        except psutil.Error:
            continue
        if any(word.startswith(f"{place}/.snakemake/scripts/") and word.endswith(f"{script}.py") for word in words):
            found.append(process)
    return found


def _logs(job: psutil.Process) -> bool:
    try:
        return os.readlink(f"/proc/{job.pid}/fd/2").endswith(".log")
    except OSError:
        return False  # It has just ended.


def killed(process: psutil.Process) -> None:
    """kill -9, and wait until it is gone."""
    process.send_signal(signal.SIGKILL)
    psutil.wait_procs([process], PATIENCE)


def contents(place: Path, *folders: str) -> dict[str, bytes]:
    """Every file below folders of a copy."""
    paths = [path for folder in folders for path in (place / folder).rglob("*") if path.is_file()]
    return {str(path.relative_to(place)): path.read_bytes() for path in paths}
