"""Standardised differences of means with intervals from the noncentral t distribution."""

from __future__ import annotations

import math
from typing import Any, Literal

from scipy import optimize, special, stats

Bias = Literal["none", "exact", "approximate"]
WIDEST = 1e3
"""How far from the observed t the limits of noncentrality are looked for."""


def noncentrality(t: float, df: float, level: float) -> tuple[float, float]:
    """The noncentralities at which the observed t is the upper and the lower tail's quantile.

    Args:
        t: observed.
        df: degrees of freedom.
        level: coverage, such as 0.95.

    Source: Steiger and Fouladi (1997), in What if there were no significance tests?, 221-257.
    """
    tail = (1 - level) / 2

    def root(probability: float) -> float:
        step = 1.0
        while step < WIDEST:
            ends = (t - step, t + step)
            values = [float(stats.nct.cdf(t, df, end)) - probability for end in ends]
            if values[0] > 0 > values[1]:
                return float(optimize.brentq(lambda n: float(stats.nct.cdf(t, df, n)) - probability, *ends, xtol=1e-12))
            step *= 2
        return math.nan

    return root(1 - tail), root(tail)


def correction(df: float, bias: Bias) -> float:
    """Hedges' factor: 1, its exact value by gamma functions, or 1 - 3 / (4 df - 1).

    Source: Hedges (1981), J. Educational Statistics 6, 107-128.
    """
    if bias == "none":
        return 1.0
    if bias == "approximate":
        return 1 - 3 / (4 * df - 1)
    return math.exp(special.gammaln(df / 2) - special.gammaln((df - 1) / 2)) / math.sqrt(df / 2)


def standardised(
    t: float, df: float, units: float, *, level: float, bias: Bias = "none", method: str, reason: str = ""
) -> dict[str, Any]:
    """A standardised difference from its t statistic.

    Args:
        t: of the difference against zero.
        df: of t.
        units: what t is divided by: sqrt(n1 n2 / (n1 + n2)) for two groups, sqrt(n) for paired differences.
        level: coverage of the interval.
        bias: Hedges' correction, of the estimate and of both limits.
        method: what it is, as the result states it.
        reason: why it is undefined, if it is.

    Returns:
        dict with estimate, low, high, level and method; NaN with the reason where there is one.
    """
    told: dict[str, Any] = {"level": level, "method": method}
    if reason:
        return dict.fromkeys(("estimate", "low", "high"), math.nan) | told | {"reason": reason}
    low, high = noncentrality(t, df, level)
    factor = correction(df, bias) / units
    found = {"estimate": t * factor, "low": low * factor, "high": high * factor} | told
    return found if math.isfinite(low + high) else found | {"reason": "limits beyond the noncentralities looked at"}
