"""Lin's concordance correlation of two raters and its overall form for several."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..agreement.resampling import evaluated, leave_one_out
from .mean_squares import MeanSquares, item_sums, mean_squares, weighted_mean_squares

Floats = NDArray[np.float64]
Divisor = Literal["population", "sample"]
"""Variances divided by n (Lin 1989) or by n - 1."""


def concordance(squares: MeanSquares, divisor: Divisor = "population") -> Floats:
    """Overall concordance correlation of k raters; that of Lin for two.

    2 sum_{j<l} s_jl / ((k - 1) sum_j s_jj + sum_{j<l} (m_j - m_l)^2), written in mean squares.

    Args:
        squares: of n items by k raters, of any leading shape.
        divisor: of the variances.

    Returns:
        array of the leading shape; NaN where all ratings are equal.

    Source: Lin (1989), Biometrics 45; King and Chinchilli (2001), Statistics in Medicine 20;
    Barnhart, Haber and Song (2002), Biometrics 58.
    """
    n, k = squares.items, squares.count
    shrink = (n - 1) / n if divisor == "population" else 1.0
    above = shrink * (squares.between - squares.residual)
    below = shrink * (squares.between + (k - 1) * squares.residual) + k * squares.raters / n
    return np.divide(above, below, out=np.full(np.shape(below), np.nan), where=below > 0)


def lin_ccc(x: ArrayLike, y: ArrayLike, *, divisor: Divisor = "population", level: float = 0.95) -> dict[str, Any]:
    """Lin's concordance correlation of two raters, with its interval by Fisher's z.

    The variance is that of Lin (1989) as corrected in Lin (2000), with n - 2 in the
    divisor; it always reads population variances. Where one rater is constant nothing is
    correlated, and the coefficient, which the formula puts at 0, is left undefined.

    # ASSUME: pairs are independent and bivariate normal, for the interval.

    Args:
        x, y: ratings of the same items, shape (n,).
        divisor: of the variances in the estimate.
        level: coverage.

    Returns:
        dict with estimate, low, high, level, divisor, method, n, correlation, bias_correction
        (C_b, estimate = correlation x C_b for the population form), location_shift (u),
        scale_shift (v = sd_x / sd_y), standard_error_z, and `reason` where undefined.

    Source: Lin (1989), Biometrics 45, 255-268; Lin (2000), Biometrics 56, 324-325.
    """
    pairs = np.stack([np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)], axis=1)
    n = len(pairs)
    result = _undefined(level, divisor, "Fisher's z, variance of Lin (1989) corrected in Lin (2000)") | {"n": n}
    result |= dict.fromkeys(
        ("correlation", "bias_correction", "location_shift", "scale_shift", "standard_error_z"), np.nan
    )
    if reason := why_undefined(pairs):
        return result | {"reason": reason}
    estimate = float(concordance(mean_squares(pairs), divisor))
    spread, (mean_x, mean_y) = pairs.std(axis=0), pairs.mean(axis=0)
    shift = (mean_x - mean_y) / np.sqrt(spread[0] * spread[1])
    scale = spread[0] / spread[1]
    correction = 2 / (scale + 1 / scale + shift**2)
    correlation = float(concordance(mean_squares(pairs), "population")) / correction
    parts = {"correlation": correlation, "bias_correction": correction, "location_shift": shift, "scale_shift": scale}
    result |= {name: float(value) for name, value in parts.items()} | {"estimate": estimate}
    if n < 3 or abs(estimate) >= 1 - 1e-12:
        why = "two items: the variance needs three" if n < 3 else "perfect agreement: Fisher's z is not finite"
        return result | {"reason": why}
    error = float(np.sqrt(max(_variance(correlation, correction, shift, n), 0.0))) / (
        1 - (correlation * correction) ** 2
    )
    return result | _limits(estimate, error, level)


def overall_ccc(ratings: ArrayLike, *, divisor: Divisor = "population", level: float = 0.95) -> dict[str, Any]:
    """Overall concordance correlation of several raters, with a jackknife interval on Fisher's z.

    Args:
        ratings: complete, shape (items, raters).
        divisor: of the variances.
        level: coverage.

    Returns:
        dict with estimate, low, high, level, divisor, method, n, raters, standard_error_z,
        constant_raters (their numbers; they lower the value), and `reason` where undefined.
    """
    table = np.asarray(ratings, dtype=np.float64)
    n, k = table.shape
    result = _undefined(level, divisor, "Fisher's z, jackknife over items, t quantile with n - 1 degrees of freedom")
    result |= {"n": n, "raters": k, "standard_error_z": float("nan"), "constant_raters": _constant(table)}
    if reason := why_undefined(table, every=True):
        return result | {"reason": reason}
    estimate = float(concordance(mean_squares(table), divisor))
    result["estimate"] = estimate
    if n < 4 or abs(estimate) >= 1 - 1e-12:
        why = "fewer than four items: no jackknife" if n < 4 else "perfect agreement: Fisher's z is not finite"
        return result | {"reason": why}
    left_out = _without_each(table, divisor)
    if np.isnan(left_out).any() or np.max(np.abs(left_out)) >= 1 - 1e-12:
        return result | {"reason": "undefined or perfect when one item is left out: no jackknife"}
    z = np.arctanh(left_out)
    error = float(np.sqrt((n - 1) / n * np.sum((z - z.mean()) ** 2)))
    return result | _limits(estimate, error, level, n - 1)


def why_undefined(table: Floats, every: bool = False) -> str:
    """Why the concordance of a table is undefined, or nothing.

    Args:
        table: shape (items, raters).
        every: whether it takes all raters to be constant, or one is enough.
    """
    if np.isnan(table).any():
        return "a rating is missing: leave its item out"
    if table.shape[1] < 2:
        return "one rater or none: nothing to compare"
    if len(table) < 2:
        return "one item or none: no variance between items"
    constant = _constant(table)
    if constant and (not every or len(constant) == table.shape[1]):
        which = "all raters are" if len(constant) == table.shape[1] else f"rater {constant[0]} is"
        return f"{which} constant: nothing is correlated"
    return ""


def _without_each(table: Floats, divisor: Divisor) -> Floats:
    items = item_sums(table)
    return evaluated(
        lambda weights: concordance(weighted_mean_squares(items, weights), divisor), leave_one_out(len(table))
    )


def _constant(table: Floats) -> list[int]:
    return np.flatnonzero(np.ptp(table, axis=0) == 0).tolist() if len(table) else []


def _variance(rho: float, correction: float, shift: float, n: int) -> float:
    """Lin (2000) with the estimate written as rho C_b, so that it holds at a correlation of 0."""
    ccc = rho * correction
    return (
        (1 - rho**2) * correction**2 * (1 - ccc**2)
        + 2 * ccc**2 * correction * (1 - ccc) * shift**2
        - ccc**2 * correction**2 * shift**4 / 2
    ) / (n - 2)


def _undefined(level: float, divisor: Divisor, method: str) -> dict[str, Any]:
    nothing = dict.fromkeys(("estimate", "low", "high"), float("nan"))
    return nothing | {"level": level, "divisor": divisor, "method": method}


def _limits(estimate: float, error: float, level: float, df: int | None = None) -> dict[str, float]:
    from scipy.special import ndtri, stdtrit

    share = (1 + level) / 2
    half = error * float(ndtri(share) if df is None else stdtrit(df, share))
    z = np.arctanh(estimate)
    return {"low": float(np.tanh(z - half)), "high": float(np.tanh(z + half)), "standard_error_z": error}
