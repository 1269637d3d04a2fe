"""Mann and Whitney's rank test with its exact permutation distribution, ties included."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm, rankdata

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class RankSums:
    """U of the second group, its two-sided p, and whether the distribution was counted."""

    statistic: float
    p: float
    exact: bool


def mann_whitney(first: Floats, second: Floats, *, continuity: bool, exact_up_to: int) -> RankSums:
    """Whether values of the second group tend to be larger.

    The statistic is U of the second group: pairs in which it is larger, ties counted half. p is NaN where all
    values are equal.

    Args:
        first, second: shapes (n1,) and (n2,), at least one value each.
        continuity: whether half a pair is taken off in the normal approximation.
        exact_up_to: most values for which p counts all ways to deal the midranks to the groups, those whose rank sum
            lies as far from its mean or farther; with more it is the normal approximation with the
            variance by ties.

    Source: Mann and Whitney (1947), Annals of Mathematical Statistics 18, 50-60; Streitberg and Roehmel (1986),
    Statistical Software Newsletter 12, 10-17.
    """
    n1, n2 = len(first), len(second)
    ranks = rankdata(np.concatenate([first, second]))
    total = float(ranks[n1:].sum())
    u = total - n2 * (n2 + 1) / 2
    exact = n1 + n2 <= exact_up_to
    if np.ptp(ranks) == 0:
        return RankSums(u, math.nan, exact)
    if exact:
        return RankSums(u, _two_sided(sums_of_some(np.round(2 * ranks).astype(int), n2), round(2 * total)), True)
    distance = max(0.0, abs(u - n1 * n2 / 2) - (0.5 if continuity else 0.0))
    return RankSums(u, float(2 * norm.sf(distance / math.sqrt(variance_of_u(first, second)))), False)


def variance_of_u(first: Floats, second: Floats) -> float:
    """Of U over all ways to deal the midranks to the groups."""
    n1, n2 = len(first), len(second)
    n = n1 + n2
    ties = np.unique(np.concatenate([first, second]), return_counts=True)[1].astype(float)
    return n1 * n2 / 12 * (n + 1 - float(np.sum(ties**3 - ties)) / (n * (n - 1)))


def sums_of_some(weights: NDArray[np.int_], size: int) -> Floats:
    """In how many ways each sum arises from exactly `size` of the weights."""
    ways = np.zeros((size + 1, int(weights.sum()) + 1))
    ways[0, 0] = 1.0
    for weight in weights:
        ways[1:, weight:] = ways[1:, weight:] + ways[:-1, : ways.shape[1] - weight]
    return ways[size]


def _two_sided(ways: Floats, at: int) -> float:
    """Share of ways whose sum lies at least as far from the mean of all as the observed one."""
    sums = np.arange(len(ways))
    middle = float(ways @ sums / ways.sum())
    return float(ways[np.abs(sums - middle) >= abs(at - middle) - 1e-7].sum() / ways.sum())
