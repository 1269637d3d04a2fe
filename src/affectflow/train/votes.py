"""Votes of single raters on the items of a sample, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..errors import Problem, TableError
from ..studies.ingest import Target
from ..tables import named
from .target import votes_on


@dataclass(frozen=True)
class Votes:
    """V votes by raters who are known, for classes of the target.

    Attributes:
        item: number of the item in the sample, shape (V,).
        rater: number of the rater, shape (V,).
        label: number of the class, shape (V,).
        raters: names of the raters, sorted.
        unnamed: votes that are left out because nobody knows whose they are.
    """

    item: NDArray[np.int64]
    rater: NDArray[np.int64]
    label: NDArray[np.int64]
    raters: tuple[str, ...]
    unnamed: int

    def of(self, items: NDArray[np.bool_]) -> Votes:
        """The votes on some of the items; numbers keep their meaning."""
        there = items[self.item]
        return Votes(self.item[there], self.rater[there], self.label[there], self.raters, self.unnamed)


def gather_votes(ratings: pd.DataFrame, ids: pd.Series, labels: Sequence[str], target: Target) -> Votes:
    """The votes on the target's scale, for its classes, by raters who have a name.

    Args:
        ratings: table `ratings`.
        ids: the sample's items, in its order.
        labels: the classes, sorted.
        target: the study's target.

    Raises:
        TableError: when there are none, because the corpus names no rater.
    """
    votes = votes_on(ratings, target)
    votes = votes[votes["item_id"].isin(ids) & votes["label"].isin(labels)]
    known = named(votes)
    used = votes[known].sort_values(["item_id", "rater_id", "label"])
    if used.empty:
        found = f"no vote by a rater who has a name on '{target.scale}' ({int((~known).sum())} votes in all)"
        raise TableError(Problem("ratings", "rater_id", found, "raters with names, whom a model can follow"))
    raters = tuple(sorted(used["rater_id"].unique()))
    return Votes(
        item=pd.Index(ids).get_indexer(pd.Index(used["item_id"])),
        rater=np.searchsorted(raters, used["rater_id"].to_numpy(dtype=str)),
        label=np.searchsorted(labels, used["label"].to_numpy(dtype=str)),
        raters=raters,
        unnamed=int((~known).sum()),
    )
