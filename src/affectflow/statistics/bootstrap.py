"""Cluster bootstrap by weights: a resample is how often each cluster was drawn.

A statistic that is a function of sums over items needs no resampled table: its sums are
a matrix product of the weights with the sums of each cluster.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def cluster_weights(clusters: int, resamples: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """How often each cluster is drawn in each resample of as many clusters as there are.

    Args:
        clusters: number of clusters (speakers, items).
        resamples: number of resamples.
        rng: source of randomness.

    Returns:
        counts, shape (resamples, clusters); each row sums to `clusters`.

    Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap, section 6.
    """
    return rng.multinomial(clusters, np.full(clusters, 1.0 / clusters), size=resamples)


def widened_level(level: float, clusters: int) -> float:
    """The level whose percentiles are as much wider as few clusters ask for.

    Percentiles that widen a normal interval by sqrt(u / (u - 1)) and the t quantile of u - 1,
    u clusters: the expanded percentile interval.

    Source: Hesterberg (2015), What teachers should know about the bootstrap, The American
    Statistician 69, section 5.
    """
    from scipy.special import ndtr, stdtrit

    if clusters < 2:
        return level
    wide = np.sqrt(clusters / (clusters - 1)) * stdtrit(clusters - 1, (1 + level) / 2)
    return float(2 * ndtr(wide) - 1)


def percentile_interval(
    estimate: float, resampled: NDArray[np.float64], level: float, clusters: int, unit: str
) -> dict[str, Any]:
    """Percentile interval of a bootstrap as plain data.

    Resamples in which the statistic is undefined (NaN) are left out and counted. With
    fewer than two clusters, or with more than half of the resamples undefined, the
    interval is NaN with a reason.

    Args:
        estimate: the statistic on the data.
        resampled: the statistic on each resample, shape (resamples,).
        level: coverage, such as 0.95.
        clusters: number of clusters that were resampled.
        unit: what a cluster is, such as "speaker".

    Returns:
        dict with estimate, low, high, level, method, resamples, undefined_resamples,
        clusters and cluster; and `reason` when something is undefined.
    """
    defined = resampled[~np.isnan(resampled)]
    result: dict[str, Any] = {
        "estimate": float(estimate),
        "low": float("nan"),
        "high": float("nan"),
        "level": level,
        "method": "percentile bootstrap (linear interpolation of order statistics)",
        "resamples": int(resampled.size),
        "undefined_resamples": int(resampled.size - defined.size),
        "clusters": clusters,
        "cluster": unit,
    }
    if clusters < 2:
        return result | {"reason": f"one {unit}: nothing to resample"}
    if np.isnan(estimate) or 2 * defined.size <= resampled.size:
        return result | {"reason": "the statistic is undefined on the data or on most resamples"}
    low, high = np.quantile(defined, [(1 - level) / 2, (1 + level) / 2])
    return result | {"low": float(low), "high": float(high)}
