"""The items and rows that an analysis is about; names that are not in the data are refused all at once."""

from __future__ import annotations

import pandas as pd

from ..errors import StudyError
from ..studies.ingest import Ingest
from ..tables import items_where, unknown, wrong_where


def picked(items: pd.DataFrame, asked: Ingest) -> pd.DataFrame:
    """The items of `ingest.where`, by id.

    Raises:
        StudyError: with every column and value that is not in the data.
    """
    if problems := list(wrong_where(items, asked.where)):
        raise StudyError(problems)
    return items_where(items, asked.where)


def on_scale(table: pd.DataFrame, items: pd.DataFrame, scale: str, kind: str) -> pd.DataFrame:
    """The rows of some items on a scale.

    Raises:
        StudyError: when no row of the table is on the scale.
    """
    if scale not in set(table["scale"]):
        raise StudyError(unknown(f"analyse.{kind}.scale", scale, table["scale"].unique()))
    return table[(table["scale"] == scale) & table["item_id"].isin(items["item_id"])]
