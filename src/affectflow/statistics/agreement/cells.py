"""The different votes of each item, and their pairs: for measures with many levels."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from .sums import WeightedPairs, sparse_counts
from .table import Floats, Integers, Votes


class Cells:
    """One cell for each level that an item has votes for.

    Attributes:
        counts: votes, sparse, shape (items, levels); its stored numbers are the cells.
        item, level: of each cell, shape (cells,).
        pairs: how many votes and pairs an item has when raters have weights.
    """

    def __init__(self, votes: Votes) -> None:
        self.votes, self.counts, self.pairs = votes, sparse_counts(votes), WeightedPairs(votes)
        self.item = np.repeat(np.arange(votes.items), np.diff(self.counts.indptr))
        self.level = self.counts.indices.astype(np.int64)
        key = self.item * votes.levels + self.level
        cell = np.searchsorted(key, votes.item * votes.levels + votes.code)
        ones = np.ones(len(cell))
        self._cells = sparse.csr_array((ones, (votes.rater, cell)), shape=(votes.raters, len(key)))
        self._of_item = self._indicator(self.item, votes.items)
        self._of_level = self._indicator(self.level, votes.levels)

    def weighted(self, weights: Floats) -> Floats:
        """Sum of the raters' weights in each cell, shape (rows, cells)."""
        return weights @ self._cells

    def by_item(self, numbers: Floats) -> Floats:
        """Numbers of cells, shape (rows, cells), summed for each item, shape (rows, items)."""
        return numbers @ self._of_item

    def by_level(self, numbers: Floats) -> Floats:
        """Numbers of cells, shape (rows, cells), summed for each level, shape (rows, levels)."""
        return numbers @ self._of_level

    def differing(self, form: Floats) -> tuple[Integers, Integers, sparse.csr_array]:
        """Pairs of cells of one item that differ.

        Returns:
            first and second cell of each pair, and twice the difference, shape (pairs, items).
        """
        last = self.counts.indptr[self.item + 1]
        first, second = [], []
        for lag in range(1, int(np.diff(self.counts.indptr).max(initial=0))):
            start = np.flatnonzero(np.arange(len(self.item)) + lag < last)
            first.append(start)
            second.append(start + lag)
        one, two = (np.concatenate([np.empty(0, dtype=np.int64), *part]) for part in (first, second))
        twice = 2.0 * form[self.level[one], self.level[two]]
        one, two, twice = one[twice > 0], two[twice > 0], twice[twice > 0]
        shape = (len(one), self.votes.items)
        return one, two, sparse.csr_array((twice, (np.arange(len(one)), self.item[one])), shape=shape)

    def _indicator(self, column: Integers, columns: int) -> sparse.csr_array:
        rows = np.arange(len(column))
        return sparse.csr_array((np.ones(len(column)), (rows, column)), shape=(len(column), columns))
