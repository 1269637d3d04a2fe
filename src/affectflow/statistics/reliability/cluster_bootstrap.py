"""Percentile and BCa intervals of any statistic that takes how often each cluster was drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from ..agreement.resampling import draw, draw_within, evaluated, leave_one_out, number_groups
from ..bootstrap import percentile_interval, widened_level

Floats = NDArray[np.float64]
Statistic = Callable[[Floats], Floats]
"""From weights of clusters, shape (B, clusters), to values of shape (B, S), NaN where undefined."""
Method = Literal["percentile", "expanded", "bca"]


def cluster_intervals(
    statistic: Statistic,
    names: Sequence[str],
    clusters: int,
    *,
    unit: str,
    method: Method,
    resamples: int,
    level: float,
    rng: np.random.Generator,
    groups: NDArray[np.int64] | None = None,
    strata: NDArray[np.int64] | None = None,
) -> dict[str, dict[str, Any]]:
    """Bootstrap intervals of several statistics on the same resamples of clusters.

    Args:
        statistic: see `Statistic`; weights of 1 give the estimates.
        names: of the S statistics.
        clusters: number of clusters (items, raters, blocks of time).
        unit: what a cluster is, such as "item".
        method: "percentile"; "expanded" (see `widened_level`); or "bca" (Efron 1987): corrected
            for median bias and for skewness, by leaving out one cluster at a time.
        resamples: number of resamples.
        level: coverage, such as 0.95.
        rng: source of randomness.
        groups: group of each cluster, shape (clusters,): whole groups are drawn and left out,
            and `unit` is what a group is.
        strata: stratum of each cluster, shape (clusters,), two clusters at least in each: as many are drawn from
            each as it has, such as from each of two samples. Not with `groups`.

    Returns:
        for each name what `percentile_interval` returns, with `bias_correction` and
        `acceleration` for BCa, and `reason` when something is undefined.
    """
    if groups is not None:
        number, clusters = number_groups(groups, np.arange(clusters))
        of_clusters = statistic
        statistic = lambda weights: of_clusters(weights[:, number])  # noqa: E731
    if clusters < 2:
        estimates = statistic(np.ones((1, max(clusters, 1))))[0] if clusters else np.full(len(names), np.nan)
        drawn = np.full((1, len(names)), np.nan)
    else:
        estimates = statistic(np.ones((1, clusters)))[0]
        ways = draw(clusters, resamples, rng) if strata is None else draw_within(strata, resamples, rng)
        drawn = evaluated(statistic, ways)
    taken = widened_level(level, clusters) if method == "expanded" else level
    found = {
        name: percentile_interval(float(estimates[s]), drawn[:, s], taken, clusters, unit) | {"level": level}
        for s, name in enumerate(names)
    }
    if method == "expanded":
        return {name: given | {"method": f"expanded {given['method']}"} for name, given in found.items()}
    if method == "percentile" or clusters < 2:
        return found
    left_out = evaluated(statistic, leave_one_out(clusters))
    if strata is not None:
        left_out = _by_strata(left_out, strata)
    return {
        name: given if "reason" in given else given | bca_limits(given["estimate"], drawn[:, s], left_out[:, s], level)
        for s, (name, given) in enumerate(found.items())
    }


def _by_strata(left_out: Floats, strata: NDArray[np.int64]) -> Floats:
    """Jackknife values about the mean of their stratum, (n - 1) / n times as far, n the stratum's size.

    Then the acceleration is that of several samples, sum over strata of U^3 / n^3 with U = (n - 1) (mean - value).

    Source: Davison and Hinkley (1997), Bootstrap methods and their application, section 5.3.2, problem 5.5.
    """
    shown = np.empty_like(left_out)
    for s in np.unique(strata):
        own = strata == s
        n = np.sum(own)
        shown[own] = (left_out[own] - left_out[own].mean(axis=0)) * (n - 1) / n
    return shown


def bca_limits(estimate: float, drawn: Floats, left_out: Floats, level: float) -> dict[str, Any]:
    """BCa limits from resamples and from leaving out one cluster at a time.

    Resamples equal to the estimate count by half in the bias; where leaving out changes
    nothing the acceleration is 0.

    Args:
        estimate: the statistic on the data.
        drawn: on each resample, shape (B,); NaN where undefined, which is left out.
        left_out: without each cluster, shape (clusters,).
        level: coverage.

    Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap, section 14.3.
    """
    from scipy.special import ndtr, ndtri

    method = "BCa bootstrap (jackknife acceleration, ties by half, linear interpolation of order statistics)"
    result: dict[str, Any] = {"low": float("nan"), "high": float("nan"), "method": method}
    if np.isnan(left_out).any():
        return result | {"reason": "the statistic is undefined when one cluster is left out: no acceleration"}
    defined = drawn[~np.isnan(drawn)]
    below = np.mean(defined < estimate) + np.mean(defined == estimate) / 2
    if not 0 < below < 1:
        return result | {"reason": "all resamples are on one side of the estimate: its bias has no measure"}
    bias, acceleration = float(ndtri(below)), acceleration_of(left_out)
    ends = bias + ndtri(np.array([(1 - level) / 2, (1 + level) / 2]))
    low, high = np.quantile(defined, ndtr(bias + ends / (1 - acceleration * ends)))
    limits = {"low": float(low), "high": float(high)}
    return result | limits | {"bias_correction": bias, "acceleration": acceleration}


def acceleration_of(left_out: Floats) -> float:
    """sum d^3 / (6 (sum d^2)^1.5), d the mean of the jackknife values less each of them; 0 where all are equal."""
    d = left_out.mean() - left_out
    squares = float(np.sum(d**2))
    return float(np.sum(d**3)) / (6 * squares**1.5) if squares > 0 else 0.0
