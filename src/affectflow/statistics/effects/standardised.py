"""Standardised differences of means with their intervals."""

from __future__ import annotations

import math
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import optimize, special, stats

from .scales import Scaled

Bias = Literal["none", "exact", "approximate"]
Interval = Literal["noncentral_t", "large_sample"]
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


def correction(df: ArrayLike, bias: Bias) -> NDArray[np.float64]:
    """Hedges' factor: 1, its exact value by gamma functions, or 1 - 3 / (4 df - 1); of the shape of df.

    It is NaN up to one degree of freedom, where the expectation does not exist.

    Source: Hedges (1981), J. Educational Statistics 6, 107-128.
    """
    of = np.asarray(df, dtype=np.float64)
    if bias == "none":
        return np.ones_like(of)
    of = np.where(of > 1, of, np.nan)
    if bias == "approximate":
        return 1 - 3 / (4 * of - 1)
    return np.exp(special.gammaln(of / 2) - special.gammaln((of - 1) / 2)) / np.sqrt(of / 2)


def standardised(
    found: Scaled,
    *,
    level: float,
    bias: Bias = "none",
    interval: Interval = "noncentral_t",
    method: str,
) -> dict[str, Any]:
    """A standardised difference with its interval.

    `noncentral_t` finds the noncentralities at which difference / standard error is a quantile, with the degrees of
    freedom of the standard deviation, and turns them by the ratio of both errors, which counts as known: exact where
    that depends on sizes alone (change; pooled with equal variances), approximate elsewhere. `large_sample` is
    normal with the variance d^2 / (2 df) + var(difference) / sd^2, the latter with n - 1 in place of n.

    Args:
        found: one difference, each part of shape ().
        level: coverage of the interval.
        bias: Hedges' correction, of the estimate and of both limits.
        interval: how limits are found.
        method: what it is, as the result states it.

    Returns:
        dict with estimate, low, high, level and method; NaN with a reason where the values do not vary.

    Source: Steiger and Fouladi (1997); Bonett (2008), Psychological Methods 13, 99-109.
    """
    told: dict[str, Any] = {"level": level, "method": method}
    d, df = float(found.estimate), float(found.df)
    if not math.isfinite(d) or not found.error > 0:
        return undefined("the values do not vary", **told)
    factor = float(correction(df, bias))
    if math.isnan(factor):
        return undefined("Hedges' correction needs more than one degree of freedom", **told)
    if interval == "large_sample":
        half = float(special.ndtri((1 + level) / 2)) * math.sqrt(d**2 / (2 * df) + float(found.spread / found.sd) ** 2)
        low, high = d - half, d + half
    else:
        units = float(found.error / found.sd)
        low, high = (limit * units for limit in noncentrality(d / units, df, level))
    values = {"estimate": d * factor, "low": low * factor, "high": high * factor} | told
    return values if math.isfinite(low + high) else values | {"reason": "limits beyond the noncentralities looked at"}


def undefined(reason: str, *, level: float, method: str) -> dict[str, Any]:
    """A standardised difference that is not defined, for a reason."""
    return dict.fromkeys(("estimate", "low", "high"), math.nan) | {"level": level, "method": method, "reason": reason}
