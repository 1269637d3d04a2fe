"""The ratings that judges are held against, as arrays of items by raters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...errors import Problem, StudyError
from ...studies.analyse.judges import Judges
from ...studies.ingest import Ingest
from ...tables import items_where, named, unknown, wrong_where

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Measure:
    """Ratings on one scale, or on the mean of several.

    Attributes:
        people: shape (items, persons), NaN where missing.
        judges: shape (items, judges), NaN where missing or the item is the judge's own.
        metrics: by name, shape (items,).
        cluster, condition: codes, shape (items,).
        together: what people say together, shape (items,); NaN where nobody rated.
    """

    people: Floats
    judges: Floats
    metrics: dict[str, Floats]
    cluster: NDArray[np.int64]
    condition: NDArray[np.int64]
    together: Floats


@dataclass(frozen=True)
class Panel:
    """Items, in order, with codes of cluster and condition; the ratings of those who are asked about."""

    items: pd.DataFrame
    ratings: pd.DataFrame
    asked: Judges

    @property
    def people(self) -> tuple[str, ...]:
        """Names of the persons."""
        return self.asked.people

    @property
    def judges(self) -> tuple[str, ...]:
        """Names of the judges."""
        return self.asked.judges

    def scale(self, name: str) -> Measure:
        """Ratings on a scale."""
        return self._measure([name])

    def group(self, scales: Sequence[str]) -> Measure:
        """Means over scales, for raters who rated all of them."""
        return self._measure(scales)

    def _measure(self, scales: Sequence[str]) -> Measure:
        people = self._mean(self.people, scales)
        judges = self._mean(self.judges, scales)
        for column, judge in enumerate(self.judges):
            if judge in self.asked.own:
                judges[self.items["condition"] == self.asked.own[judge], column] = np.nan
        metrics = {name: self._mean([name], [scale])[:, 0] for name, scale in self.asked.metrics.items()}
        codes = {name: pd.factorize(self.items[name])[0] for name in ("cluster", "condition")}
        return Measure(people, judges, metrics, **codes, together=_together(people, self.asked.combine))

    def _mean(self, raters: Sequence[str], scales: Sequence[str]) -> Floats:
        """Mean over scales, shape (items, raters); NaN where one of them is missing."""
        return np.mean([self._values(raters, scale) for scale in scales], axis=0)

    def _values(self, raters: Sequence[str], scale: str) -> Floats:
        rows = self.ratings[(self.ratings["scale"] == scale) & self.ratings["rater_id"].isin(raters)]
        values = np.full((len(self.items), len(raters)), np.nan)
        item = pd.Index(self.items["item_id"]).get_indexer(pd.Index(rows["item_id"]))
        rater = pd.Index(list(raters), dtype=object).get_indexer(pd.Index(rows["rater_id"], dtype=object))
        values[item, rater] = rows["value"].to_numpy(dtype=float)
        return values


def panel(items: pd.DataFrame, ratings: pd.DataFrame, asked: Judges, chosen: Ingest) -> Panel:
    """The part of the corpus that the analysis looks at.

    Raises:
        StudyError: when a name in the spec is not in the data; all at once.
    """
    problems = list(wrong_where(items, chosen.where))
    known = ratings[named(ratings)]
    problems += _absent(asked, items, known)
    if problems:
        raise StudyError(problems)
    picked = items_where(items, chosen.where)
    frame = picked[["item_id", "condition"]].assign(cluster=picked[asked.cluster])
    used = [*asked.people, *asked.judges, *asked.metrics]
    kept = known[known["rater_id"].isin(used) & known["item_id"].isin(frame["item_id"])]
    return Panel(frame, kept, asked)


def _absent(asked: Judges, items: pd.DataFrame, known: pd.DataFrame) -> Iterator[Problem]:
    raters, scales, conditions = (set(v) for v in (known["rater_id"], known["scale"], items["condition"]))
    for place, names in (("people", asked.people), ("judges", asked.judges)):
        yield from (unknown(f"analyse.judges.{place}", name, raters) for name in names if name not in raters)
    wanted = [(f"groups.{group}", name) for group, names in asked.groups.items() for name in names]
    yield from (unknown(f"analyse.judges.{place}", name, scales) for place, name in wanted if name not in scales)
    for judge, condition in asked.own.items():
        if condition not in conditions:
            yield unknown(f"analyse.judges.own.{judge}", condition, conditions)


def _together(people: Floats, combine: str) -> Floats:
    rated = ~np.isnan(people).all(axis=1)
    found = np.full(len(people), np.nan)
    found[rated] = (np.nanmean if combine == "mean" else np.nanmedian)(people[rated], axis=1)
    return found
