"""Holds the files of a checkout against the version that they should be, and says what is wrong with each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Literal

from ..errors import Problem
from ..record_names import RECORDS, recorded_output
from .ledger import Ledger
from .record import LOCK, Version
from .shelves import Shelf, State

What = Literal["missing", "altered", "newer"]
SHOWN = 40
"""Problems that are listed one by one; the rest is counted."""


@dataclass(frozen=True)
class Finding:
    """One file that is not as recorded.

    `newer` is a file that a later run of the workflow made here, which is no damage.
    """

    path: str
    md5: str
    what: What


def inspect(home: Path, version: Version, ledger: Ledger) -> list[Finding]:
    """Every file of a version that is missing here or has other content."""
    found = []
    for path, md5 in version.files.items():
        file = home / path
        if not file.is_file():
            found.append(Finding(path, md5, "missing"))
        elif (here := ledger.hashes.of(file)) != md5:
            later = ledger.noted.get(path) == here and (not path.startswith(RECORDS) or _is_json(file))
            found.append(Finding(path, md5, "newer" if later else "altered"))
    ledger.hashes.save()
    return found


def problems(findings: Iterable[Finding], version: Version, at_hand: Shelf, remotes: Sequence[Shelf]) -> list[Problem]:
    """What a user is told of damaged files: what is wrong, where good copies are, what mends it.

    Args:
        findings: as `inspect` returns them.
        version: the version that they are held against.
        at_hand: the local cache.
        remotes: where else copies may be; asked only about files that are listed one by one.
    """
    damaged = [one for one in findings if one.what != "newer"]
    cached = at_hand.states(one.md5 for one in damaged)
    if damaged and len(damaged) == len(version.files) and "good" not in cached.values():
        found = f"none of the {len(damaged)} files of the version"
        return [Problem(LOCK, "", found, "a version that was pulled", "Run: dvc pull")]
    waiting = [one for one in damaged if one.what == "missing" and cached[one.md5] == "good"]
    listed = [one for one in damaged if one not in waiting]
    told = _each(listed[:SHOWN], cached, at_hand, remotes)
    if waiting:
        found = f"{len(waiting)} files in the local cache only, such as {waiting[0].path}"
        told.append(Problem(LOCK, "", found, "every file in its place", "`affectflow heal` puts them there."))
    if len(listed) > SHOWN:
        told.append(Problem(LOCK, "", f"{len(listed) - SHOWN} more files that are not as recorded", "none"))
    return told


def corrupt_cache(version: Version, at_hand: Shelf) -> list[Problem]:
    """What a user is told of damaged objects in the local cache, which the next push would send."""
    paths = version.paths()
    states = at_hand.states([*version.lists, *version.files.values()])
    bad = [oid for oid, state in states.items() if state == "corrupt"]
    hint = "`affectflow heal` puts a good copy there."
    return [
        Problem(
            at_hand.name,
            ", ".join(paths.get(oid, ["the list of a folder"])),
            f"object {oid} damaged",
            "its content",
            hint,
        )
        for oid in bad
    ]


def lost_lists(version: Version, shelves: Sequence[Shelf]) -> list[Problem]:
    """What a user is told where the list of a folder's files has no good copy."""
    told = []
    for folder, name in version.unlisted.items():
        where = "; ".join(f"{shelf.states([name])[name]} on {shelf.name}" for shelf in shelves)
        told.append(Problem(folder, "the list of its files", where, f"object {name}", _ask_author(shelves)))
    return told


def _each(
    damaged: Sequence[Finding], cached: dict[str, State], at_hand: Shelf, remotes: Sequence[Shelf]
) -> list[Problem]:
    states = {shelf.name: shelf.states(one.md5 for one in damaged) for shelf in remotes} | {at_hand.name: cached}
    return [_problem(one, {name: known[one.md5] for name, known in sorted(states.items())}) for one in damaged]


def _problem(one: Finding, states: dict[str, State]) -> Problem:
    found = "no such file" if one.what == "missing" else "other content than was recorded"
    where = "; ".join(f"its object is {state} on {name}" for name, state in states.items())
    if "good" in states.values():
        hint = "`affectflow heal` takes the good copy."
    elif one.what == "altered":
        hint = "No good copy is known: `affectflow heal` sets the file aside, and `snakemake` makes it again."
    else:
        hint = (
            "No good copy is known: `snakemake` makes it again, or its author sends it by `affectflow heal --remote`."
        )
    return Problem(_named(one.path), f"object {one.md5}", f"{found} ({where})", "the recorded file", hint)


def _named(path: str) -> str:
    """A path as a user knows it: Snakemake's record of a file has a coded name."""
    if not path.startswith(RECORDS):
        return path
    return f"Snakemake's record of {recorded_output(PurePath(path).relative_to(RECORDS))}"


def _ask_author(shelves: Sequence[Shelf]) -> str:
    remote = next((shelf.name.split("'")[1] for shelf in shelves if shelf.name.startswith("remote")), "NAME")
    return f"Where the version was made, `affectflow heal --remote {remote}` sends it again."


def _is_json(file: Path) -> bool:
    try:
        json.loads(file.read_bytes())
    except ValueError:
        return False
    return True
