"""The mean of Cohen's kappa over pairs of raters, which is Cohen's kappa where there is one pair."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse

from .cohen import CONSTANT, kappa_of
from .resampling import Evaluate
from .sums import in_blocks
from .table import Floats, Integers, Votes
from .weights import checked_weights, weights_name


class LightKappa:
    """Light (1971), Psychological Bulletin 76: the mean over pairs, ready for intervals.

    A pair whose kappa is undefined (a rater who uses one level only) is left out of the mean.

    Attributes:
        votes: the votes on items that a pair shares, renumbered.
        kept: the former numbers of these items.
        first, second: the raters of each pair, shape (pairs,).
    """

    def __init__(self, votes: Votes, first: Integers, second: Integers, weights: str | ArrayLike = "identity") -> None:
        self.first, self.second = first, second
        self.weights, self._weights_name = checked_weights(weights, votes.levels), weights_name(weights)
        code = _codes(votes)
        shared = [np.flatnonzero((code[[a]] * code[[b]]).toarray()[0]) for a, b in zip(first, second, strict=True)]
        self.kept = np.unique(np.concatenate([np.empty(0, dtype=np.int64), *shared]))
        own = np.isin(votes.item, self.kept)
        item = np.searchsorted(self.kept, votes.item[own])
        self.votes = Votes(item, votes.rater[own], votes.code[own], len(self.kept), votes.raters, votes.levels)
        self._pair = np.repeat(np.arange(len(first)), [len(items) for items in shared])
        at = np.concatenate([np.empty(0, dtype=np.int64), *shared])
        self._item = np.searchsorted(self.kept, at)
        rows, columns = ([int(r) for r in raters] for raters in (first[self._pair], second[self._pair]))
        q = votes.levels
        one, two = (np.asarray(code[raters, at]).ravel().astype(np.int64) - 1 for raters in (rows, columns))
        self._cell = self._pair * q * q + one * q + two

    @property
    def name(self) -> str:
        """Cohen's kappa, or the mean of several."""
        return "Cohen's kappa" if len(self.first) == 1 else "mean of Cohen's kappa over pairs of raters (Light's kappa)"

    @property
    def conventions(self) -> dict[str, str]:
        """What is chosen."""
        return {
            "weights": f"{self._weights_name}, of {self.votes.levels} declared levels",
            "chance": "the shares of levels of each rater of a pair among the items that both rated",
            "constant rater": "undefined, and left out of a mean over pairs (libraries give 0)",
            "analytic standard error": "item sampling: Fleiss, Cohen and Everitt (1969) with divisor n - 1",
            "resampled raters": "the mean over pairs of different raters that are drawn",
        }

    @property
    def tables(self) -> Integers:
        """Items by level of the first and of the second rater, shape (pairs, q, q)."""
        q = self.votes.levels
        return np.bincount(self._cell, minlength=len(self.first) * q * q).reshape(-1, q, q)

    @cached_property
    def values(self) -> Floats:
        """Kappa of each pair, shape (pairs,)."""
        return kappa_of(self.tables, self.weights)[0]

    def estimate(self) -> float:
        """The mean over the pairs where it is defined; NaN where there is a reason."""
        return float("nan") if self.reason() else float(np.nanmean(self.values))

    def reason(self) -> str:
        """Why the mean is undefined, or nothing."""
        if len(self.first) == 0:
            return "no pairable votes: no two raters share an item"
        if not np.isnan(self.values).all():
            return ""
        return CONSTANT if len(self.first) == 1 else "in every pair a rater uses one level only"

    def parts(self) -> dict[str, float]:
        """Observed and expected agreement, each the mean over the pairs with a kappa."""
        if self.reason():
            return {"observed_agreement": float("nan"), "expected_agreement": float("nan")}
        _, observed, expected = (part[~np.isnan(self.values)] for part in kappa_of(self.tables, self.weights))
        return {"observed_agreement": float(observed.mean()), "expected_agreement": float(expected.mean())}

    def influence(self) -> Floats:
        """n times the derivative of the mean by the weight of each of n items."""
        defined = np.flatnonzero(~np.isnan(self.values))
        n, q, found = len(self.kept), self.votes.levels, np.zeros(len(self.kept))
        for pair in defined:
            own = self._pair == pair
            pull = _pull(self.tables[pair].astype(np.float64), self.weights).ravel()
            found += np.bincount(self._item[own], pull[self._cell[own] - pair * q * q], minlength=n) / own.sum()
        return n * found / len(defined)

    def by_groups(self, group: Integers, groups: int) -> Evaluate:
        """The mean by how often each group of items is drawn."""
        width, q = self.tables.size, self.votes.levels
        ones = np.ones(len(self._cell))
        cells = sparse.csr_array((ones, (group[self._item], self._cell)), shape=(groups, width))

        def evaluate(weights: Floats) -> Floats:
            drawn = (weights @ cells).reshape(len(weights), -1, q, q)
            return _mean(kappa_of(drawn, self.weights)[0], np.ones((1, len(self.first))))

        return in_blocks(evaluate, width)

    def by_raters(self) -> Evaluate:
        """The mean by how often each rater is drawn."""
        return lambda weights: _mean(self.values[None, :], weights[:, self.first] * weights[:, self.second])


def _codes(votes: Votes) -> sparse.csr_array:
    """The level of each vote plus 1, sparse, shape (raters, items)."""
    return sparse.csr_array((votes.code + 1, (votes.rater, votes.item)), shape=(votes.raters, votes.items))


def _pull(counts: Floats, weights: Floats) -> Floats:
    """n times the derivative of kappa by the weight of an item in each cell, shape (q, q)."""
    p = counts / counts.sum()
    value, _, expected = kappa_of(p, weights)
    mean = (weights @ p.sum(axis=0))[:, None] + p.sum(axis=1) @ weights
    return (weights - mean * (1 - value) - (value - expected * (1 - value))) / (1 - expected)


def _mean(values: Floats, weights: Floats) -> Floats:
    """Mean of the last axis by weights, without what is NaN; NaN where nothing is left."""
    there = ~np.isnan(values) * weights
    total = there.sum(axis=-1)
    above = np.sum(np.nan_to_num(values) * there, axis=-1)
    above, total = np.broadcast_arrays(above, total)
    return np.divide(above, total, out=np.full(total.shape, np.nan), where=total > 0)
