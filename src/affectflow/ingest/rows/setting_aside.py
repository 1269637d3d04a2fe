"""Rows of the quarantine table: what was set aside, where it was, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from ...tables import empty

STAGE = "ingest"


@dataclass(frozen=True)
class Fault:
    """Why something cannot be used: a short name, what was found and what is allowed."""

    reason: str
    found: str
    allowed: str


def set_aside(fault: Fault, file: str, item: str | None = None, place: str = "file") -> dict[str, str | None]:
    """One row of the quarantine table; `item` is given only when the item itself is left out."""
    return {
        "stage": STAGE,
        "item_id": item,
        "file": file,
        "place": place,
        "reason": fault.reason,
        "found": fault.found,
        "allowed": fault.allowed,
    }


def quarantine(*parts: pd.DataFrame | Iterable[dict[str, str | None]]) -> pd.DataFrame:
    """Join rows and frames of rows to one quarantine table."""
    frames = [part if isinstance(part, pd.DataFrame) else pd.DataFrame(list(part)) for part in parts]
    filled = [frame for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True).astype("str") if filled else empty("quarantine")


@dataclass(frozen=True)
class Screen:
    """One test that rows of a file must pass: where `bad` is true, the row is set aside."""

    reason: str
    column: str
    bad: pd.Series
    allowed: str


def screened(frame: pd.DataFrame, file: str, screens: Iterable[Screen], *, item: bool = False):
    """Split rows into those that pass all screens and those set aside by the first they fail.

    Args:
        frame: rows of a file, with `row`, their number in the file.
        file: name of the file.
        screens: the tests, in order of precedence.
        item: whether a row that is set aside is an item that is left out.

    Returns:
        the rows that pass, and the quarantine table of the others.
    """
    left = pd.Series(True, index=frame.index)
    aside = []
    for screen in screens:
        caught = frame[screen.bad & left]
        left &= ~screen.bad
        aside.append(_rows(caught, file, screen, item))
    return frame[left], quarantine(*aside)


def _rows(caught: pd.DataFrame, file: str, screen: Screen, item: bool) -> pd.DataFrame:
    found = caught[screen.column].fillna("nothing").astype("str")
    keys = [c for c in ("item_id", "participant_id", "rater_id", "occasion") if c in caught and c != screen.column]
    for key in keys if not item else []:
        found = found + f", {key} " + caught[key].fillna("missing").astype("str")
    return pd.DataFrame(
        {
            "stage": STAGE,
            "item_id": caught["item_id"] if item else None,
            "file": file,
            "place": "row " + caught["row"].astype("str") + f", column '{screen.column}'",
            "reason": screen.reason,
            "found": found,
            "allowed": screen.allowed,
        }
    )
