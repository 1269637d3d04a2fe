"""Recognition: the share of votes that name what was meant to be shown."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse

from .resampling import Evaluate
from .sums import ratio_of
from .table import Floats, Integers, Votes


class Recognition:
    """The share of all votes that equal the class of their item, as a `Measure`.

    Each vote counts once, so that an item with more votes counts more; this is the mean over
    ratings, as Cao et al. (2014) report it. Items without a class are not read. Chance is not
    taken off.

    Args:
        votes: the votes.
        intended: number of the level that each item was meant to show, shape (items,); -1 for none.
    """

    name = "recognition"

    def __init__(self, votes: Votes, intended: ArrayLike) -> None:
        meant = np.asarray(intended, dtype=np.int64)
        if meant.shape != (votes.items,) or meant.max(initial=-1) >= votes.levels:
            raise ValueError(f"'intended' must be one of {votes.levels} levels, or -1, for each of {votes.items} items")
        self.votes = votes.picked(meant[votes.item] >= 0)
        self._right = (self.votes.code == meant[self.votes.item]).astype(np.float64)
        self.kept: Integers = np.unique(self.votes.item)

    @property
    def conventions(self) -> dict[str, str]:
        """Every choice that a library may make in another way."""
        return {"recognition": "each vote counts once; items without an intended class are left out; no chance removed"}

    @cached_property
    def _items(self) -> Floats:
        """Right votes and all votes of each item kept, shape (n, 2)."""
        right = np.bincount(self.votes.item, weights=self._right, minlength=self.votes.items)
        return np.stack([right, self.votes.per_item()], axis=1)[self.kept]

    def estimate(self) -> float:
        """Share of right votes; NaN without votes."""
        return float(ratio_of(*self._items.sum(axis=0)))

    def reason(self) -> str:
        """Why there is no share, or nothing."""
        return "" if len(self.kept) else "no vote on an item with an intended class"

    def parts(self) -> dict[str, float]:
        """How many votes were right, and how many there are."""
        return dict(zip(("right", "votes"), self._items.sum(axis=0).tolist(), strict=True))

    def influence(self) -> Floats:
        """n times the derivative of the share by the weight of each of n items."""
        right, every = self._items.T
        return len(self.kept) * (right - self.estimate() * every) / every.sum()

    def by_groups(self, group: Integers, groups: int) -> Evaluate:
        """The share by how often each group of items is drawn."""
        return _ratio(self._items, group, groups)

    def by_raters(self) -> Evaluate:
        """The share by how often each rater is drawn."""
        own = np.stack([self._right, np.ones(len(self._right))], axis=1)
        return _ratio(own, self.votes.rater, self.votes.raters)


def _ratio(terms: Floats, group: Integers, groups: int) -> Evaluate:
    n = len(group)
    whole = sparse.csr_array((np.ones(n), (group, np.arange(n))), shape=(groups, n)) @ terms
    return lambda weights: ratio_of(weights @ whole[:, 0], weights @ whole[:, 1])
