"""Mends a version from good copies, wherever they are, and loses none."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import Problem
from .errors import VersionError
from .inspection import Finding, inspect, lost_lists
from .ledger import Ledger
from .record import LOCK, Version, load_version
from .shelves import Shelf, cache, remotes, write_whole

ASIDE = ".snakemake/affectflow/set-aside"


@dataclass
class Healing:
    """What was done.

    Attributes:
        restored: files that were put back from a good copy.
        mended: objects that were put back, by the place where they lie.
        aside: where files with other content than recorded were moved, by their path.
        lost: recorded files of which no good copy is known.
    """

    restored: list[str] = field(default_factory=list)
    mended: dict[str, list[str]] = field(default_factory=dict)
    aside: dict[str, str] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)


def heal(home: Path, remote: str | None = None) -> Healing:
    """Put back every damaged or missing file and object of which a good copy is known.

    A file that is not as recorded is moved aside, never overwritten; one that a later run of
    the workflow made here stays, and an older one never takes its place. Where no good copy
    is known, the workflow finds the file missing and makes it again.

    Args:
        home: root of the checkout.
        remote: also mend the objects of this remote.

    Raises:
        VersionError: when the list of a folder is lost, or the remote is not known or read-only.
    """
    at_hand, others = cache(home), remotes(home)
    named = remotes(home, remote) if remote else []
    if readonly := [shelf.name for shelf in named if not shelf.writable]:
        raise VersionError(Problem(readonly[0], "", "a remote that can only be read", "one that can be written to"))
    version = load_version(home, [at_hand, *others]) if (home / LOCK).is_file() else Version()
    if version.unlisted:
        raise VersionError(lost_lists(version, [at_hand, *others]))
    ledger, done = Ledger(home), Healing()
    damaged = [one for one in inspect(home, version, ledger) if one.what != "newer"]
    good = _Copies(home, version, {one.path for one in damaged}, ledger, [at_hand, *others])
    for shelf in (at_hand, *named):
        _mend(shelf, version, good, done)
    for one in damaged:
        _restore(home, one, good.of(ledger.wanted(one.path, one.md5)), done)
    unknown = [path for path in ledger.altered() if path not in version.files]
    for path in unknown:
        _set_aside(home, path, done)
    ledger.note()
    return done


class _Copies:
    """Good copies of objects: in the checkout first, since that costs least."""

    def __init__(self, home: Path, version: Version, bad: set[str], ledger: Ledger, shelves: Sequence[Shelf]):
        self._home, self._lists, self._shelves = home, version.lists, shelves
        hashes = ledger.hashes
        self._files = {
            md5: path
            for path, md5 in version.files.items()
            if path not in bad and hashes.of(home / path) == md5
        }  # fmt: skip

    def of(self, oid: str) -> bytes | None:
        if oid in self._lists:
            return self._lists[oid]
        if oid in self._files:
            return (self._home / self._files[oid]).read_bytes()
        return next((found for shelf in self._shelves if (found := shelf.read(oid)) is not None), None)


def _mend(shelf: Shelf, version: Version, good: _Copies, done: Healing) -> None:
    for oid, state in shelf.states([*version.lists, *version.files.values()]).items():
        if state == "good":
            continue
        if (content := good.of(oid)) is not None:
            shelf.put(oid, content)
            done.mended.setdefault(shelf.name, []).append(oid)


def _restore(home: Path, one: Finding, content: bytes | None, done: Healing) -> None:
    if one.what == "altered":
        _set_aside(home, one.path, done)
    if content is None:
        done.lost.append(one.path)
        return
    write_whole(home / one.path, content)
    done.restored.append(one.path)


def _set_aside(home: Path, path: str, done: Healing) -> None:
    number = 1
    while (to := home / ASIDE / str(number) / path).exists():
        number += 1
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(home / path, to)
    done.aside[path] = to.relative_to(home).as_posix()
