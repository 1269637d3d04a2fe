"""The items and rows that an analysis is about; names that are not in the data are refused all at once."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from ..errors import Problem, StudyError, did_you_mean
from ..studies.ingest import Ingest


def picked(items: pd.DataFrame, chosen: Ingest) -> pd.DataFrame:
    """The items of `ingest.where`, by id.

    Raises:
        StudyError: with every column and value that is not in the data.
    """
    problems, keep = [], pd.Series(True, index=items.index)
    for column, value in chosen.where.items():
        if column not in items.columns:
            problems.append(unknown(f"ingest.where.{column}", column, items.columns))
        elif value not in set(items[column]):
            problems.append(unknown(f"ingest.where.{column}", value, items[column].dropna().unique()))
        else:
            keep &= items[column] == value
    if problems:
        raise StudyError(problems)
    return items[keep].sort_values("item_id")


def on_scale(table: pd.DataFrame, items: pd.DataFrame, scale: str, kind: str) -> pd.DataFrame:
    """The rows of some items on a scale.

    Raises:
        StudyError: when no row of the table is on the scale.
    """
    if scale not in set(table["scale"]):
        raise StudyError(unknown(f"{kind}.scale", scale, table["scale"].unique()))
    return table[(table["scale"] == scale) & table["item_id"].isin(items["item_id"])]


def unknown(place: str, found: str, allowed: Iterable) -> Problem:
    """A name that is not in the data, the names that are, and what was meant."""
    words = sorted(map(str, allowed))
    place = place if place.startswith("ingest.") else f"analyse.{place}"
    return Problem("study", place, f"'{found}'", ", ".join(words) or "nothing", did_you_mean(found, words))
