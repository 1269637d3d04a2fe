"""Cells that are not what was declared: missing, and told in the quarantine, while their row stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from ...errors import CorpusError, Problem
from ..files.by_file import present, readable, screened_by_file
from ..rows.answers import numbers
from ..rows.setting_aside import Screen

AS_TEXT = "Identifiers are compared as text: 007 is another one than 7."


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
    """Rows of participants that can be used; of rows that repeat one, with `once`, the first.

    Raises:
        CorpusError: when no row is of such a participant: then the files have other identifiers.
    """
    who = rows["participant_id"]
    known = who.isin(people)
    if not known.any():
        shown = ", ".join(map(str, people.head(3))) or "nobody"
        found = f"identifiers of no participant, such as {', '.join(map(str, who.dropna().unique()[:3])) or 'none'}"
        allowed = f"those of the participants, such as {shown}"
        raise CorpusError(Problem(str(rows["file"].iloc[0]), f"column '{participant}'", found, allowed, AS_TEXT))
    alike = ~known & who.map(_bare).isin(people.map(_bare))
    told = "a participant that can be used"
    screens = [
        *present(rows, ["participant_id"]),
        *readable(rows, ["participant_id"]),
        Screen("unknown_participant", "participant_id", alike, f"{told}. {AS_TEXT}"),
        Screen("unknown_participant", "participant_id", ~known, told),
    ]
    if once:
        allowed = "one row; the first is kept"
        screens.append(Screen("duplicate_participant", "participant_id", rows.duplicated("participant_id"), allowed))
    return screened_by_file(rows, screens, {"participant_id": participant})


def _bare(identifier: str) -> str:
    """An identifier without what files of other programs lose or add: case, blanks, leading zeros."""
    return "".join(str(identifier).casefold().split()).lstrip("0")
