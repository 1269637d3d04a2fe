"""Alpha of differences that do not depend on the data: nominal, values, circles, sets, tables."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from .alpha_parts import AlphaMeasure, alpha_of
from .cells import Cells
from .resampling import Evaluate
from .sums import DENSE_LEVELS, Sums, WeightedSums, by_groups, in_blocks, item_sums, quadratic
from .table import Floats, Integers

_ROUNDING = 1e-13


class QuadraticAlpha(AlphaMeasure):
    """Alpha whose sums of differences are quadratic forms of sums over votes."""

    @cached_property
    def _sums(self) -> Sums:
        return item_sums(self.votes, self.metric.features)

    @cached_property
    def _within(self) -> Floats:
        return quadratic(self._sums, self.metric.form) / (self.per_item - 1.0)

    @cached_property
    def _total(self) -> Floats:
        return np.asarray(self._sums.sum(axis=0)).ravel()

    def _between(self, total: Floats) -> Floats:
        """Differences of all pairs from totals of shape (..., S); exactly 0 where only rounding is left."""
        found = quadratic(total, self.metric.form)
        if self.metric.features is None:
            return found
        size = quadratic(np.abs(total), np.abs(self.metric.form))
        return np.where(found > _ROUNDING * size, found, 0.0)

    def _finish(self, terms: Floats, total: Floats) -> Floats:
        within, votes, squares = np.moveaxis(terms, -1, 0)
        return alpha_of(within, votes, squares, self._between(total)).alpha

    def totals(self) -> tuple[Floats, Floats]:
        """Disagreement within each item, shape (items,), and between all votes."""
        return self._within, self._between(self._total)

    def slopes(self) -> tuple[Floats, Floats]:
        """How within and between grow with the weight of each item."""
        return self._within, 2.0 * (self._sums @ (self.metric.form @ self._total))

    def by_groups(self, group: Integers, groups: int) -> Evaluate:
        """Alpha by how often each group of items is drawn."""
        terms = np.stack([self._within, self.per_item, self.per_item], axis=1)
        return by_groups(terms, self._sums, group, groups, self._finish)

    def by_raters(self) -> Evaluate:
        """Alpha by how often each rater is drawn."""
        if self.metric.features is None and self.votes.levels > DENSE_LEVELS:
            return self._by_raters_of_cells()
        weighted = WeightedSums(self.votes, self.metric.features)

        def evaluate(weights: Floats) -> Floats:
            sums = weighted.of(weights)
            m, squares = weighted.pairs.of(weights)
            terms, paired = _item_terms(quadratic(sums, self.metric.form), m, squares)
            return self._finish(terms, np.einsum("bis,bi->bs", sums, paired))

        return in_blocks(evaluate, self.votes.items * weighted.width)

    def _by_raters_of_cells(self) -> Evaluate:
        cells = Cells(self.votes)
        first, second, differences = cells.differing(self.metric.form)

        def evaluate(weights: Floats) -> Floats:
            sums = cells.weighted(weights)
            m, squares = cells.pairs.of(weights)
            terms, paired = _item_terms((sums[:, first] * sums[:, second]) @ differences, m, squares)
            return self._finish(terms, cells.by_level(sums * paired[:, cells.item]))

        return in_blocks(evaluate, len(first) + len(cells.item) + self.votes.items)


def _item_terms(differences: Floats, m: Floats, squares: Floats) -> tuple[Floats, Floats]:
    """Totals of within, votes and squares over items, shape (rows, 3), and which items have pairs."""
    pairs = m**2 - squares
    paired = (pairs > 0).astype(np.float64)
    within = np.divide(m * differences, pairs, out=np.zeros_like(m), where=pairs > 0)
    terms = np.stack([within.sum(axis=1), (m * paired).sum(axis=1), (squares * paired).sum(axis=1)], axis=-1)
    return terms, paired
