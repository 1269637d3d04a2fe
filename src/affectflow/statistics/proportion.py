"""A share of independent units, with an interval."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray


def wilson_limits(hits: ArrayLike, n: int, level: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Limits of Wilson's score interval of many shares of n units; exactly 0 and 1 where no and all units count.

    Args:
        hits: units that count, of any shape.
        n: units, at least 1.
        level: coverage, such as 0.95.

    Source: Wilson (1927), JASA 22, 209-212.
    """
    from scipy.special import ndtri

    k = np.asarray(hits, dtype=np.float64)
    z, share = float(ndtri((1 + level) / 2)), k / n
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return np.where(k == 0, 0.0, middle - half), np.where(k == n, 1.0, middle + half)


def wilson(hits: int, n: int, level: float) -> dict[str, Any]:
    """Wilson's score interval of a share; it stays within [0, 1] and has a width at 0 and 1.

    Args:
        hits: units that count.
        n: units.
        level: coverage, such as 0.95.

    Returns:
        dict with estimate, low, high, level, method and n; with a `reason` when n is 0.
    """
    told = {"level": level, "method": "Wilson score interval", "n": n}
    if n == 0:
        return {"estimate": math.nan, "low": math.nan, "high": math.nan, "reason": "no item to compare"} | told
    low, high = wilson_limits(hits, n, level)
    return {"estimate": hits / n, "low": float(low), "high": float(high)} | told
