"""Tests of differences of means: Welch, Student and paired t."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Difference:
    """Differences of means, each of shape (...).

    estimate: second minus first, or mean of the paired differences.
    standard_error, df: for a t interval; NaN where the data do not vary.
    """

    estimate: Floats
    standard_error: Floats
    df: Floats


def between(first: ArrayLike, second: ArrayLike, *, equal_variances: bool) -> Difference:
    """Second minus first of independent groups.

    Args:
        first, second: shapes (..., n1) and (..., n2), at least two values each.
        equal_variances: Student's test with n1 + n2 - 2 degrees of freedom, or Welch's with Satterthwaite's.

    Source: Welch (1947), Biometrika 34, 28-35.
    """
    a, b = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    n1, n2 = a.shape[-1], b.shape[-1]
    v1, v2 = a.var(axis=-1, ddof=1), b.var(axis=-1, ddof=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        if equal_variances:
            pooled = ((n1 - 1) * v1 + (n2 - 1) * v2) / (n1 + n2 - 2)
            square, df = pooled * (1 / n1 + 1 / n2), np.full(np.shape(v1), float(n1 + n2 - 2))
        else:
            square = v1 / n1 + v2 / n2
            df = square**2 / ((v1 / n1) ** 2 / (n1 - 1) + (v2 / n2) ** 2 / (n2 - 1))
    return _unless_constant(b.mean(axis=-1) - a.mean(axis=-1), square, df)


def paired(before: ArrayLike, after: ArrayLike) -> Difference:
    """Mean of after minus before; n - 1 degrees of freedom.

    Args:
        before, after: shape (..., n), n at least 2.
    """
    change = np.asarray(after, dtype=np.float64) - np.asarray(before, dtype=np.float64)
    n = change.shape[-1]
    square = change.var(axis=-1, ddof=1) / n
    return _unless_constant(change.mean(axis=-1), square, np.full(np.shape(square), n - 1.0))


def _unless_constant(estimate: Floats, square: Floats, df: Floats) -> Difference:
    # Rounding leaves a variance near zero where values are equal; a test on it would give p = 0.
    varies = square > (1e-12 * (1 + np.abs(estimate))) ** 2
    return Difference(estimate, np.where(varies, np.sqrt(square), np.nan), np.where(varies, df, np.nan))
