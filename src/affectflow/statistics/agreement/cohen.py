"""Cohen's kappa of two raters from their table, with any weights.

Weights belong to the declared levels, which are the rows and columns of the table, used or
not. Libraries differ there, and where one level only is used (kappa is NaN here: p_e is 1;
others say 0 or 1). Where one rater uses one level only, p_o is p_e whatever the other says:
libraries give the 0 of the formula, but it is no finding about agreement, and kappa is NaN
here with that reason. They differ in the variance too: ours is that of Fleiss, Cohen and
Everitt (1969), as in SAS and statsmodels; R's psych 2.2.9 has another weighted variance,
where the margin of a row multiplies the sum of its weights.
"""

from __future__ import annotations

import math
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .gwet import corrected
from .sums import ratio_of
from .table import Floats
from .weights import checked_weights, weights_name

Variance = Literal["non-null", "item sampling"]


CONSTANT = "a rater uses one level only: the observed agreement is that of chance, whatever the other says"


def kappa_of(tables: ArrayLike, weights: Floats) -> tuple[Floats, Floats, Floats]:
    """Kappa, p_o and p_e of many tables at once.

    Args:
        tables: items by the level of the first rater (rows) and the second, shape (..., q, q).
        weights: shape (q, q).

    Returns:
        three of shape (...); NaN where a table is empty, kappa NaN where p_e is 1 or a rater
        uses one level only.
    """
    given = np.asarray(tables, dtype=np.float64)
    p = ratio_of(given, given.sum(axis=(-2, -1), keepdims=True))
    observed = np.sum(p * weights, axis=(-2, -1))
    expected = np.sum((p.sum(axis=-1) @ weights) * p.sum(axis=-2), axis=-1)
    used = [np.count_nonzero(p.sum(axis=axis), axis=-1) for axis in (-1, -2)]
    follows = np.minimum(*used) > 1
    return np.where(follows, corrected(observed, expected), np.nan), observed, expected


def cohen_kappa(
    table: ArrayLike,
    *,
    weights: str | ArrayLike = "identity",
    level: float,
    variance: Variance = "non-null",
) -> dict[str, Any]:
    """Cohen's kappa with an interval and a test.

    Args:
        table: items by the level of the first rater (rows) and the second, shape (q, q).
        weights: agreement weights by name or matrix (Cohen 1968; they may be asymmetric).
        level: coverage, such as 0.95.
        variance: of the interval: "non-null" of Fleiss, Cohen and Everitt (1969),
            equation 8 or 13, divisor n; or "item sampling" (Gwet 2014), the same with
            divisor n - 1. Cohen's own of 1960 takes p_e as known and is left out. The test
            always has the null variance, equation 10 or 14.

    Returns:
        dict with estimate, low, high (normal quantile), level, standard_error,
        null_standard_error, z, p (two-sided), observed_agreement, expected_agreement,
        items, method, conventions, and `reason` where undefined.
    """
    counts = np.asarray(table, dtype=np.float64)
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1]:
        raise ValueError(f"a table of two raters is square over declared levels, but is {counts.shape}")
    w = checked_weights(weights, len(counts))
    value, observed, expected = (float(part) for part in kappa_of(counts, w))
    n, reason = float(counts.sum()), _reason(counts, value)
    error, null = (math.nan, math.nan) if reason else _errors(counts / n, w, n, variance)
    return {
        "measure": "Cohen's kappa",
        "estimate": value,
        **_limits(value, error, null, level),
        "level": level,
        "standard_error": error,
        "null_standard_error": null,
        "observed_agreement": observed,
        "expected_agreement": expected,
        "items": int(n),
        "method": f"{variance} variance, normal quantile",
        "conventions": {
            "weights": f"{weights_name(weights)}, of {len(w)} declared levels",
            "one level only": "undefined, also where one rater alone uses one level (libraries give 0 there)",
        },
    } | ({"reason": reason} if reason else {})


def _reason(counts: Floats, value: float) -> str:
    if counts.sum() == 0:
        return "no pairable votes: no item has a vote of both raters"
    first, second = (counts.sum(axis=axis) > 0 for axis in (1, 0))
    if np.count_nonzero(first | second) == 1:
        return "one level only is used: the expected agreement is 1"
    if 1 in (np.count_nonzero(first), np.count_nonzero(second)):
        return CONSTANT
    return "the expected agreement is 1" if math.isnan(value) else ""


def _errors(p: Floats, w: Floats, n: float, variance: Variance) -> tuple[float, float]:
    """Standard errors for the interval and for the test of 0, from shares p."""
    rows, columns = p.sum(axis=1), p.sum(axis=0)
    mean = (w @ columns)[:, None] + rows @ w
    value, _, expected = (float(part) for part in kappa_of(p, w))
    pull = w - mean * (1 - value)
    spread = float(np.sum(p * pull**2)) - (value - expected * (1 - value)) ** 2
    by_chance = rows[:, None] * columns
    null = float(np.sum(by_chance * (w - mean) ** 2)) - expected**2
    below = n if variance == "non-null" else n - 1
    alone = math.nan if below == 0 else math.sqrt(max(spread, 0.0) / below)
    return alone / (1 - expected), math.sqrt(max(null, 0.0) / n) / (1 - expected)


def _limits(value: float, error: float, null: float, level: float) -> dict[str, float]:
    from scipy.special import ndtr, ndtri

    half = float(ndtri((1 + level) / 2)) * error
    z = value / null if null > 0 else math.nan
    return {"low": value - half, "high": value + half, "z": z, "p": float(2 * ndtr(-abs(z)))}


def resampled_kappa(table: NDArray[np.integer], weights: Floats, resamples: int, rng: np.random.Generator) -> Floats:
    """Kappa on resamples of items: how often each cell is drawn is multinomial; shape (resamples,).

    For percentile intervals with `percentile_interval`.
    """
    counts = np.asarray(table)
    n = int(counts.sum())
    drawn = rng.multinomial(n, counts.ravel() / n, size=resamples)
    return kappa_of(drawn.reshape(resamples, *counts.shape), weights)[0]
