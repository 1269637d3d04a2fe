"""One file against another, by its kind."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Literal

from ..studies.verify import EXACT, Stage, Tolerance
from .pages import same_but_for_machine
from .tally import Difference, Tally

Outcome = Literal[
    "identical", "same values", "withheld", "within tolerance", "differs", "only pulled", "only recomputed"
]
OUTCOMES: tuple[Outcome, ...] = (
    "identical", "same values", "withheld", "within tolerance", "differs", "only pulled", "only recomputed",
)  # fmt: skip
FAILING = frozenset(["differs", "only pulled", "only recomputed"])
KINDS = {
    ".parquet": "parquet_tables",
    ".json": "json_documents",
    ".csv": "csv_tables",
    ".tex": "latex_tables",
    ".safetensors": "weights",
    ".html": "pages",
    ".svg": "pages",
    ".sha256": "hash_lists",
}
"""Modules that compare by values, by how a file's name ends; any other file is compared by its bytes."""

BYTES_MATTER = frozenset([".safetensors"])
"""Files that differ also where all their values are the same: nothing may be hidden in a checkpoint's header."""

BLOCK = 1 << 20


@dataclass(frozen=True)
class Comparison:
    """What became of one file.

    Attributes:
        path: relative to the root.
        stage: the stage that made it.
        outcome: *identical* is the same to the byte, but for what a page says of the machine;
            *same values* have other bytes but no other value; *withheld* is a table that its author may not
            pass on, of which what was handed over is the same.
        numbers: how many numbers are identical, within tolerance, and differ.
        words: how many values that are no numbers are the same, and differ.
        largest: the largest |recomputed - pulled|.
        worst: differences, the worst first.
        offset: of the first different byte, or None.
        notes: what else is to be said of it.
    """

    path: str
    stage: Stage
    outcome: Outcome
    numbers: tuple[int, int, int] = (0, 0, 0)
    words: tuple[int, int] = (0, 0)
    largest: float = 0.0
    worst: tuple[Difference, ...] = ()
    offset: int | None = None
    notes: tuple[str, ...] = ()

    @property
    def fails(self) -> bool:
        """Whether the file does not hold."""
        return self.outcome in FAILING


def compare(path: str, stage: Stage, pulled: Path, recomputed: Path, tolerance: Tolerance = EXACT) -> Comparison:
    """Hold a file of one root against the same file of another.

    Args:
        path: relative to both roots.
        stage: the stage that made it.
        pulled: root of the results that were handed over.
        recomputed: root of the results that were found again.
        tolerance: of the stage.
    """
    left, right = pulled / path, recomputed / path
    if not left.is_file():
        return Comparison(path, stage, "only recomputed")
    if not right.is_file():
        return Comparison(path, stage, "only pulled")
    offset = first_difference(left, right)
    if offset is None or (right.suffix == ".html" and same_but_for_machine(left, right)):
        numbers, words = count(right)
        return Comparison(path, stage, "identical", (numbers, 0, 0), (words, 0))
    return _by_values(path, stage, left, right, tolerance, offset)


def first_difference(left: Path, right: Path) -> int | None:
    """Offset of the first byte in which two files differ, or None."""
    offset = 0
    with left.open("rb") as a, right.open("rb") as b:
        while True:
            one, other = a.read(BLOCK), b.read(BLOCK)
            if one != other:
                shared = min(len(one), len(other))
                return offset + next((i for i in range(shared) if one[i] != other[i]), shared)
            if not one:
                return None
            offset += len(one)


def count(path: Path) -> tuple[int, int]:
    """Numbers and other values in a file, as far as its kind is known; (0, 0) for what cannot be read."""
    if path.suffix not in KINDS:
        return 0, 0
    try:
        return _comparer(path).count(path)
    except _unreadable():
        return 0, 0


def _by_values(path: str, stage: Stage, left: Path, right: Path, tolerance: Tolerance, offset: int) -> Comparison:
    if right.suffix not in KINDS:
        return Comparison(path, stage, "differs", offset=offset)
    tally = Tally(tolerance, texts=stage == "report")
    try:
        _comparer(right).compare(left, right, tally)
    except _unreadable() as error:
        why = (str(error) or type(error).__name__).splitlines()[0]
        return Comparison(path, stage, "differs", offset=offset, notes=(f"one of the two cannot be read: {why}",))
    numbers, words = (tally.identical, tally.within, tally.differs), (tally.words_same, tally.words_differ)
    return Comparison(path, stage, _outcome(tally, left), numbers, words, tally.largest, tuple(tally.worst), offset)


def _outcome(tally: Tally, path: Path) -> Outcome:
    if tally.differs or tally.words_differ:
        return "differs"
    if tally.within:
        return "within tolerance"
    if path.suffix == ".parquet" and _comparer(path).withheld(path):
        return "withheld"
    return "differs" if path.suffix in BYTES_MATTER else "same values"


def _comparer(path: Path) -> ModuleType:
    return import_module(f".{KINDS[path.suffix]}", __package__)


def _unreadable() -> tuple[type[Exception], ...]:
    """What readers raise at a damaged file; asked for only when one has raised."""
    from pyarrow import ArrowException
    from safetensors import SafetensorError

    return OSError, ValueError, csv.Error, ArrowException, SafetensorError
