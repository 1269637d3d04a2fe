"""Standardised differences of two groups at baseline: how far apart they are, whatever their size."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike


def of_values(first: ArrayLike, second: ArrayLike) -> dict[str, Any]:
    """(mean of first - mean of second) / square root of the mean of both variances (denominator n - 1).

    Args:
        first, second: values of each group, without missing ones, shape (n,).

    Returns:
        dict with estimate, NaN with a `reason` if undefined.
    """
    a, b = (np.asarray(values, dtype=np.float64) for values in (first, second))
    if min(len(a), len(b)) < 2:
        return _undefined(f"fewer than two values in a group ({len(a)} and {len(b)})")
    spread = (a.var(ddof=1) + b.var(ddof=1)) / 2
    if np.ptp(a) == 0 and np.ptp(b) == 0:
        return _undefined("both groups are constant")
    return {"estimate": float((a.mean() - b.mean()) / math.sqrt(spread))}


def of_counts(first: ArrayLike, second: ArrayLike) -> dict[str, Any]:
    """Mahalanobis distance of two distributions over the same categories; never negative.

    With shares p and q of all categories but one, and S the mean of the two multinomial
    covariances, it is the square root of (p - q)' S^-1 (p - q); which category is left out
    changes nothing. Of two categories it is |p - q| / sqrt((p(1 - p) + q(1 - q)) / 2).

    Args:
        first, second: how many of each group are in each category, shape (categories,).

    Source: Yang and Dalton (2012), SAS Global Forum 2012, paper 335.
    """
    a, b = (np.asarray(counts, dtype=np.float64) for counts in (first, second))
    if min(a.sum(), b.sum()) == 0:
        return _undefined("a group has no values")
    there = (a + b) > 0
    if there.sum() == 1:
        return _undefined("all are in one category")
    p, q = (counts[there][1:] / counts.sum() for counts in (a, b))
    spread = (np.diag(p) - np.outer(p, p) + np.diag(q) - np.outer(q, q)) / 2
    if np.linalg.matrix_rank(spread, hermitian=True) < len(spread):
        return _undefined("no category is shared between groups that vary: the covariance is singular")
    return {"estimate": math.sqrt(float((p - q) @ np.linalg.solve(spread, p - q)))}


def _undefined(reason: str) -> dict[str, Any]:
    return {"estimate": math.nan, "reason": reason}
