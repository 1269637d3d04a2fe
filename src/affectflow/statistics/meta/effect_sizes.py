"""Effect sizes and their sampling variances from the numbers of two arms, or from a correlation."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
MEANS = ("m1", "sd1", "n1", "m2", "sd2", "n2")
COUNTS = ("events1", "n1", "events2", "n2")
MEASURES: dict[str, tuple[str, ...]] = {
    "smd": MEANS, "md": MEANS, "log_ratio_of_means": MEANS, "log_risk_ratio": COUNTS, "log_odds_ratio": COUNTS,
    "risk_difference": COUNTS, "fisher_z": ("r", "n"),
}  # fmt: skip
"""What each measure is computed from."""


def effect_size(
    measure: str, numbers: Mapping[str, Floats], *, zero_cells: str = "none", smd_variance: str = "ls"
) -> tuple[Floats, Floats]:
    """Estimates and sampling variances; NaN where they are undefined.

    Args:
        measure: one of `MEASURES`; arm 1 against arm 2.
        numbers: what it is computed from, each (k,).
        zero_cells: `half` adds one half to all cells of the tables that have an empty one;
            `none` adds nothing, and what an empty cell makes undefined is NaN.

        smd_variance: `ls`: 1/n1 + 1/n2 + g^2 / (2 (n1 + n2)); `ls2`: J^2 times the same of d in place of g;
            `ub`, without bias: 1/n1 + 1/n2 + (1 - (m - 2) / (m J^2)) g^2, m = n1 + n2 - 2.

    The standardised mean difference is Hedges' g = J d with the exact correction J.
    Sources: Hedges (1981, 1983) and Borenstein et al. (2009) for the variances; metafor's `escalc`.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        if measure == "fisher_z":
            y, v = np.arctanh(numbers["r"]), 1 / (numbers["n"] - 3)
        elif MEASURES[measure] == MEANS:
            y, v = _of_means(measure, smd_variance, *(numbers[name] for name in MEANS))
        else:
            y, v = _of_counts(measure, *(numbers[name] for name in COUNTS), zero_cells=zero_cells)
    bad = ~(np.isfinite(y) & np.isfinite(v) & (v > 0))
    return np.where(bad, np.nan, y), np.where(bad, np.nan, v)


def _of_means(measure: str, smd_variance: str, m1, sd1, n1, m2, sd2, n2) -> tuple[Floats, Floats]:
    if measure == "md":
        return m1 - m2, sd1**2 / n1 + sd2**2 / n2
    if measure == "log_ratio_of_means":
        return np.log(m1 / m2), sd1**2 / (n1 * m1**2) + sd2**2 / (n2 * m2**2)
    return _standardised(m1 - m2, ((n1 - 1) * sd1**2 + (n2 - 1) * sd2**2) / (n1 + n2 - 2), n1, n2, smd_variance)


def _standardised(difference, pooled, n1, n2, variance: str) -> tuple[Floats, Floats]:
    from scipy.special import gammaln

    df, n, of_means = n1 + n2 - 2, n1 + n2, 1 / n1 + 1 / n2
    exact = np.exp(gammaln(df / 2) - gammaln((df - 1) / 2)) * np.sqrt(2 / df)
    d = difference / np.sqrt(pooled)
    g = exact * d
    if variance == "ls2":
        return g, exact**2 * (of_means + d**2 / (2 * n))
    return g, of_means + (g**2 / (2 * n) if variance == "ls" else (1 - (df - 2) / (df * exact**2)) * g**2)


def _of_counts(measure: str, events1, n1, events2, n2, *, zero_cells: str) -> tuple[Floats, Floats]:
    a, b, c, d = (np.asarray(part, dtype=float) for part in (events1, n1 - events1, events2, n2 - events2))
    empty = (a == 0) | (b == 0) | (c == 0) | (d == 0)
    added = np.where(empty & (zero_cells == "half"), 0.5, 0.0)
    a, b, c, d = a + added, b + added, c + added, d + added
    if measure == "log_odds_ratio":
        return np.log(a * d / (b * c)), 1 / a + 1 / b + 1 / c + 1 / d
    p, q = a / (a + b), c / (c + d)
    if measure == "log_risk_ratio":
        return np.log(p / q), 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)
    return p - q, p * (1 - p) / (a + b) + q * (1 - q) / (c + d)
