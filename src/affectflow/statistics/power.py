"""Power of tests of two groups or of pairs, and the number of participants that a power needs."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

MOST = 10_000_000
"""Participants per group beyond which no power is looked for."""


def two_groups(n: float, effect: float, level: float, *, spent: int = 0) -> float:
    """Two-sided t test of two groups of n each.

    Args:
        n: per group.
        effect: difference in standard deviations of what is tested (after ANCOVA: of the residual).
        level: 1 - alpha.
        spent: degrees of freedom that covariates take, besides the two means.

    Source: Cohen (1988), Statistical power analysis, chapter 2, by the noncentral t distribution.
    """
    return _noncentral(effect * math.sqrt(n / 2), 2 * n - 2 - spent, level)


def paired(n: float, effect: float, level: float) -> float:
    """Two-sided paired t test of n pairs; the effect is the mean change in standard deviations of changes."""
    return _noncentral(effect * math.sqrt(n), n - 1, level)


def two_proportions(n: float, first: float, second: float, level: float) -> float:
    """Two-sided test of two shares in groups of n each, normal with the pooled variance under no difference.

    Source: Fleiss, Levin and Paik (2003), Statistical methods for rates and proportions, section 4.2; both tails count.
    """
    from scipy.stats import norm

    z, middle = float(norm.ppf((1 + level) / 2)), (first + second) / 2
    null, own = math.sqrt(2 * middle * (1 - middle)), math.sqrt(first * (1 - first) + second * (1 - second))
    shift = math.sqrt(n) * abs(first - second)
    return float(norm.cdf((shift - z * null) / own) + norm.cdf((-shift - z * null) / own))


def equivalence(n: float, effect: float, margin: float, level: float) -> float:
    """Two one-sided t tests, each at 1 - level, of two groups of n each.

    The chance that both reject, integrated over the distribution of the standard deviation.

    Args:
        effect, margin: in standard deviations; the margin lies at both sides of zero.

    Source: Phillips (1990), J. Pharmacokinetics and Biopharmaceutics 18, 137-144.
    """
    from scipy.integrate import quad
    from scipy.stats import chi, norm
    from scipy.stats import t as student

    df, root = 2 * n - 2, math.sqrt(n / 2)
    t = float(student.ppf(level, df))

    def both(x: float) -> float:
        half = t * x / math.sqrt(df)
        inside = norm.cdf((margin - effect) * root - half) - norm.cdf((-margin - effect) * root + half)
        return max(0.0, float(inside)) * float(chi.pdf(x, df))

    # Where the tests leave no room the integrand is zero, from this x on.
    end = margin * root * math.sqrt(df) / t
    middle, spread = math.sqrt(df), 1.0
    low, high = max(0.0, middle - 12 * spread), min(end, middle + 12 * spread)
    return quad(both, low, high, epsabs=1e-12, epsrel=1e-10, limit=200)[0] if high > low else 0.0


def needed(power_of: Callable[[float], float], power: float) -> float:
    """The smallest whole n with at least this power; infinity where `MOST` is not enough.

    Args:
        power_of: power as a function of n, from 2 upwards, which grows with n.
        power: wanted.
    """
    low, high = 1, 2
    while power_of(high) < power:
        low, high = high, 2 * high
        if high > MOST:
            return math.inf
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if power_of(middle) >= power else (middle, high)
    return float(high)


def _noncentral(shift: float, df: float, level: float) -> float:
    from scipy.special import nctdtr
    from scipy.stats import t as student

    t = float(student.ppf((1 + level) / 2, df))
    # At a far noncentrality the lower tails underflow to NaN; they are then zero.
    inside, below = (float(np.nan_to_num(nctdtr(df, abs(shift), at))) for at in (t, -t))
    return 1 - inside + below
