"""Two-by-two tables of many expressions at once: in how many items of a group and of the others each occurs.

All functions take counts of items, never of occurrences, and are vectorised over the M
expressions. A table is (inside, outside) with the sizes of the two groups, which are the same
for all expressions.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc, gammaln, kl_div, ndtri

from .proportion import wilson_limits

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

ZERO_CELL = "a cell of the table is 0, so that the ratio of odds is 0 or infinite"
RELATIVE_ERROR = 1e-7
"""Tables that are as probable as the seen one but for rounding are as extreme as it, as in R's fisher.test."""


@dataclass(frozen=True)
class Tables:
    """Counts of items that hold each of M expressions.

    Attributes:
        inside: items of the group with the expression, shape (M,).
        outside: other items with it, shape (M,).
        size_inside: items of the group.
        size_outside: other items.
    """

    inside: Integers
    outside: Integers
    size_inside: int
    size_outside: int

    def __post_init__(self):
        if self.size_inside < 1 or self.size_outside < 1:
            raise ValueError("both groups need an item")
        if (self.inside > self.size_inside).any() or (self.outside > self.size_outside).any():
            raise ValueError("more items hold an expression than there are")

    def at(self, place: int) -> Tables:
        """The table of one expression."""
        one = slice(place, place + 1)
        return Tables(self.inside[one], self.outside[one], self.size_inside, self.size_outside)

    @property
    def cells(self) -> Floats:
        """The four cells, shape (4, M): with and without it inside, with and without it outside."""
        cells = [self.inside, self.size_inside - self.inside, self.outside, self.size_outside - self.outside]
        return np.array(cells, dtype=float)


def fisher_exact(tables: Tables) -> Floats:
    """Two-sided p of Fisher's exact test, shape (M,): of all tables with these margins, those not more probable.

    Expressions that occur in as many items share their reference distribution, which is made once.

    Source: Fisher (1935), The logic of inductive inference, J. R. Stat. Soc. 98; two sides as in R's fisher.test.
    """
    totals = tables.inside + tables.outside
    p = np.ones(len(totals))
    for total in np.unique(totals):
        here = np.flatnonzero(totals == total)
        least, tails = _tails(int(total), tables.size_inside, tables.size_outside)
        p[here] = tails[tables.inside[here] - least]
    return p


def _tails(total: int, inside: int, outside: int) -> tuple[int, Floats]:
    """The least possible count inside, and the p of each possible one from it on."""
    x = np.arange(max(0, total - outside), min(total, inside) + 1)
    log = _log_choose(inside, x) + _log_choose(outside, total - x)
    probability = np.exp(log - log.max())
    probability /= probability.sum()
    ranked = np.sort(probability)
    upto = np.searchsorted(ranked, probability * (1 + RELATIVE_ERROR), side="right")
    return int(x[0]), np.minimum(np.cumsum(ranked)[upto - 1], 1.0)


def _log_choose(n: int, k: NDArray) -> Floats:
    return gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)


def likelihood_ratio(tables: Tables) -> Floats:
    """p of the likelihood-ratio test, G² with one degree of freedom and no correction, shape (M,).

    Source: Dunning (1993), Accurate methods for the statistics of surprise and coincidence, Comput. Linguist. 19.
    """
    a, b, c, d = tables.cells
    with_it, without_it = (a + c) / (a + b + c + d), (b + d) / (a + b + c + d)
    expected = np.array([(a + b) * with_it, (a + b) * without_it, (c + d) * with_it, (c + d) * without_it])
    # Each cell by itself is at least 0, so that nothing cancels where the table is as expected.
    return chdtrc(1, 2 * kl_div(tables.cells, expected).sum(axis=0))


def log_odds_ratio(tables: Tables, level: float) -> dict[str, Floats]:
    """Logarithm of the odds ratio with Woolf's interval; NaN where a cell is 0.

    Returns:
        `estimate`, `low` and `high`, each of shape (M,); above 0 the expression is more frequent in the group.

    Source: Woolf (1955), On estimating the relation between blood group and disease, Ann. Hum. Genet. 19.
    """
    cells = np.where((tables.cells == 0).any(axis=0), np.nan, tables.cells)
    estimate = np.log(cells[0]) - np.log(cells[1]) - np.log(cells[2]) + np.log(cells[3])
    half = ndtri((1 + level) / 2) * np.sqrt((1 / cells).sum(axis=0))
    return {"estimate": estimate, "low": estimate - half, "high": estimate + half}


def difference_of_shares(tables: Tables, level: float) -> dict[str, Floats]:
    """Share of items with the expression in the group minus that outside, with Newcombe's interval; always defined.

    Returns:
        `estimate`, `low` and `high`, each of shape (M,).

    Source: Newcombe (1998), Interval estimation for the difference between independent proportions, Stat. Med. 17,
        method 10, without continuity correction.
    """
    p, q = tables.inside / tables.size_inside, tables.outside / tables.size_outside
    low_p, high_p = wilson_limits(tables.inside, tables.size_inside, level)
    low_q, high_q = wilson_limits(tables.outside, tables.size_outside, level)
    below = np.sqrt((p - low_p) ** 2 + (high_q - q) ** 2)
    above = np.sqrt((high_p - p) ** 2 + (q - low_q) ** 2)
    return {"estimate": p - q, "low": p - q - below, "high": p - q + above}
