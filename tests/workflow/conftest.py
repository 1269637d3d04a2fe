"""A workflow test is a temporary copy of the repository, one change, one check of what reruns."""

import logging
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SOURCES = ("Snakefile", "params", "profiles", "workflow", "src", "pyproject.toml")
IGNORED = shutil.ignore_patterns("__pycache__", "*.egg-info")


class Copy:
    """A copy of the repository that runs the workflow with its own library code."""

    def __init__(self, place: Path, home: Path):
        self.place = place
        for name in SOURCES:
            source = home / name
            if source.is_dir():
                shutil.copytree(source, place / name, ignore=IGNORED)
            else:
                shutil.copy2(source, place / name)

    def adopt(self, home: Path) -> "Copy":
        """Take over what the demo made, with its times and Snakemake's record of it."""
        for name in ("results", "reports"):
            (self.place / name).symlink_to(home / name)
        (self.place / ".snakemake").mkdir()
        (self.place / ".snakemake/metadata").symlink_to(home / ".snakemake/metadata")
        return self

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace one piece of text that must be there."""
        path = self.place / file
        text = path.read_text()
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new, 1))

    def snakemake(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
        """Run the workflow in the copy; the exit code is the caller's to check."""
        environ = os.environ | {"PYTHONPATH": str(self.place / "src")} | environment
        command = [sys.executable, "-m", "snakemake", "--cores", "2", *arguments]
        return subprocess.run(command, cwd=self.place, env=environ, capture_output=True, text=True)

    def would_run(self, *targets: str) -> dict[str, int]:
        """How many jobs of each rule the workflow would run now; targets of no work are left out."""
        done = self.snakemake("--dry-run", *targets)
        said = done.stdout + done.stderr
        assert done.returncode == 0, said
        counted = re.findall(r"^(\w+) +(\d+)$", said.split("Job stats:")[-1], re.M)
        return {rule: int(count) for rule, count in counted if rule not in ("total", "all")}


@pytest.fixture
def copy(home, tmp_path):
    """A bare copy: sources only."""
    return Copy(tmp_path, home)


@pytest.fixture
def demo(home, tmp_path):
    """A copy with the demo's results, in which nothing needs to run."""
    return Copy(tmp_path, home).adopt(home)


@pytest.fixture(scope="session")
def recorded_author(home, tmp_path_factory):
    """An author of the small study whose version is recorded; made once, never changed."""
    from .repositories import make_tiny_author

    return make_tiny_author(tmp_path_factory.mktemp("recorded") / "author", home)


@pytest.fixture
def author(recorded_author, tmp_path):
    """A recorded author of one's own."""
    subprocess.run(["cp", "-a", recorded_author.place, tmp_path / "author"], check=True)
    return type(recorded_author)(tmp_path / "author")


@pytest.fixture(scope="session")
def s3():
    """A real S3-compatible server on the loopback."""
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture(scope="session")
def prepared(home, tmp_path_factory):
    """The small study of the crash tests, run to its end; never changed."""
    from .faults.study import make_small

    return make_small(tmp_path_factory.mktemp("prepared"), home)


@pytest.fixture
def small(prepared, tmp_path):
    """A copy of it for one test."""
    return prepared.clone(tmp_path / "small")
