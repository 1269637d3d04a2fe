"""What judges' ratings are worth beside those of people: bias, and agreement as people have it among themselves.

Ratings are arrays of shape (items, raters), NaN where a rater did not rate. Items that go together (answers to one
question) have one cluster, and whole clusters are drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .agreement.cohen import cohen_kappa
from .agreement.weights import agreement_weights
from .reliability.cluster_bootstrap import cluster_intervals
from .reliability.mean_squares import item_sums, weighted_mean_squares
from .reliability.squares_bootstrap import icc_statistics
from .t_interval import t_interval

Floats = NDArray[np.float64]
Distance = Literal["values", "positions"]
Pair = tuple[int, int]

UNDEFINED = "two items, and ratings that vary, are needed"


def mean_difference(differences: ArrayLike, cluster: ArrayLike, level: float) -> dict[str, Any]:
    """Mean of differences with a cluster-robust t interval, and the two-sided test of 0.

    The variance is G / (G - 1) times the sum over the G clusters of squared sums of residuals, over n^2, with
    G - 1 degrees of freedom. Where each item is its own cluster it is the paired t test; where clusters have one
    size it is the t test of their means.

    Args:
        differences: shape (n,), without NaN.
        cluster: code of the cluster of each, shape (n,).
        level: coverage, such as 0.95.

    Source: Cochran (1977), Sampling Techniques, section 9A (ratio estimator of cluster totals).
    """
    d = np.asarray(differences, dtype=np.float64)
    code = np.unique(np.asarray(cluster), return_inverse=True)[1]
    groups, n = int(code.max(initial=-1)) + 1, len(d)
    method = "mean difference, cluster-robust variance, t distribution"
    if groups < 2:
        return t_interval(np.nan, np.nan, np.nan, n=n, level=level, method=method, reason="fewer than two clusters")
    mean = float(d.mean())
    variance = groups / (groups - 1) * float(np.sum(np.bincount(code, d - mean) ** 2)) / n**2
    if variance == 0:
        reason = "all differences are equal: no interval and no test"
        return t_interval(mean, 0.0, groups - 1, n=n, level=level, method=method, reason=reason) | {"estimate": mean}
    return t_interval(mean, variance**0.5, groups - 1, n=n, level=level, method=method)


def icc_over_clusters(
    ratings: ArrayLike, cluster: ArrayLike, *, resamples: int, level: float, rng: np.random.Generator
) -> dict[str, dict[str, Any]]:
    """Percentile intervals of the intraclass correlations where whole clusters of items are drawn.

    Args:
        ratings: complete, shape (items, raters), at least two of each.
        cluster: code of the cluster of each item, shape (items,).
    """
    x, code = np.asarray(ratings, dtype=np.float64), np.unique(np.asarray(cluster), return_inverse=True)[1]
    sums, of = item_sums(x), icc_statistics()

    def statistic(weights: Floats) -> Floats:
        squares = weighted_mean_squares(sums, weights[:, code])
        return np.stack([form(squares) for form in of.values()], axis=-1)

    return cluster_intervals(
        statistic, list(of), int(code.max()) + 1, unit="cluster", method="percentile", resamples=resamples,
        level=level, rng=rng,
    )  # fmt: skip


def quadratic_kappa(x: ArrayLike, y: ArrayLike, distance: Distance, level: float) -> dict[str, Any]:
    """Cohen's quadratic-weighted kappa of two raters whose ratings need not be whole numbers.

    Args:
        x, y: ratings of the same items, shape (n,); pairs with a missing one are left out.
        distance: "values" weighs by the square of the difference of two ratings, and is the same whatever levels
            are declared; "positions" by the square of the difference of their places among the different values
            that either rater used, so that a value nobody used brings its neighbours together.
        level: coverage of the interval.
    """
    first, second = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    both = ~(np.isnan(first) | np.isnan(second))
    if not both.any():
        nothing = dict.fromkeys(("estimate", "low", "high"), np.nan)
        return nothing | {"level": level, "items": 0, "reason": "no pairable votes: no item has a rating of both"}
    levels, code = np.unique(np.concatenate([first[both], second[both]]), return_inverse=True)
    n, q = int(both.sum()), len(levels)
    table = np.bincount(code[:n] * q + code[n:], minlength=q * q).reshape(q, q)
    weights = agreement_weights("quadratic", q, levels if distance == "values" else None)
    found = cohen_kappa(table, weights=weights, level=level)
    undefined = any(np.isnan(v) for v in found.values() if isinstance(v, float))
    return found | ({"reason": found.get("reason", UNDEFINED)} if undefined else {})


def mean_kappas(
    ratings: ArrayLike,
    cluster: ArrayLike,
    pairs: Mapping[str, Sequence[Pair]],
    differences: Mapping[str, tuple[str, str]],
    *,
    resamples: int,
    level: float,
    rng: np.random.Generator,
) -> dict[str, dict[str, Any]]:
    """Mean quadratic-weighted kappa (by values) of sets of pairs of raters, and differences of such means.

    A pair's kappa is 2 cov / (var x + var y + (mean x - mean y)^2), on the items that both rated; it is
    undefined where one of the two gives one value only, and a mean where one of its pairs is.

    Args:
        ratings: shape (items, raters), NaN where missing.
        cluster: code of the cluster of each item; whole clusters are drawn.
        pairs: name -> pairs of columns.
        differences: name -> two names of `pairs`, the first minus the second.

    Returns:
        for each name an estimate with a percentile interval.

    Source: Fleiss and Cohen (1973), Educational and Psychological Measurement 33, 613-619.
    """
    x = np.asarray(ratings, dtype=np.float64)
    code = np.unique(np.asarray(cluster), return_inverse=True)[1]
    groups, flat = int(code.max(initial=-1)) + 1, [pair for several in pairs.values() for pair in several]
    moments = _moments(x, flat, code, groups)
    ends = np.cumsum([len(several) for several in pairs.values()])

    def statistic(weights: Floats) -> Floats:
        kappa = _kappa_of(np.tensordot(weights, moments, axes=(1, 0)))
        parts = np.split(kappa, ends[:-1], axis=1)
        means = {
            n: p.mean(axis=1) if p.shape[1] else np.full(len(p), np.nan) for n, p in zip(pairs, parts, strict=True)
        }
        return np.stack([*means.values(), *(means[a] - means[b] for a, b in differences.values())], axis=-1)

    return cluster_intervals(
        statistic, [*pairs, *differences], groups, unit="cluster", method="percentile", resamples=resamples,
        level=level, rng=rng,
    )  # fmt: skip


def _moments(x: Floats, pairs: Sequence[Pair], code: NDArray[np.int64], groups: int) -> Floats:
    """n, x, y, x^2, y^2 and xy of each cluster and pair, shape (clusters, pairs, 6)."""
    centred = x - np.nanmean(x) if np.isfinite(x).any() else x
    first, second = centred[:, [a for a, _ in pairs]], centred[:, [b for _, b in pairs]]
    seen = ~(np.isnan(first) | np.isnan(second))
    a, b = np.where(seen, first, 0.0), np.where(seen, second, 0.0)
    parts = np.stack([seen.astype(float), a, b, a * a, b * b, a * b], axis=-1)
    found = np.zeros((groups, *parts.shape[1:]))
    np.add.at(found, code, parts)
    return found


def _kappa_of(sums: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        n = sums[..., 0]
        a, b, aa, bb, ab = (sums[..., i] / n for i in range(1, 6))
        first, second = aa - a * a, bb - b * b
        varies = (first > 1e-12 * aa) & (second > 1e-12 * bb)
        return np.where(varies, 2 * (ab - a * b) / (first + second + (a - b) ** 2), np.nan)
