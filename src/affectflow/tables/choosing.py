"""The items that a study asks for by words, and what is told where a word is not among those of the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from ..errors import Problem, did_you_mean

SHOWN = 20


def unknown(place: str, found: str, allowed: Iterable) -> Problem:
    """The problem that a word of the study is not among the words of the data.

    Args:
        place: where the word stands in the study.
        found: the word.
        allowed: the words of the data.
    """
    words = sorted(map(str, allowed))
    shown = ", ".join(words[:SHOWN]) or "nothing: the data has no value here"
    rest = f" and {len(words) - SHOWN} more" if len(words) > SHOWN else ""
    return Problem("study", place, f"'{found}'", shown + rest, did_you_mean(found, words))


def wrong_where(items: pd.DataFrame, where: Mapping[str, str]) -> Iterator[Problem]:
    """One problem for each column or value of `ingest.where` that the items do not have."""
    columns = [name for name in items.columns if name != "duration"]
    for column, value in where.items():
        if column not in columns:
            yield unknown(f"ingest.where.{column}", column, columns)
        elif value not in set(items[column].dropna()):
            yield unknown(f"ingest.where.{column}", value, items[column].dropna().unique())


def items_where(items: pd.DataFrame, where: Mapping[str, str]) -> pd.DataFrame:
    """The items with the values of `ingest.where`, by id, after `wrong_where` found nothing."""
    keep = pd.Series(True, index=items.index)
    for column, value in where.items():
        keep &= items[column] == value
    return items[keep].sort_values("item_id", ignore_index=True)
