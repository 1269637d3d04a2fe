"""Writes rows as a CSV file of the parlor layout."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ...files import whole
from ...layouts.parlor import COLUMNS, TRUTH

WORDS = {truth: word for word, truth in TRUTH.items()}


def write_csv(root: Path, name: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows in the layout's columns; None becomes an empty cell, a truth value yes or no."""
    with whole(root / name) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS[name], lineterminator="\n")
        writer.writeheader()
        writer.writerows({c: WORDS[v] if isinstance(v, bool) else v for c, v in row.items()} for row in rows)
