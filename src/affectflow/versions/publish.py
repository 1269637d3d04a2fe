"""Sends a version to a remote, and proves by an empty clone that others can have it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..errors import Problem
from .errors import VersionError
from .heal import heal
from .inspection import inspect
from .ledger import Ledger
from .pending import made, pending
from .record import LOCK, Version, load_version
from .shelves import Shelf, cache, default_remote, remotes


@dataclass(frozen=True)
class Publication:
    """What was sent, and what the proof found.

    Attributes:
        remote: name of the remote.
        files: number of files that the empty clone pulled and found as recorded.
        size: bytes of them.
        mended: objects that were damaged or missing, here or on the remote, and were put back.
    """

    remote: str
    files: int
    size: int
    mended: int


def publish(home: Path, remote: str | None, may_leave: Callable[[list[str]], None]) -> Publication:
    """Push the version in `dvc.lock`, then pull it into an empty clone and hold it against the record.

    Args:
        home: root of the checkout; what is published is its last commit.
        remote: name of the remote; the default one if not given.
        may_leave: is given the paths of all files of the version, and raises where one of
            them may not leave this machine.

    Raises:
        VersionError: when what is here is not what the last commit records, when the
            remote cannot be written to, or when the clone does not get what was sent.
    """
    name = remote or default_remote(home)
    _committed(home)
    version = load_version(home, [cache(home)])
    may_leave(sorted(version.files))
    _as_recorded(home, version)
    mended = sum(map(len, heal(home).mended.values()))
    _push(home, name)
    shelf = remotes(home, name)[0]
    if _damaged(shelf, version):
        mended += len(heal(home, name).mended.get(shelf.name, []))
        if damaged := _damaged(shelf, version):
            raise VersionError(Problem(shelf.name, "", ", ".join(damaged), "every object of the version"))
    with tempfile.TemporaryDirectory(prefix="affectflow-proof-") as folder:
        files, size = _prove(home, name, Path(folder) / "clone")
    return Publication(name, files, size, mended)


def _committed(home: Path) -> None:
    """What is published is a commit: whoever clones it must get this `dvc.lock` and this code."""
    changed = _run(home, "git", "status", "--porcelain", "--untracked-files=no").splitlines()
    untracked = [] if not (home / LOCK).is_file() or _run(home, "git", "ls-files", LOCK) else [f"?? {LOCK}"]
    if changed + untracked:
        files = ", ".join(line[3:] for line in changed + untracked)
        hint = "Commit it, and push the commit where your readers clone from."
        raise VersionError(Problem("working tree", "", f"changes that no commit has: {files}", "a clean tree", hint))


def _as_recorded(home: Path, version: Version) -> None:
    ledger = Ledger(home)
    ledger.check()
    findings = inspect(home, version, ledger)
    later = [one.path for one in findings if one.what == "newer"]
    waiting = pending(home, made(home))
    if later or waiting:
        jobs = ", ".join(f"{rule} ({count})" for rule, count in waiting.items())
        found = f"jobs to run: {jobs}" if waiting else f"{len(later)} results newer than the record, such as {later[0]}"
        hint = "Run `dvc repro`, then commit dvc.lock."
        raise VersionError(Problem(LOCK, "", found, "the results of the committed code and params", hint))


def _push(home: Path, name: str) -> None:
    _run(home, sys.executable, "-m", "dvc", "push", "--quiet", "--remote", name)


def _damaged(shelf: Shelf, version: Version) -> list[str]:
    """Objects of the version that the remote lacks or holds damaged, which `dvc push` takes for sent."""
    states = shelf.states([*version.lists, *version.files.values()])
    return [f"{oid} is {state}" for oid, state in states.items() if state != "good"]


def _prove(home: Path, name: str, clone: Path) -> tuple[int, int]:
    _run(home, "git", "clone", "--quiet", str(home), str(clone))
    for file in (".dvc/config", ".dvc/config.local"):
        if (home / file).is_file():
            shutil.copy2(home / file, clone / file)
    _run(clone, sys.executable, "-m", "dvc", "config", "--local", "cache.dir", str(clone.parent / "cache"))
    _run(clone, sys.executable, "-m", "dvc", "pull", "--quiet", "--remote", name)
    version = load_version(clone, [cache(clone)])
    if found := inspect(clone, version, Ledger(clone)):
        names = ", ".join(one.path for one in found)
        raise VersionError(Problem(f"remote '{name}'", "", f"files that a clone does not get: {names}", "all files"))
    return len(version.files), sum((clone / path).stat().st_size for path in version.files)


def _run(place: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, env=os.environ | {"NO_COLOR": "1"})
    if done.returncode:
        said = (done.stderr or done.stdout).strip()
        shown = " ".join(command[2:] if command[0] == sys.executable else command)
        raise VersionError(Problem(str(place), shown, f"a failure: {said}", "a success"))
    return done.stdout.strip()
