"""Whether a file was changed after it was made, told by what else is there.

A tolerance is for the arithmetic of another machine. It is not for a file that somebody altered, so three things are
asked of every file that is not the same: whether it is what `dvc.lock` or the ledger of this checkout records, whether
what was made from it was made from these bytes, and whether everything around it is the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..versions import Ledger, VersionError, recorded
from ..versions.record import LOCK
from .graph import Graph
from .records import Record


@dataclass(frozen=True)
class Evidence:
    """What is known of the pulled files of a checkout.

    Attributes:
        home: root of the checkout.
        records: Snakemake's records of the pulled files.
        reports: SHA-256 by path of what a run's report was made from, by the report's path.
        version: MD5 by path of the version in `dvc.lock`; empty where there is none.
        no_version: why there is none.
        written: MD5 by path of what the workflow wrote here itself.
        altered: files that the workflow wrote here and another hand changed.
    """

    home: Path
    records: Mapping[str, Record]
    reports: Mapping[str, Mapping[str, str]]
    version: Mapping[str, str] = field(default_factory=dict)
    no_version: str = ""
    written: Mapping[str, str] = field(default_factory=dict)
    altered: frozenset[str] = frozenset()

    @classmethod
    def gather(cls, home: Path, records: Mapping[str, Record], reports: Mapping[str, Mapping[str, str]]) -> Evidence:
        """Read what a checkout records of its files."""
        version, why = _version(home)
        ledger = Ledger(home)
        return cls(home, records, reports, version, why, ledger.noted, frozenset(ledger.altered()))

    def unlike_record(self, path: str) -> str:
        """Says so when a file is neither what `dvc.lock` records nor what the workflow wrote here."""
        if path not in self.version:
            return "no step of the workflow wrote these bytes" if path in self.altered else ""
        known = self._hash(path, "md5") in (self.version[path], self.written.get(path))
        return "" if known else "these are not the bytes that the version in dvc.lock records"

    def unlike_use(self, path: str) -> str:
        """Says so when what was made from a file was made from other bytes."""
        here = self._hash(path, "sha256")
        used = [consumer for consumer, checksum in self._uses(path) if checksum != here]
        if not used:
            return ""
        made = f"{used[0]} and {len(used) - 1} more were" if len(used) > 1 else f"{used[0]} was"
        return f"{made} made from other bytes of it, so it was altered after it was made"

    def _uses(self, path: str) -> Iterator[tuple[str, str]]:
        seen = set()
        for record in self.records.values():
            if path in record.checksums and record.job not in seen:
                seen.add(record.job)
                yield record.path, record.checksums[path]
        yield from ((report, files[path]) for report, files in self.reports.items() if path in files)

    def _hash(self, path: str, algorithm: str) -> str:
        with (self.home / path).open("rb") as file:
            return hashlib.file_digest(file, algorithm).hexdigest()


def _version(home: Path) -> tuple[dict[str, str], str]:
    """What `dvc.lock` records, or why that cannot be told."""
    if not (home / LOCK).is_file():
        return {}, f"there is no {LOCK}"
    try:
        return recorded(home), ""
    except VersionError as error:
        return {}, str(error)


def alone(path: str, same: set[str], graph: Graph) -> str:
    """Says so when only this file differs, though its inputs and all that comes from it are the same.

    Args:
        path: a file that is not the same.
        same: all files that are.
        graph: what was made from what.
    """
    if not graph.inputs_same(path, same):
        return ""
    after, beside = graph.after(path), graph.beside(path)
    if after and after <= same:
        around = "what was made from it agrees with the recomputed one"
    elif not after and beside and beside <= same:
        around = "the other files of its step are the same"
    else:
        return ""
    return f"only this file differs: {around}, so it was altered after it was made"
