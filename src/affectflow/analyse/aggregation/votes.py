"""The ratings of one scale as numbers, and what was left out of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from ...errors import Problem, StudyError
from ...studies.analyse.aggregation import Aggregation
from ...studies.ingest import Ingest
from ...tables import UNNAMED, items_where, named, unknown, wrong_where

FOR_NUMBERS = ("mean", "median", "ewe")


@dataclass(frozen=True)
class Given:
    """Usable ratings, and of whom and what they are.

    Attributes:
        items: ids of the I items, sorted.
        intended: class that each item's speaker was asked to express, or missing.
        item, rater: number of the item and rater of each rating.
        code: number of the class, or the value on scales of numbers.
        named: whether the rater of each rating is named.
        raters: ids of the R raters; unnamed ones stand last and number themselves.
        labels: the classes; empty on scales of numbers.
        numeric: whether the scale is one of numbers.
        left_out: counts of ratings that were not used.
    """

    items: list[str]
    intended: pd.Series
    item: np.ndarray
    rater: np.ndarray
    code: np.ndarray
    named: np.ndarray
    raters: list[str]
    labels: list[str]
    numeric: bool
    left_out: dict[str, Any]

    def of_named(self) -> Given:
        """The ratings of named raters alone, and those raters; the items stay."""
        rows = self.named
        raters = [name for name in self.raters if not name.startswith(UNNAMED)]
        parts = {"item": self.item[rows], "rater": self.rater[rows], "code": self.code[rows], "named": rows[rows]}
        return replace(self, **parts, raters=raters)


def given(items: pd.DataFrame, ratings: pd.DataFrame, asked: Aggregation, chosen: Ingest) -> Given:
    """The ratings that a study asks for.

    Raises:
        StudyError: naming every column, value or scale that the data does not have, and every
            rule that does not fit the scale.
    """
    on_scale = ratings[ratings["scale"] == asked.scale]
    numeric = not on_scale["label"].notna().any() and bool(on_scale["value"].notna().any())
    problems = list(wrong_where(items, chosen.where))
    if len(on_scale) == 0:
        problems.append(unknown("analyse.aggregation.scale", asked.scale, ratings["scale"].unique()))
    else:
        problems += _wrong_rules(asked, numeric)
    if problems:
        raise StudyError(problems)
    picked = items_where(items, chosen.where)
    mine = on_scale[on_scale["item_id"].isin(picked["item_id"])]
    return _numbered(picked, mine, [] if numeric else _labels(mine, asked, chosen), numeric)


def _numbered(picked: pd.DataFrame, mine: pd.DataFrame, labels: list[str], numeric: bool) -> Given:
    filled = mine.dropna(subset=["value" if numeric else "label"])
    used = (filled if numeric else filled[filled["label"].isin(labels)]).sort_values(["item_id", "rater_id"])
    outside: Any = {} if numeric else filled.loc[~filled["label"].isin(labels), "label"].value_counts()
    known = named(used).to_numpy(dtype=bool)
    raters = sorted(used.loc[known, "rater_id"].unique()) + sorted(used.loc[~known, "rater_id"].unique())
    code = used["value"].to_numpy(dtype=float) if numeric else pd.Index(labels).get_indexer(pd.Index(used["label"]))
    return Given(
        items=list(picked["item_id"]),
        intended=picked["intended"].reset_index(drop=True),
        item=pd.Index(picked["item_id"]).get_indexer(pd.Index(used["item_id"])),
        rater=pd.Index(raters).get_indexer(pd.Index(used["rater_id"])),
        code=code,
        named=known,
        raters=raters,
        labels=labels,
        numeric=numeric,
        left_out={
            "without_value" if numeric else "without_label": len(mine) - len(filled),
            "outside_labels": {str(k): int(n) for k, n in sorted(dict(outside).items())},
        },
    )


def _labels(mine: pd.DataFrame, asked: Aggregation, chosen: Ingest) -> list[str]:
    target = chosen.target
    if target is not None and target.scale == asked.scale:
        return list(target.labels)
    return sorted(mine["label"].dropna().unique())


def _wrong_rules(asked: Aggregation, numeric: bool) -> list[Problem]:
    kind = "numbers" if numeric else "classes"
    fits = [(place, rule) for place, rule in enumerate(asked.rules) if (rule in FOR_NUMBERS) != numeric]
    allowed = f"a rule for {kind}, because '{asked.scale}' is a scale of {kind}"
    return [Problem("study", f"analyse.aggregation.rules.{place}", f"'{rule}'", allowed) for place, rule in fits]
