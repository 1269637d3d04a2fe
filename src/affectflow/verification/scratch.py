"""The folder in which results are computed again: it gets the sources, and nothing of what is to be verified."""

from __future__ import annotations

import fcntl
import filecmp
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..errors import AffectflowError, Problem
from ..record_names import RECORDS, record_name
from ..studies import Catalogue
from .errors import VerificationError
from .files import Start, given_folders

SOURCES = ("Snakefile", "workflow", "params", "profiles", "pyproject.toml")
MARK = "affectflow-verify.json"
LOCK = "affectflow-verify.lock"
SKIPPED = shutil.ignore_patterns("__pycache__", "*.pyc")


@dataclass(frozen=True)
class Scratch:
    """A folder for a verification.

    Attributes:
        place: where it is.
        kept: whether the user named it, so that it stays.
        continued: whether a former verification began in it.
    """

    place: Path
    kept: bool
    continued: bool

    def remove(self) -> None:
        """Delete it with all that is in it."""
        shutil.rmtree(self.place, ignore_errors=True)


@contextmanager
def opened(folder: Path | None, start: Start) -> Iterator[Scratch]:
    """A fresh temporary folder, or the user's, held by one verification at a time.

    Raises:
        VerificationError: when the folder holds anything else, was begun from another start,
            or another verification is at work in it.
    """
    place = folder.resolve() if folder else Path(tempfile.mkdtemp(prefix="affectflow-verify-"))
    continued = _continued(place, start) if folder else False
    place.mkdir(parents=True, exist_ok=True)
    with (place / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            found = "another verification that is at work in it"
            raise VerificationError(Problem(str(place), "", found, "one at a time")) from None
        (place / MARK).write_text(json.dumps({"from": start}))
        scratch = Scratch(place, folder is not None, continued)
        try:
            yield scratch
        except AffectflowError:
            if not scratch.kept:
                scratch.remove()
            raise


def take_sources(scratch: Path, home: Path, catalogue: Catalogue, runs: Iterable[str]) -> None:
    """Make the sources in the scratch folder those of the checkout; what is the same is not touched."""
    for name in SOURCES:
        if (home / name).exists():
            _mirror(home / name, scratch / name)
    for run in runs:
        elicit = catalogue.study(run).elicit
        for model in elicit.models.values() if elicit else ():
            if not Path(model.path).is_absolute() and (home / model.path).is_file():
                _mirror(home / model.path, scratch / model.path)


def take_given(scratch: Path, home: Path, catalogue: Catalogue, run: str) -> list[str]:
    """Copy tables and features that are taken as given, with Snakemake's records of them.

    Returns:
        the copied results.

    Raises:
        VerificationError: when there are none, or those in a continued folder are others.
    """
    copied = []
    for folder in given_folders(catalogue, run):
        files = [path for path in sorted((home / folder).rglob("*")) if path.is_file()]
        paths = [path.relative_to(home).as_posix() for path in files if not path.name.startswith(".")]
        paths = [path for path in paths if not path.startswith(f"{folder}/raw/")]
        if not paths:
            raise VerificationError(Problem(folder, "", "no files", "the pulled tables and features, by `dvc pull`"))
        for path in paths:
            _give(home, scratch, path)
        copied += paths
    return copied


def _give(home: Path, scratch: Path, path: str) -> None:
    here, there = home / path, scratch / path
    if there.is_file() and not filecmp.cmp(here, there, shallow=False):
        found = "another content than a former verification in this scratch folder was given"
        raise VerificationError(Problem(path, "", found, "the same, or another --scratch"))
    for name in (path, f"{RECORDS}/{record_name(path)}"):
        if (home / name).is_file() and not (scratch / name).is_file():
            (scratch / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(home / name, scratch / name)


def _continued(place: Path, start: Start) -> bool:
    if not place.is_dir() or not any(place.iterdir()):
        return False
    try:
        begun = json.loads((place / MARK).read_text())["from"]
    except (OSError, ValueError, KeyError):
        allowed = "an empty folder, a new one, or that of a former verification"
        raise VerificationError(Problem(str(place), "--scratch", "a folder with other files", allowed)) from None
    if begun != start:
        raise VerificationError(
            Problem(str(place), "--scratch", f"a verification from {begun}", f"one from {start}, or another folder")
        )
    return True


def _mirror(source: Path, target: Path) -> None:
    """Copy a file or a folder; files that are the same keep their times, others that are there go."""
    if source.is_file():
        if not target.is_file() or not filecmp.cmp(source, target, shallow=False):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
        return
    names = os.listdir(source)
    names = [name for name in names if name not in SKIPPED(str(source), names)]
    target.mkdir(parents=True, exist_ok=True)
    for name in set(os.listdir(target)) - set(names):
        path = target / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    for name in names:
        _mirror(source / name, target / name)
