"""Effect sizes and their sampling variances from the numbers of two arms, a correlation or a proportion."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
MEANS = ("m1", "sd1", "n1", "m2", "sd2", "n2")
COUNTS = ("events1", "n1", "events2", "n2")
MEASURES: dict[str, tuple[str, ...]] = {
    "smd": MEANS, "md": MEANS, "log_ratio_of_means": MEANS, "log_risk_ratio": COUNTS, "log_odds_ratio": COUNTS,
    "risk_difference": COUNTS, "fisher_z": ("r", "n"), "logit_proportion": ("events", "n"),
    "freeman_tukey": ("events", "n"),
}  # fmt: skip
"""What each measure is computed from."""


def effect_size(
    measure: str,
    numbers: Mapping[str, Floats],
    *,
    zero_cells: str = "none",
    correction: str = "exact",
    variance: str = "large_sample",
) -> tuple[Floats, Floats]:
    """Estimates and sampling variances; NaN where they are undefined.

    Args:
        measure: one of `MEASURES`; arm 1 against arm 2.
        numbers: what it is computed from, each (k,).
        zero_cells: `half` adds one half to all cells of the tables that have an empty one;
            `none` adds nothing, and what an empty cell makes undefined is NaN.
        correction: of `smd` for few people: J by the gamma function (`exact`), 1 - 3 / (4 df - 1)
            (`approximate`), or `none` (Cohen's d).
        variance: of `smd`, by g (`large_sample`), J^2 times that of d (`uncorrected`) or `unbiased`;
            of `md`, `large_sample` with each arm's own variance, or `pooled`.

    The proportion by Freeman and Tukey is half the sum of the two arc sines, with variance 1 / (4 n + 2).
    Sources: Hedges (1981) and Borenstein et al. (2009) for the differences; metafor's `escalc`, whose `vtype`
    LS, LS2, UB and HO the variances are.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        if measure == "fisher_z":
            y, v = np.arctanh(numbers["r"]), 1 / (numbers["n"] - 3)
        elif MEASURES[measure] == MEANS:
            y, v = _of_means(measure, *(numbers[name] for name in MEANS), correction=correction, variance=variance)
        elif MEASURES[measure] == COUNTS:
            y, v = _of_counts(measure, *(numbers[name] for name in COUNTS), zero_cells=zero_cells)
        else:
            y, v = _of_proportion(measure, numbers["events"], numbers["n"], zero_cells)
    bad = ~(np.isfinite(y) & np.isfinite(v) & (v > 0))
    return np.where(bad, np.nan, y), np.where(bad, np.nan, v)


def _of_means(measure: str, m1, sd1, n1, m2, sd2, n2, *, correction: str, variance: str) -> tuple[Floats, Floats]:
    df = n1 + n2 - 2
    pooled = ((n1 - 1) * sd1**2 + (n2 - 1) * sd2**2) / df
    if measure == "md":
        return m1 - m2, pooled * (1 / n1 + 1 / n2) if variance == "pooled" else sd1**2 / n1 + sd2**2 / n2
    if measure == "log_ratio_of_means":
        return np.log(m1 / m2), sd1**2 / (n1 * m1**2) + sd2**2 / (n2 * m2**2)
    d, J = (m1 - m2) / np.sqrt(pooled), _few_people(df, correction)
    g, arms = J * d, 1 / n1 + 1 / n2
    if variance == "uncorrected":
        return g, J**2 * (arms + d**2 / (2 * (n1 + n2)))
    if variance == "unbiased":
        return g, arms + (1 - (df - 2) / (df * J**2)) * g**2
    return g, arms + g**2 / (2 * (n1 + n2))


def _few_people(df: Floats, correction: str) -> Floats:
    from scipy.special import gammaln

    if correction == "none":
        return np.ones_like(df, dtype=float)
    if correction == "approximate":
        return np.asarray(1 - 3 / (4 * df - 1))
    return np.asarray(np.exp(gammaln(df / 2) - gammaln((df - 1) / 2)) * np.sqrt(2 / df))


def _of_proportion(measure: str, events, n, zero_cells: str) -> tuple[Floats, Floats]:
    if measure == "freeman_tukey":
        return (np.arcsin(np.sqrt(events / (n + 1))) + np.arcsin(np.sqrt((events + 1) / (n + 1)))) / 2, 1 / (4 * n + 2)
    empty = (events == 0) | (events == n)
    added = np.where(empty & (zero_cells == "half"), 0.5, 0.0)
    a, b = events + added, n - events + added
    return np.log(a / b), 1 / a + 1 / b


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
