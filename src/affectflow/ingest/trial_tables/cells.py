"""Cells that are not what was declared: missing, and told in the quarantine, while their row stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from ..files.by_file import present, readable, screened_by_file
from ..rows.answers import numbers
from ..rows.setting_aside import Screen


def blanked(
    rows: pd.DataFrame, column: str, screens: Iterable[Screen], called: Mapping[str, str]
) -> tuple[pd.Series, pd.DataFrame]:
    """A column without the cells that fail a screen, and the quarantine table of those."""
    tests = list(screens)
    kept, aside = screened_by_file(rows, tests, called)
    return rows[column].where(rows.index.isin(kept.index)), aside


def numeric(
    rows: pd.DataFrame, column: str, name: str, low: float, high: float, decimal: str
) -> tuple[pd.Series, pd.Series, pd.DataFrame]:
    """Numbers within a range.

    Args:
        rows: rows with participant_id, file, row and the column.
        column: column of text.
        name: what the files call it.
        low, high: smallest and largest allowed number.
        decimal: the sign before decimals.

    Returns:
        the numbers, NaN where a cell is empty or cannot be used; why a filled cell cannot
        (`not a number`, `out of range`), else missing; the quarantine table.
    """
    value = numbers(rows[column], decimal)
    span = f"a number from {low:g} to {high:g}"
    text, off = value.isna() & rows[column].notna(), value.notna() & ~value.between(low, high)
    screens = [Screen("not_a_number", column, text, span), Screen("out_of_range", column, off, span)]
    _, aside = screened_by_file(rows, screens, {column: name})
    why = pd.Series(None, rows.index, dtype="str").mask(text, "not a number").mask(off, "out of range")
    return value.mask(off), why, aside


def of_known(
    rows: pd.DataFrame, people: pd.Series, participant: str, *, once: bool
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows of participants that can be used; of rows that repeat one, with `once`, the first."""
    who = rows["participant_id"]
    screens = [
        *present(rows, ["participant_id"]),
        *readable(rows, ["participant_id"]),
        Screen("unknown_participant", "participant_id", ~who.isin(people), "a participant that can be used"),
    ]
    if once:
        allowed = "one row; the first is kept"
        screens.append(Screen("duplicate_participant", "participant_id", rows.duplicated("participant_id"), allowed))
    return screened_by_file(rows, screens, {"participant_id": participant})
