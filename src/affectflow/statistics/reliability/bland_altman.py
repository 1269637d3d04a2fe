"""Limits of agreement of two raters or methods (Bland and Altman)."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Limits = Literal["exact", "bland_altman_1986", "bland_altman_1999"]
"""How the limits' own intervals are made; see `bland_altman`."""


def bland_altman(
    x: ArrayLike,
    y: ArrayLike,
    *,
    coverage: float = 0.95,
    multiplier: float | None = None,
    level: float = 0.95,
    limits: Limits = "exact",
) -> dict[str, Any]:
    """Bias x - y, limits of agreement, and the intervals of each.

    The limits are bias +- multiplier x sd of the differences (divisor n - 1).

    # ASSUME: differences are independent and normal, and do not depend on what is rated
    (`trend` says how far this holds).

    Args:
        x, y: ratings of the same items, shape (n,).
        coverage: share of the differences between the limits; sets the multiplier where that
            is not given.
        multiplier: of the sd; Bland and Altman (1986) print results with 2, later ones with 1.96.
        level: coverage of the intervals.
        limits: "exact" from the noncentral t distribution, each limit by itself (Carkeet 2015);
            "bland_altman_1986" with variance 3 sd^2 / n, "bland_altman_1999" with variance
            sd^2 (1 / n + z^2 / (2 (n - 1))), both with t of n - 1 degrees of freedom; these two
            are symmetric and too narrow outwards (at n = 12 they miss in 7 % of cases on the
            outer side and in 0.1 % on the inner).

    Returns:
        dict with n, multiplier, level, method, sd, `bias`, `lower` and `upper` (each with
        estimate, low, high), `trend` (slope of the difference on the mean of the two, with
        its interval and p), and `reason` where something is undefined.

    Source: Bland and Altman (1986), Lancet 327, 307-310; (1999), Statistical Methods in
    Medical Research 8; Carkeet (2015), Optometry and Vision Science 92.
    """
    from scipy.special import ndtri, stdtrit

    first, second = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    d, n = first - second, len(first)
    z = float(ndtri((1 + coverage) / 2)) if multiplier is None else float(multiplier)
    result: dict[str, Any] = {"n": n, "multiplier": z, "level": level, "method": limits, "sd": float("nan")}
    if reason := _why_undefined(d):
        empty = dict.fromkeys(("estimate", "low", "high"), float("nan"))
        return result | dict.fromkeys(("bias", "lower", "upper", "trend"), empty) | {"reason": reason}
    bias, sd = float(d.mean()), float(d.std(ddof=1))
    half = float(stdtrit(n - 1, (1 + level) / 2)) * sd / np.sqrt(n)
    inner, outer = _reach(n, z, level, limits)
    result |= {"sd": sd, "bias": _estimate(bias, bias - half, bias + half)}
    result["lower"] = _estimate(bias - z * sd, bias - outer * sd, bias - inner * sd)
    result["upper"] = _estimate(bias + z * sd, bias + inner * sd, bias + outer * sd)
    return result | {"trend": _trend((first + second) / 2, d, level)}


def bland_altman_repeated(x: ArrayLike, y: ArrayLike, item: ArrayLike, *, coverage: float = 0.95) -> dict[str, Any]:
    """Limits of agreement where each item was rated several times by both and its true value varies.

    The variance of a difference is that between items plus that within items, from a
    one-way analysis of variance of the differences; a negative variance between items is
    taken as 0.

    Args:
        x, y: paired ratings, shape (N,).
        item: code of the item of each pair, shape (N,).
        coverage: share of the differences between the limits.

    Returns:
        dict with n, items, multiplier, bias (the mean of all differences), sd, lower, upper,
        variance_between, variance_within, and `reason` where undefined.

    Source: Bland and Altman (2007), Journal of Biopharmaceutical Statistics 17, section 3.
    """
    from scipy.special import ndtri

    d = np.asarray(x, dtype=np.float64) - np.asarray(y, dtype=np.float64)
    code = np.unique(np.asarray(item), return_inverse=True)[1]
    rows = np.bincount(code).astype(float)
    z, items, n = float(ndtri((1 + coverage) / 2)), len(rows), len(d)
    result: dict[str, Any] = {"n": n, "items": items, "multiplier": z}
    names = ("bias", "sd", "lower", "upper", "variance_between", "variance_within")
    few = "" if 1 < items < n else "limits of repeated ratings need two items, and one of them twice"
    if reason := _why_undefined(d) or few:
        return result | dict.fromkeys(names, float("nan")) | {"reason": reason}
    means = np.bincount(code, d) / rows
    within = float(np.sum((d - means[code]) ** 2)) / (n - items)
    among = float(rows @ (means - d.mean()) ** 2) / (items - 1)
    share = (n**2 - float(rows @ rows)) / ((items - 1) * n)
    between = max((among - within) / share, 0.0)
    bias, sd = float(d.mean()), float(np.sqrt(between + within))
    found = (bias, sd, bias - z * sd, bias + z * sd, between, within)
    return result | dict(zip(names, found, strict=True))


def _why_undefined(d: Floats) -> str:
    if np.isnan(d).any():
        return "a rating is missing: leave its pair out"
    return "fewer than two pairs: differences have no variance" if len(d) < 2 else ""


def _reach(n: int, z: float, level: float, limits: Limits) -> tuple[float, float]:
    """How many sd from the bias a limit's interval begins and ends."""
    from scipy.special import stdtrit
    from scipy.stats import nct

    share = (1 + level) / 2
    if limits == "exact":
        inner, outer = nct.ppf([1 - share, share], n - 1, z * np.sqrt(n)) / np.sqrt(n)
        return float(inner), float(outer)
    variance = 3 / n if limits == "bland_altman_1986" else 1 / n + z**2 / (2 * (n - 1))
    half = float(stdtrit(n - 1, share)) * float(np.sqrt(variance))
    return z - half, z + half


def _trend(middle: Floats, d: Floats, level: float) -> dict[str, Any]:
    """Slope of the differences on the means, by least squares."""
    from scipy.special import stdtr, stdtrit

    centred, df = middle - middle.mean(), len(d) - 2
    spread = float(centred @ centred)
    if df < 1 or spread == 0:
        why = "fewer than three pairs" if df < 1 else "the means of all pairs are equal"
        return _estimate(float("nan"), float("nan"), float("nan")) | {"p": float("nan"), "reason": why}
    slope = float(centred @ d) / spread
    left = d - d.mean() - slope * centred
    error = float(np.sqrt(left @ left / df / spread))
    half = float(stdtrit(df, (1 + level) / 2)) * error
    if error == 0:
        return _estimate(slope, slope, slope) | {"p": float("nan"), "reason": "no residual: t is not finite"}
    return _estimate(slope, slope - half, slope + half) | {"p": 2 * float(stdtr(df, -abs(slope) / error))}


def _estimate(estimate: float, low: float, high: float) -> dict[str, Any]:
    return {"estimate": estimate, "low": low, "high": high}
