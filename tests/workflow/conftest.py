"""A workflow test is a temporary copy of the repository, one change, one check of what reruns."""

import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Self

import pytest
from filelock import FileLock

SOURCES = ("Snakefile", "params", "profiles", "workflow", "src", "pyproject.toml")
IGNORED = shutil.ignore_patterns("__pycache__", "*.egg-info")


class Copy:
    """A copy of the repository that runs the workflow with its own library code."""

    def __init__(self, place: Path):
        self.place = place

    @classmethod
    def of(cls, home: Path, place: Path) -> Self:
        """Copy the sources to a place."""
        place.mkdir(parents=True, exist_ok=True)
        for name in SOURCES:
            source = home / name
            if source.is_dir():
                shutil.copytree(source, place / name, ignore=IGNORED)
            else:
                shutil.copy2(source, place / name)
        return cls(place)

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


@pytest.fixture(scope="session")
def made_once(tmp_path_factory):
    """Folders that one worker of a test run makes and all read: `made_once(name, make)` calls `make(place)`."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def once(name: str, make: Callable[[Path], object]) -> Path:
        place, whole = shared / name, shared / f"{name}.made"
        with FileLock(shared / f"{name}.lock"):
            if not whole.exists():
                shutil.rmtree(place, ignore_errors=True)
                make(place)
                whole.touch()
        return place

    return once


@pytest.fixture
def copy(home, tmp_path):
    """A bare copy: sources only."""
    return Copy.of(home, tmp_path)


@pytest.fixture
def demo(home, tmp_path):
    """A copy with the demo's results, in which nothing needs to run."""
    return Copy.of(home, tmp_path).adopt(home)


@pytest.fixture(scope="session")
def recorded_author(home, made_once):
    """An author of the small study whose version is recorded; never changed."""
    from .repositories import Repository, make_tiny_author

    return Repository(made_once("recorded-author", lambda place: make_tiny_author(place, home)))


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
def prepared(home, made_once):
    """The small study of the crash tests, run to its end; never changed."""
    from .faults.study import Small, make_small

    return Small(made_once("prepared", lambda place: make_small(place, home)))


@pytest.fixture
def small(prepared, tmp_path):
    """A copy of it for one test."""
    return prepared.clone(tmp_path / "small")
