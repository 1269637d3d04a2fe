"""Ordinal alpha: the interval alpha of the levels' middle ranks among the votes that are paired.

The ranks belong to the data, so each resample has its own.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from .alpha_distances import moments_form
from .alpha_parts import AlphaMeasure, alpha_of
from .cells import Cells
from .resampling import Evaluate
from .sums import in_blocks, sparse_counts
from .table import Floats, Integers


def middle_ranks(margins: Floats) -> Floats:
    """Votes below each level and half of its own, less half of all; shape (..., levels)."""
    return np.cumsum(margins, axis=-1) - (margins + margins.sum(axis=-1, keepdims=True)) / 2


class OrdinalAlpha(AlphaMeasure):
    """Alpha by ranks; linear in the votes however many levels there are."""

    @cached_property
    def _margins(self) -> Floats:
        return np.bincount(self.votes.code, minlength=self.votes.levels).astype(np.float64)

    @cached_property
    def _moments(self) -> Floats:
        """n, sum and sum of squares of the ranks of each item, shape (items, 3)."""
        ranks = middle_ranks(self._margins)[self.votes.code]
        sums = [np.bincount(self.votes.item, weights=r, minlength=self.votes.items) for r in (ranks, ranks**2)]
        return np.stack([self.per_item, *sums], axis=1)

    def totals(self) -> tuple[Floats, Floats]:
        """Disagreement within each item, shape (items,), and between all votes."""
        return _spread(self._moments) / (self.per_item - 1.0), _spread(self._moments.sum(axis=0))

    def slopes(self) -> tuple[Floats, Floats]:
        """How within and between grow with the weight of each item, which also moves the ranks."""
        within, _ = self.totals()
        total = self._moments.sum(axis=0)
        ranks, n = middle_ranks(self._margins), self.votes.levels
        share = 1.0 / (self.per_item - 1.0)[self.votes.item]
        own = np.bincount(self.votes.code, self.per_item[self.votes.item] * share, minlength=n)
        other = np.bincount(self.votes.code, self._moments[self.votes.item, 1] * share, minlength=n)
        by_rank = 4.0 * (ranks * own - other), 4.0 * self._margins * (ranks * total[0] - total[1])
        moved = [np.bincount(self.votes.item, _above(g)[self.votes.code], minlength=self.votes.items) for g in by_rank]
        direct = 2.0 * self._moments @ (moments_form() @ total)
        return within + moved[0], direct + moved[1]

    def by_groups(self, group: Integers, groups: int) -> Evaluate:
        """Alpha by how often each group of items is drawn."""
        counts, m = sparse_counts(self.votes), self.per_item
        share = m / (m - 1.0)

        def evaluate(weights: Floats) -> Floats:
            drawn = weights[:, group]
            margins = drawn @ counts
            ranks = middle_ranks(margins)
            squares = np.sum(((drawn * share) @ counts) * ranks**2, axis=1)
            sums = (counts @ ranks.T).T
            within = 2.0 * (squares - np.sum(drawn / (m - 1.0) * sums**2, axis=1))
            return _alpha(within, margins, ranks, np.zeros(len(margins)))

        return in_blocks(evaluate, self.votes.items + self.votes.levels)

    def by_raters(self) -> Evaluate:
        """Alpha by how often each rater is drawn."""
        cells = Cells(self.votes)

        def evaluate(weights: Floats) -> Floats:
            votes = cells.weighted(weights)
            m, squares = cells.pairs.of(weights)
            pairs = m**2 - squares
            paired = pairs > 0
            margins = cells.by_level(votes * paired[:, cells.item])
            ranks = middle_ranks(margins)
            rank = ranks[:, cells.level]
            spread = _spread(np.stack([m, cells.by_item(votes * rank), cells.by_item(votes * rank**2)], axis=-1))
            within = np.divide(m * spread, pairs, out=np.zeros_like(m), where=paired).sum(axis=1)
            more = np.sum((squares - m) * paired, axis=1)
            return _alpha(within, margins, ranks, more)

        return in_blocks(evaluate, 2 * len(cells.item) + self.votes.items)


def _alpha(within: Floats, margins: Floats, ranks: Floats, more: Floats) -> Floats:
    """Alpha of rows; `more` is by how much the squared weights exceed the weights."""
    votes = margins.sum(axis=1)
    weighted = margins * ranks
    between = _spread(np.stack([votes, weighted.sum(axis=1), (weighted * ranks).sum(axis=1)], axis=-1))
    several = np.count_nonzero(margins, axis=1) > 1
    return alpha_of(within, votes, votes + more, np.where(several, between, 0.0)).alpha


def _spread(moments: Floats) -> Floats:
    """Squared differences of all pairs from n, sum and sum of squares, shape (..., 3)."""
    n, first, second = np.moveaxis(moments, -1, 0)
    return 2.0 * (n * second - first**2)


def _above(slope: Floats) -> Floats:
    """What one more vote for a level does, when it lifts the ranks above it by 1 and its own by a half."""
    return np.cumsum(slope[::-1])[::-1] - slope / 2
