"""The version that `dvc.lock` records: which files belong to it, and the MD5 of each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from ..errors import Problem
from .errors import VersionError
from .shelves import Shelf, cache

LOCK = "dvc.lock"
FOLDER = ".dir"
"""Ending of the name of an object that lists a folder's files."""


@dataclass
class Version:
    """What a version consists of.

    Attributes:
        files: MD5 by path below the repository.
        lists: content of each folder's list of files, by its object's name.
        unlisted: name of the list by folder, where no good copy of the list is known.
    """

    files: dict[str, str] = field(default_factory=dict)
    lists: dict[str, bytes] = field(default_factory=dict)
    unlisted: dict[str, str] = field(default_factory=dict)

    def paths(self) -> dict[str, list[str]]:
        """Paths by MD5: equal files are one object."""
        found: dict[str, list[str]] = {}
        for path, md5 in self.files.items():
            found.setdefault(md5, []).append(path)
        return found


def recorded(home: Path) -> dict[str, str]:
    """MD5 by path of every file of the version in `dvc.lock`.

    Raises:
        VersionError: when there is no such version, or the list of a folder is lost here.
    """
    version = load_version(home, [cache(home)])
    if version.unlisted:
        hint = "Run: affectflow adopt"
        raise VersionError(
            Problem(LOCK, folder, f"no list of its files ({name}) in the local cache", "the list, by `dvc pull`", hint)
            for folder, name in version.unlisted.items()
        )
    return version.files


def load_version(home: Path, shelves: Sequence[Shelf]) -> Version:
    """Read the record, and the list of each folder from the first place that has a good copy.

    Where no place has one, the folder itself may still be whole: its list is then made again,
    and taken if it is the recorded one.

    Raises:
        VersionError: when `dvc.lock` is absent or damaged.
    """
    version = Version()
    for folder, md5 in _outs(home).items():
        if not md5.endswith(FOLDER):
            version.files[folder] = md5
            continue
        listed = next((found for shelf in shelves if (found := shelf.read(md5))), None) or _made_again(
            home, folder, md5
        )
        if listed is None:
            version.unlisted[folder] = md5
            continue
        version.lists[md5] = listed
        version.files |= {f"{folder}/{one['relpath']}": one["md5"] for one in json.loads(listed)}
    return version


def _outs(home: Path) -> dict[str, str]:
    """MD5 by path of all that DVC tracks: outs of stages, and files added by `dvc add`."""
    documents = [_read(home / LOCK), *(_read(path) for path in sorted((home / "data").glob("*.dvc")))]
    outs: dict[str, str] = {}
    for document, base in zip(documents, ["", *["data/"] * (len(documents) - 1)], strict=True):
        stages = document.get("stages", {}).values() if not base else [document]
        outs |= {base + out["path"]: out["md5"] for stage in stages for out in stage.get("outs", [])}
    return outs


def _read(path: Path) -> dict:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except FileNotFoundError:
        hint = "Its author records a version by `dvc repro` and commits dvc.lock."
        raise VersionError(Problem(path.name, "", "no such file", "a recorded version", hint)) from None
    except yaml.YAMLError as error:
        raise VersionError(Problem(path.name, "", f"damaged YAML ({error})", "the committed file")) from None


def _made_again(home: Path, folder: str, md5: str) -> bytes | None:
    paths = sorted(path for path in (home / folder).rglob("*") if path.is_file())
    entries = [
        {"md5": hashlib.md5(path.read_bytes()).hexdigest(), "relpath": path.relative_to(home / folder).as_posix()}
        for path in paths
    ]
    listed = json.dumps(sorted(entries, key=lambda one: one["relpath"]), sort_keys=True).encode()
    return listed if hashlib.md5(listed).hexdigest() == md5.removesuffix(FOLDER) else None
