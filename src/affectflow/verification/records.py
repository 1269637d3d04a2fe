"""What Snakemake wrote down about each output: the rule that made it, from what, and when."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from ..record_names import RECORDS, recorded_output

INCOMPLETE = ".snakemake/incomplete"


@dataclass(frozen=True)
class Record:
    """One output, a file or a folder, and its job.

    Attributes:
        path: the output.
        rule: what made it.
        job: the same for all outputs of a job, and for no other job.
        inputs: what it was made from.
        checksums: SHA-256 of inputs at that time, as far as they were taken.
        started: seconds since 1970.
        ended: the same.
    """

    path: str
    rule: str
    job: str
    inputs: tuple[str, ...]
    checksums: dict[str, str]
    started: float
    ended: float


def read_records(home: Path) -> dict[str, Record]:
    """All finished outputs of a checkout, by path; a torn record is one that was never written."""
    folder = home / RECORDS
    found = {}
    for file in sorted(folder.rglob("*")) if folder.is_dir() else []:
        if file.is_file() and (path := _decoded(file.relative_to(folder))):
            record = _read(file, path)
            if record:
                found[path] = record
    return found


def maker(path: str, records: Mapping[str, Record]) -> Record | None:
    """The record of a file, or of the folder that a job made with it."""
    places = (path, *map(str, Path(path).parents))
    return next((records[place] for place in places if place in records), None)


def jobs(records: Iterable[Record]) -> dict[str, float]:
    """Seconds that each job took."""
    return {record.job: max(record.ended - record.started, 0.0) for record in records}


def span(records: Iterable[Record]) -> float:
    """Seconds from the start of the first job to the end of the last, in which others may have run too."""
    known = list(records)
    return max((r.ended for r in known), default=0.0) - min((r.started for r in known), default=0.0)


def _decoded(name: PurePath) -> str:
    try:
        return recorded_output(name)
    except ValueError:
        return ""


def _read(file: Path, path: str) -> Record | None:
    try:
        told = json.loads(file.read_text())
        if told.get("incomplete"):
            return None
        job = f"{told['rule']}: {', '.join(told.get('log') or [path])}"
        checksums = {name: value.rpartition(":")[2] for name, value in (told.get("input_checksums") or {}).items()}
        inputs = tuple(told.get("input") or ())
        return Record(path, told["rule"], job, inputs, checksums, told["starttime"] or 0.0, told["endtime"] or 0.0)
    except (ValueError, KeyError, AttributeError):
        return None
