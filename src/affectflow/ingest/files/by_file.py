"""Screens rows of several files at once, and tells of each row its own file and the user's name of the column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from ..rows.setting_aside import Fault, Screen, quarantine, screened, set_aside
from .mojibake import broken


def screened_by_file(
    rows: pd.DataFrame, screens: Iterable[Screen], called: Mapping[str, str], *, item: bool = False
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Split rows into those that pass all screens and the quarantine table of the others.

    Args:
        rows: rows with `file` and `row`.
        screens: the tests, over all rows, in order of precedence.
        called: column of `rows` -> its name in the files, where that is another.
        item: whether a row that is set aside is an item that is left out.
    """
    tests = list(screens)
    bad = pd.Series(False, rows.index)
    for test in tests:
        bad |= test.bad
    parts = []
    # Only files with a fault are gone through one by one: there may be thousands.
    for file, caught in rows[bad].groupby("file", sort=True):
        own = [replace(test, bad=test.bad.loc[caught.index]) for test in tests]
        parts.append(screened(caught, str(file), own, item=item)[1])
    aside = quarantine(*parts)
    for internal, name in called.items():
        aside["place"] = aside["place"].str.replace(f"column '{internal}'", f"column '{name}'", regex=False)
    return rows[~bad], aside


def readable(rows: pd.DataFrame, columns: Iterable[str]) -> list[Screen]:
    """Screens against text in the wrong encoding."""
    allowed = "text in the encoding of its file; see writing.encoding"
    return [Screen("mojibake", column, broken(rows[column]), allowed) for column in columns]


def present(rows: pd.DataFrame, columns: Iterable[str]) -> list[Screen]:
    """Screens against missing cells."""
    return [Screen("missing_cell", column, rows[column].isna(), "a value") for column in columns]


def of_usable(rows: pd.DataFrame, usable: pd.Series, what: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Leave out rows on items that are left out, told in one row for each item and file."""
    gone = ~rows["item_id"].isin(usable)
    counts = rows[gone].groupby(["file", "item_id"]).size().reset_index(name="n")
    told = [
        set_aside(Fault("item_left_out", f"{n} {what} of '{item}'", f"{what} of usable items"), file, place="rows")
        for file, item, n in zip(counts["file"], counts["item_id"], counts["n"], strict=True)
    ]
    return rows[~gone], quarantine(told)


def without_empty(rows: pd.DataFrame, column: str, name: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Leave out rows that are empty in a column that need not be filled, counted for each file."""
    empty = rows[column].isna()
    told = [
        set_aside(
            Fault("missing_cell", f"{n} empty cells", "a value, or no answer"), str(file), place=f"column '{name}'"
        )
        for file, n in rows.loc[empty, "file"].value_counts().sort_index().items()
    ]
    return rows[~empty], quarantine(told)
