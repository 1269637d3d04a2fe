"""CSV tables, cell by cell; a row is named by its number and its first words."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from .tally import NOTHING, Tally
from .written_numbers import compare_texts


def count(path: Path) -> tuple[int, int]:
    """Numbers and other values of a table, without its header."""
    _, rows = _read(path)
    cells = [cell for row in rows for cell in row]
    numeric = sum(_number(cell) is not None for cell in cells)
    return numeric, len(cells) - numeric


def compare(pulled: Path, recomputed: Path, tally: Tally) -> None:
    """Hold two tables against each other: columns by name, rows by place."""
    (left, given_rows), (right, found_rows) = _read(pulled), _read(recomputed)
    for name in sorted(set(left) ^ set(right)):
        given, there = ("a column" if name in header else NOTHING for header in (left, right))
        tally.word(given, there, f"column {name}")
    if len(given_rows) != len(found_rows):
        tally.word(len(given_rows), len(found_rows), "number of rows")
    for name in (name for name in right if name in left):
        _column(_cells(left, given_rows, name), _cells(right, found_rows, name), name, found_rows, tally)


def _cells(header: list[str], rows: list[list[str]], name: str) -> list[str]:
    return [row[header.index(name)] for row in rows]


def _column(pulled: list[str], recomputed: list[str], name: str, rows: list[list[str]], tally: Tally) -> None:
    """Numbers as one array, and the rest one by one."""
    places: list[str] = []
    values: list[tuple[float, float]] = []
    for i, (a, b) in enumerate(zip(pulled, recomputed, strict=False)):
        place = f"row {i + 1} ({', '.join(cell for cell in rows[i][:2] if cell)}), column {name}"
        numbers = (_number(a), _number(b))
        if numbers[0] is not None and numbers[1] is not None:
            places.append(place)
            values.append((numbers[0], numbers[1]))
        elif numbers == (None, None):
            compare_texts(a, b, place, tally)
        else:
            tally.word(a or NOTHING, b or NOTHING, place)
    sides = np.array(values, dtype=float).reshape(-1, 2)
    tally.numbers(sides[:, 0], sides[:, 1], places.__getitem__)


def _read(path: Path) -> tuple[list[str], list[list[str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    header = rows[0] if rows else []
    return header, [row + [""] * (len(header) - len(row)) for row in rows[1:]]


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None
