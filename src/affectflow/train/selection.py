"""The items that a study asks for by the values of their columns."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from ..errors import Problem, did_you_mean
from .flow import Flow

SHOWN = 20


def wrong_words(items: pd.DataFrame, where: dict[str, str]) -> Iterator[Problem]:
    """One problem for each column or value of `where` that the items do not have."""
    columns = [name for name in items.columns if name != "duration"]
    for column, value in where.items():
        if column not in columns:
            yield unknown(f"ingest.where.{column}", column, columns)
            continue
        values = sorted(items[column].dropna().unique())
        if value not in values:
            yield unknown(f"ingest.where.{column}", value, values)


def unknown(place: str, found: str, allowed: list[str]) -> Problem:
    """The problem that a word of the study is not among the words of the data."""
    shown = ", ".join(allowed[:SHOWN]) or "nothing: the data has no value here"
    rest = f" and {len(allowed) - SHOWN} more" if len(allowed) > SHOWN else ""
    return Problem("study", place, f"'{found}'", shown + rest, did_you_mean(found, allowed))


def select(flow: Flow, where: dict[str, str]) -> Flow:
    """Keep the items with the given values; one step for each column."""
    for column, value in where.items():
        values = flow.items.set_index("item_id")[column]
        reasons = (f"{column} is '" + values.fillna("missing") + "'").where(values.ne(value))
        flow = flow.keep(f"{column} is '{value}'", reasons)
    return flow
