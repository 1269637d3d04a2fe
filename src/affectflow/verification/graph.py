"""What was made from what, by the records of the recomputation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .records import Record, maker


@dataclass(frozen=True)
class Divergence:
    """A step that gave something else though it was given the same.

    Attributes:
        rule: the step's rule.
        outputs: its files that are not the same.
    """

    rule: str
    outputs: tuple[str, ...]


class Graph:
    """Files and their steps.

    Args:
        files: the files that are compared.
        records: Snakemake's records, from the recomputation; files that no step made have none.
    """

    def __init__(self, files: Iterable[str], records: Mapping[str, Record]):
        self._maker = {path: record for path in files if (record := maker(path, records))}
        self._made_by: dict[str, set[str]] = {}
        self._used_by: dict[str, set[str]] = {}
        for path, record in self._maker.items():
            self._made_by.setdefault(record.job, set()).add(path)
            for used in record.inputs:
                self._used_by.setdefault(used, set()).add(path)

    def rule(self, path: str) -> str:
        """Name of the rule that makes a file, or nothing when no step does."""
        return self._maker[path].rule if path in self._maker else ""

    def inputs_same(self, path: str, same: set[str]) -> bool:
        """Whether a step makes the file, and its inputs, as far as they are compared, are all the same."""
        if path not in self._maker:
            return False
        return all(used in same for used in self._maker[path].inputs if used in self._maker)

    def beside(self, path: str) -> set[str]:
        """The other files that the same step made."""
        return self._made_by[self._maker[path].job] - {path} if path in self._maker else set()

    def after(self, path: str) -> set[str]:
        """Everything that was made from a file, directly or not."""
        found: set[str] = set()
        waiting = [path]
        while waiting:
            new = self._used_by.get(waiting.pop(), set()) - found
            found |= new
            waiting += new
        return found

    def divergences(self, same: set[str], other: set[str]) -> list[Divergence]:
        """Steps that were given the same and gave something else, in the order in which they ran."""
        found: dict[str, list[str]] = {}
        for path in sorted(path for path in other if self.inputs_same(path, same)):
            found.setdefault(self._maker[path].job, []).append(path)
        first = sorted(found.values(), key=lambda paths: self._maker[paths[0]].started)
        return [Divergence(self.rule(paths[0]), tuple(paths)) for paths in first]
