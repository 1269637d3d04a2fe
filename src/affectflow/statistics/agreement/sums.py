"""Sums over the votes of each item, with weights of items or of raters.

A rater drawn twice counts twice, but a copy of a vote is never paired with itself or with
another copy: such pairs agree by construction and would push agreement up. The pairs of an
item are therefore m^2 - sum w^2 with m = sum w, which is m (m - 1) when every rater has
weight 1.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import sparse

from .resampling import Evaluate
from .table import Floats, Integers, Votes

Sums = Any
"""Sums of each item, shape (items, S): an array, or a sparse one where there are many levels."""

_CELLS = 4_000_000  # numbers at once: 32 MB
DENSE_LEVELS = 64
"""With more levels than this, counts of items by levels are kept sparse."""


def item_sums(votes: Votes, features: Floats | None) -> Sums:
    """Sum of the features of the votes of each item.

    Args:
        votes: the votes.
        features: features of each level, shape (levels, S); None stands for the identity,
            whose sums are counts.
    """
    if features is not None:
        columns = [np.bincount(votes.item, weights=f[votes.code], minlength=votes.items) for f in features.T]
        return np.stack(columns, axis=1)
    if votes.levels <= DENSE_LEVELS:
        return votes.counts().astype(np.float64)
    return sparse_counts(votes)


def sparse_counts(votes: Votes) -> sparse.csr_array:
    """Votes of each item for each level, sparse, shape (items, levels), columns ascending in each row."""
    ones = np.ones(len(votes.item))
    counts = sparse.csr_array((ones, (votes.item, votes.code)), shape=(votes.items, votes.levels))
    counts.sum_duplicates()
    return counts


def quadratic(sums: Sums, form: Floats) -> Floats:
    """z' H z of the last axis, a few rows at a time; shape (..., S) to (...)."""
    if not sparse.issparse(sums):
        return np.sum(np.matmul(sums, form) * sums, axis=-1)
    block = max(1, _CELLS // form.shape[0])
    parts = [sums[start : start + block] for start in range(0, sums.shape[0], block)]
    return np.concatenate([np.asarray(z.multiply(z @ form).sum(axis=1)).ravel() for z in parts])


def by_groups(
    terms: Floats, sums: Sums, group: Integers, groups: int, of: Callable[[Floats, Floats], Floats]
) -> Evaluate:
    """A function of weights of groups from one of totals over items.

    Args:
        terms: what each item adds, shape (items, T).
        sums: sums of each item, shape (items, S).
        group: group of each item, shape (items,).
        groups: how many groups there are.
        of: from totals of shapes (..., T) and (..., S) to the measure.
    """
    n = len(group)
    gather = sparse.csr_array((np.ones(n), (group, np.arange(n))), shape=(groups, n))
    if sparse.issparse(sums):
        whole, wide = gather @ terms, gather @ sums
        return lambda weights: of(weights @ whole, weights @ wide)
    both, split = gather @ np.hstack([terms, sums]), terms.shape[1]

    def evaluate(weights: Floats) -> Floats:
        totals = weights @ both
        return of(totals[:, :split], totals[:, split:])

    return evaluate


class WeightedSums:
    """The sums of each item when raters have weights, for a few features or levels."""

    def __init__(self, votes: Votes, features: Floats | None) -> None:
        self.votes, self.width = votes, votes.levels if features is None else features.shape[1]
        rows, columns, data = votes.rater, votes.item * self.width + votes.code, np.ones(len(votes.item))
        if features is not None:
            columns = (votes.item[:, None] * self.width + np.arange(self.width)).ravel()
            rows, data = np.repeat(votes.rater, self.width), features[votes.code].ravel()
        self._sums = sparse.csr_array((data, (rows, columns)), shape=(votes.raters, votes.items * self.width))
        self.pairs = WeightedPairs(votes)

    def of(self, weights: Floats) -> Floats:
        """Sums of shape (rows, items, S) for weights of shape (rows, raters)."""
        return (weights @ self._sums).reshape(len(weights), self.votes.items, self.width)


class WeightedPairs:
    """How many votes and pairs each item has when raters have weights."""

    def __init__(self, votes: Votes) -> None:
        ones = np.ones(len(votes.item))
        self._votes = sparse.csr_array((ones, (votes.rater, votes.item)), shape=(votes.raters, votes.items))

    def of(self, weights: Floats) -> tuple[Floats, Floats]:
        """m = sum w and sum w^2, each of shape (rows, items)."""
        return weights @ self._votes, weights**2 @ self._votes


def in_blocks(of: Evaluate, numbers: int) -> Evaluate:
    """The same function a few rows at a time, when one row needs so many numbers."""
    block = max(1, _CELLS // max(1, numbers))
    return lambda weights: np.concatenate(
        [of(weights[start : start + block]) for start in range(0, len(weights), block)]
    )


def ratio_of(above: Any, below: Any) -> Floats:
    """above / below, NaN where below is 0."""
    above, below = np.broadcast_arrays(np.asarray(above, dtype=np.float64), np.asarray(below, dtype=np.float64))
    return np.divide(above, below, out=np.full(above.shape, np.nan), where=below != 0)
