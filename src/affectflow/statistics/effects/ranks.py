"""Rank tests with their exact permutation distributions, ties included, and rank-biserial correlations."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import norm, rankdata

from ..signed_rank import signed_ranks

EXACT = 60
"""Most values for which the permutation distribution is counted."""


@dataclass(frozen=True)
class RankTest:
    """A rank statistic, its two-sided p-value, how that was made, and the rank-biserial correlation."""

    statistic: float
    p: float
    method: str
    rank_biserial: float
    reason: str = ""


def mann_whitney(first: ArrayLike, second: ArrayLike) -> RankTest:
    """Whether values of the second group tend to be larger.

    The statistic is U of the second group: pairs in which it is larger, ties counted half. Up to `EXACT` values
    p counts all ways to deal the mid-ranks to the groups, those whose rank sum lies as far from its mean or
    farther; above it is the normal approximation with tie and continuity correction. The
    rank-biserial correlation is 2 U / (n1 n2) - 1.

    Source: Mann and Whitney (1947), Annals of Mathematical Statistics 18, 50-60; Streitberg and Roehmel (1986),
    Statistical Software Newsletter 12, 10-17.
    """
    a, b = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    n1, n2 = len(a), len(b)
    if not n1 or not n2:
        return RankTest(math.nan, math.nan, "none", math.nan, "a group is empty")
    ranks = rankdata(np.concatenate([a, b]))
    u = float(ranks[n1:].sum() - n2 * (n2 + 1) / 2)
    biserial = 2 * u / (n1 * n2) - 1
    if np.ptp(ranks) == 0:
        return RankTest(u, math.nan, "none", biserial, "all values are equal")
    if n1 + n2 <= EXACT:
        ways = _sums_of_some(np.round(2 * ranks).astype(int), n2)
        return RankTest(u, _two_sided(ways, round(2 * float(ranks[n1:].sum()))), "exact, ties included", biserial)
    ties = np.unique(ranks, return_counts=True)[1]
    n = n1 + n2
    variance = n1 * n2 / 12 * (n + 1 - float(np.sum(ties**3 - ties)) / (n * (n - 1)))
    return RankTest(u, _normal(u - n1 * n2 / 2, variance), "normal, tie and continuity correction", biserial)


def wilcoxon(before: ArrayLike, after: ArrayLike) -> RankTest:
    """Whether paired values tend to rise; pairs that do not change are left out (Wilcoxon's rule).

    The statistic is the sum of the ranks of rises. Exact and approximate p as in `mann_whitney`, over all signs.
    The matched rank-biserial correlation is the share of the rank sum that rises less the share that falls.

    Source: Wilcoxon (1945), Biometrics Bulletin 1, 80-83; Kerby (2014), Comprehensive Psychology 3, 11.
    """
    change = np.asarray(after, dtype=np.float64) - np.asarray(before, dtype=np.float64)
    change = change[change != 0]
    if not len(change):
        return RankTest(math.nan, math.nan, "none", math.nan, "no pair changes")
    found = signed_ranks(change, counted=EXACT, continuity=True)
    method = "exact, ties included" if found.exact else "normal, tie and continuity correction"
    return RankTest(found.statistic, found.p, method, found.rank_biserial)


def _normal(deviation: float, variance: float) -> float:
    return float(min(1.0, 2 * norm.sf(max(0.0, abs(deviation) - 0.5) / math.sqrt(variance))))


def _two_sided(ways: NDArray[np.float64], at: int) -> float:
    """Share of ways whose sum lies at least as far from the mean of all as the observed one."""
    sums = np.arange(len(ways))
    middle = float(ways @ sums / ways.sum())
    return float(ways[np.abs(sums - middle) >= abs(at - middle) - 1e-7].sum() / ways.sum())


def _sums_of_some(weights: NDArray[np.int_], size: int) -> NDArray[np.float64]:
    """In how many ways each sum arises from exactly `size` of the weights."""
    ways = np.zeros((size + 1, int(weights.sum()) + 1))
    ways[0, 0] = 1.0
    for weight in weights:
        ways[1:, weight:] = ways[1:, weight:] + ways[:-1, : ways.shape[1] - weight]
    return ways[size]
