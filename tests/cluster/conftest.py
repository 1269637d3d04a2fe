"""A Slurm for the tests of one worker, and folders whose Snakemake runs on it."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from .daemons import until
from .slurm import Slurm

EAGER = (
    "--slurm-init-seconds-before-status-checks",
    "1",
    "--seconds-between-status-checks",
    "1",
    "--latency-wait",
    "5",
)


@pytest.fixture(scope="session")
def cluster(tmp_path_factory):
    """Three nodes with two cores each, of which the third has a GPU."""
    slurm = Slurm(tmp_path_factory.mktemp("slurm"))
    try:
        yield slurm.start()
    finally:
        slurm.stop()


@pytest.fixture
def slurm(cluster):
    """The worker's Slurm with all nodes up and no jobs, whatever an earlier test did to it."""
    yield cluster.start()
    cluster.cancel()


class Folder:
    """A folder whose Snakemake runs on a Slurm with the repository's profile."""

    def __init__(self, place: Path, slurm: Slurm, **environ: str):
        self.place, self.slurm = place, slurm
        self.environ = os.environ | slurm.environ | environ
        self.said = place / "said.txt"
        self.said.touch()
        self.begun: list[subprocess.Popen] = []

    def begin(self, *arguments: str) -> subprocess.Popen:
        """Start Snakemake; what it says is added to `said`."""
        options = ["--workflow-profile", "profiles/slurm", *EAGER, *arguments]
        with self.said.open("a") as said:
            command = [sys.executable, "-m", "snakemake", *options]
            self.begun.append(subprocess.Popen(command, cwd=self.place, env=self.environ, stdout=said, stderr=said))
        return self.begun[-1]

    def run(self, *arguments: str) -> str:
        """Run Snakemake to its end; what it said. It must end well."""
        return self.finish(self.begin(*arguments))

    def finish(self, process: subprocess.Popen) -> str:
        """Wait for a Snakemake; all that was said in this folder. It must end well."""
        assert process.wait() == 0, self.said.read_text()
        return self.said.read_text()

    def kill(self, process: subprocess.Popen) -> None:
        """Kill Snakemake as a crash does, and take away the lock that it leaves."""
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.run("--unlock")

    def stand_in(self, *command: str) -> subprocess.Popen:
        """One of the profile's commands, called as Snakemake calls it."""
        path = f"{self.place / 'profiles/slurm/bin'}{os.pathsep}{self.environ['PATH']}"
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        return subprocess.Popen(command, cwd=self.place, env=self.environ | {"PATH": path}, **pipes)

    def jobs(self) -> dict[str, str]:
        """States of the jobs that Snakemake submitted here, by their ids, as the controller knows them."""
        runs = [path.name for path in (self.place / ".snakemake/slurm").glob("*")]
        said = self.slurm.call("squeue", "-h", "--states=all", "--name", ",".join(runs), "-o", "%i %T")
        return dict(re.findall(r"^(\d+) (\w+)", said, re.M)) if runs else {}

    def await_file(self, name: str, seconds: float = 120) -> None:
        """Wait until a job has made a file; not beyond the end of Snakemake."""
        path = self.place / name
        assert until(lambda: path.exists() or self.ended(), seconds), self.said.read_text()
        assert path.exists(), self.said.read_text()

    def ended(self) -> bool:
        """Whether the last Snakemake has ended."""
        return self.begun[-1].poll() is not None


@pytest.fixture
def small(home, tmp_path, slurm):
    """A folder with the profile, what the workflow adds to it, and a workflow that the test writes."""
    shutil.copytree(home / "profiles/slurm", tmp_path / "profiles/slurm")
    rules = (home / "workflow/rules/cluster.smk").read_text()

    folder = Folder(tmp_path, slurm)

    def of(workflow: str) -> Folder:
        head = f"import os\nfrom pathlib import Path\n{rules}\n\n"
        (tmp_path / "Snakefile").write_text(head + workflow)
        return folder

    yield of
    for process in folder.begun:
        process.kill()
