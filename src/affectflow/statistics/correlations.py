"""Pearson's, Spearman's and Kendall's correlations with bootstrap intervals, without a loop over resamples.

On a resample an item counts as often as it was drawn. Ranks are then weighted mid-ranks, a product of the weights
with a table of which item is below which; and the pairs that Kendall's tau-b counts are a quadratic form of the
weights.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .reliability.cluster_bootstrap import cluster_intervals

Floats = NDArray[np.float64]

MOST_ITEMS = 3000
"""The most items for which a table of pairs of items is made."""
NAMES = ("pearson", "spearman", "kendall")


def correlations(
    x: ArrayLike, y: ArrayLike, cluster: ArrayLike, *, resamples: int, level: float, rng: np.random.Generator
) -> dict[str, dict[str, Any]]:
    """The three correlations of two ratings of the same items.

    Args:
        x, y: shape (n,), without NaN.
        cluster: code of the cluster of each item; whole clusters are drawn.
        resamples, level, rng: of the percentile intervals.

    Returns:
        by name what `cluster_intervals` returns, with `p` (two-sided, of no association: t distribution for
        Pearson and Spearman, normal approximation with ties for Kendall; it takes items as independent) and `n`.
        Kendall's is tau-b. NaN with a `reason` where a rating does not vary, or above `MOST_ITEMS` items.
    """
    first, second = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    n, code = len(first), np.unique(np.asarray(cluster), return_inverse=True)[1]
    reason = _why_undefined(first, second)
    if reason:
        nothing = {"estimate": np.nan, "low": np.nan, "high": np.nan, "p": np.nan, "n": n, "level": level}
        return {name: nothing | {"reason": reason} for name in NAMES}
    of = [_pearson(first, second), _spearman(first, second), _kendall(first, second)]

    def statistic(weights: Floats) -> Floats:
        full = weights[:, code]
        return np.stack([each(full) for each in of], axis=-1)

    found = cluster_intervals(
        statistic, NAMES, int(code.max()) + 1, unit="cluster", method="percentile", resamples=resamples, level=level,
        rng=rng,
    )  # fmt: skip
    tests = _tests(first, second)
    return {name: found[name] | {"p": tests[name], "n": n} for name in NAMES}


def _why_undefined(x: Floats, y: Floats) -> str:
    if len(x) < 3:
        return "fewer than three items"
    if len(x) > MOST_ITEMS:
        return f"{len(x)} items are more than the {MOST_ITEMS} for which tables of pairs are made"
    return "one of the two does not vary" if np.ptp(x) == 0 or np.ptp(y) == 0 else ""


def _tests(x: Floats, y: Floats) -> dict[str, float]:
    from scipy import stats

    kendall = stats.kendalltau(x, y, method="asymptotic").pvalue
    return {
        "pearson": float(stats.pearsonr(x, y).pvalue),
        "spearman": float(stats.spearmanr(x, y).pvalue),
        "kendall": float(kendall),
    }


def _weighted(weights: Floats, a: Floats, b: Floats) -> Floats:
    """Pearson's correlation of `a` and `b`, which have shape (n,) or (B, n)."""
    n = weights.sum(axis=1)
    a = a - (np.sum(weights * a, axis=1) / n)[:, None]
    b = b - (np.sum(weights * b, axis=1) / n)[:, None]
    top = np.sum(weights * a * b, axis=1)
    below = np.sqrt(np.sum(weights * a * a, axis=1) * np.sum(weights * b * b, axis=1))
    return np.divide(top, below, out=np.full(len(n), np.nan), where=below > 1e-12 * n)


def _pearson(x: Floats, y: Floats) -> Callable[[Floats], Floats]:
    a, b = ((v - v.mean()) / v.std() for v in (x, y))
    return lambda weights: _weighted(weights, a, b)


def _spearman(x: Floats, y: Floats) -> Callable[[Floats], Floats]:
    below = [(v[:, None] < v).astype(float) + (v[:, None] == v) / 2 for v in (x, y)]
    return lambda weights: _weighted(weights, weights @ below[0], weights @ below[1])


def _kendall(x: Floats, y: Floats) -> Callable[[Floats], Floats]:
    a, b = np.sign(x[:, None] - x), np.sign(y[:, None] - y)
    forms = [a * b, np.abs(a), np.abs(b)]

    def tau(weights: Floats) -> Floats:
        top, first, second = (np.sum((weights @ form) * weights, axis=1) for form in forms)
        pairs = np.sqrt(first * second)
        return np.divide(top, pairs, out=np.full(len(pairs), np.nan), where=pairs > 0)

    return tau
