"""Tables in LaTeX, line by line."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path

from .tally import NOTHING, Tally
from .written_numbers import WRITTEN, compare_texts


def count(path: Path) -> tuple[int, int]:
    """Numbers and lines of a table."""
    lines = _lines(path)
    return sum(len(WRITTEN.findall(line)) for line in lines), len(lines)


def compare(pulled: Path, recomputed: Path, tally: Tally) -> None:
    """Hold two tables against each other: their words, and the numbers in them."""
    for i, (given, found) in enumerate(zip_longest(_lines(pulled), _lines(recomputed)), 1):
        if given is None or found is None:
            tally.word(given or NOTHING, found or NOTHING, f"line {i}")
        else:
            compare_texts(given, found, f"line {i}", tally)


def _lines(path: Path) -> list[str]:
    # A minus is written as mathematics; the sign belongs to the number that follows it.
    return path.read_text(encoding="utf-8").replace("$-$", "\u2212").splitlines()
