"""An estimate with a t interval and a two-sided test, as plain data."""

from __future__ import annotations

import math
from typing import Any


def t_interval(
    estimate: float, standard_error: float, df: float, *, n: int, level: float, method: str, reason: str = ""
) -> dict[str, Any]:
    """Estimate +- quantile(t, df) x standard error, and the test of zero.

    Args:
        estimate: in units of the outcome.
        standard_error: of the estimate.
        df: degrees of freedom, not necessarily whole.
        n: observations behind the estimate.
        level: coverage, such as 0.95.
        method: how estimate and standard error were made.
        reason: why the estimate is undefined, if it is.

    Returns:
        dict with estimate, low, high, level, method, standard_error, df, t, p and n; all
        numbers but level and n are NaN when there is a `reason`.
    """
    result: dict[str, Any] = {"level": level, "method": method, "n": n}
    numbers = ("estimate", "low", "high", "standard_error", "df", "t", "p")
    if reason:
        return result | dict.fromkeys(numbers, math.nan) | {"reason": reason}
    from scipy.stats import t as student

    half = float(student.ppf((1 + level) / 2, df)) * standard_error
    t = estimate / standard_error
    p = 2 * float(student.sf(abs(t), df))
    values = (estimate, estimate - half, estimate + half, standard_error, df, t, p)
    return result | {name: float(value) for name, value in zip(numbers, values, strict=True)}


def untested(interval: dict[str, Any]) -> dict[str, Any]:
    """An interval without its test of zero, which says nothing about a mean."""
    return {name: value for name, value in interval.items() if name not in ("t", "p")}
