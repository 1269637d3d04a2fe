"""A share of independent units, with an interval."""

from __future__ import annotations

import math
from typing import Any


def wilson(hits: int, n: int, level: float) -> dict[str, Any]:
    """Wilson's score interval of a share; it stays within [0, 1] and has a width at 0 and 1.

    Args:
        hits: units that count.
        n: units.
        level: coverage, such as 0.95.

    Returns:
        dict with estimate, low, high, level, method and n; with a `reason` when n is 0.

    Source: Wilson (1927), JASA 22, 209-212.
    """
    from scipy.special import ndtri

    told = {"level": level, "method": "Wilson score interval", "n": n}
    if n == 0:
        return {"estimate": math.nan, "low": math.nan, "high": math.nan, "reason": "no item to compare"} | told
    z, share = float(ndtri((1 + level) / 2)), hits / n
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * math.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    low, high = (0.0 if hits == 0 else middle - half), (1.0 if hits == n else middle + half)
    return {"estimate": share, "low": low, "high": high} | told
