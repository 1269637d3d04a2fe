"""Writes rows as tables in text, as corpora are released: commas or tabs, with or without quotes."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

from ..files import whole

STYLES: dict[str, Literal[0, 1, 3]] = {"minimal": csv.QUOTE_MINIMAL, "all": csv.QUOTE_ALL, "none": csv.QUOTE_NONE}
QUOTE = {"minimal": '"', "all": '"', "none": None}


def write_table(
    path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, separator: str = ",", quotes: str = "minimal"
) -> None:
    """Write a header and rows as UTF-8; None becomes an empty cell.

    Args:
        path: the file; its folder is made.
        columns: the header.
        rows: as many cells in each as there are columns.
        separator: what stands between cells.
        quotes: `minimal` (where a cell needs them), `all` or `none` (then no cell may hold the separator).
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(
            file, delimiter=separator, quoting=STYLES[quotes], quotechar=QUOTE[quotes], lineterminator="\n"
        )
        writer.writerow(columns)
        writer.writerows(rows)
