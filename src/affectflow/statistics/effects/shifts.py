"""Hodges and Lehmann's shift of groups and of pairs, with the interval that the rank test gives."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..signed_rank import sums_of_signs
from .ranks import sums_of_some

Floats = NDArray[np.float64]
LISTED = 4_000_000
"""Most pairs that are listed."""


def shift_of_groups(first: Floats, second: Floats, *, level: float, exact_up_to: int) -> dict[str, Any]:
    """Median of all differences, second minus first, with the limits that Mann and Whitney's test does not reject.

    Limits are order statistics of the differences by the distribution of the rank sum without ties, so that with
    ties the closed interval covers at least as often (Noether, 1967).

    Args:
        first, second: shapes (n1,) and (n2,), at least one value each.
        level: least coverage of the interval.
        exact_up_to: most values for which the distribution is counted; with more it is normal, and the place of
            the limits is rounded outward.

    Returns:
        dict with estimate, low, high, level, method; NaN with a `reason`.

    Source: Hodges and Lehmann (1963), Annals of Mathematical Statistics 34, 598-611; Hollander, Wolfe and Chicken
    (2014), Nonparametric statistical methods, section 4.3.
    """
    n1, n2 = len(first), len(second)
    if n1 * n2 > LISTED:
        return _undefined(f"more than {LISTED} pairs: not listed", level)
    if n1 + n2 <= exact_up_to:
        ways = sums_of_some(np.arange(1, n1 + n2 + 1), n2)[n2 * (n2 + 1) // 2 :]
        place = _counted(ways / ways.sum(), level)
    else:
        place = _normal(n1 * n2 / 2, n1 * n2 * (n1 + n2 + 1) / 12, level)
    return _ordered(np.subtract.outer(second, first).ravel(), place, level, n1 + n2 <= exact_up_to)


def shift_of_pairs(differences: Floats, *, level: float, exact_up_to: int) -> dict[str, Any]:
    """Median of the means of all two differences, each with itself too; those of zero count.

    Args:
        differences: shape (n,), at least one.
        level, exact_up_to: as in `shift_of_groups`, of Wilcoxon's test.

    Source: Hollander, Wolfe and Chicken (2014), section 3.3.
    """
    n = len(differences)
    if n * (n + 1) // 2 > LISTED:
        return _undefined(f"more than {LISTED} pairs: not listed", level)
    if n <= exact_up_to:
        place = _counted(sums_of_signs(np.arange(1, n + 1)), level)
    else:
        place = _normal(n * (n + 1) / 4, n * (n + 1) * (2 * n + 1) / 24, level)
    one, other = np.triu_indices(n)
    return _ordered((differences[one] + differences[other]) / 2, place, level, n <= exact_up_to)


def _counted(chance: Floats, level: float) -> int:
    """From below, the order statistic beyond which lies at most half of what the level leaves; 0 if there is none."""
    return int(np.sum(np.cumsum(chance) <= (1 - level) / 2 * (1 + 1e-12)))


def _normal(middle: float, variance: float, level: float) -> int:
    from scipy.special import ndtri

    return max(0, math.floor(middle - float(ndtri((1 + level) / 2)) * math.sqrt(variance)))


def _ordered(values: Floats, place: int, level: float, exact: bool) -> dict[str, Any]:
    method = f"Hodges and Lehmann, limits by the {'exact' if exact else 'normal'} distribution of ranks without ties"
    told: dict[str, Any] = {"level": level, "method": method}
    values = np.sort(values)
    found = told | {"estimate": float(np.median(values)), "low": math.nan, "high": math.nan}
    if place == 0:
        return found | {"reason": "too few values for an interval of this level"}
    return found | {"low": float(values[place - 1]), "high": float(values[-place])}


def _undefined(reason: str, level: float) -> dict[str, Any]:
    return dict.fromkeys(("estimate", "low", "high"), math.nan) | {"level": level, "method": "none", "reason": reason}
