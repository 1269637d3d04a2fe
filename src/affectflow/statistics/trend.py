"""A trend of a share over time, and the order of a few values."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike


def cochran_armitage(hits: ArrayLike, at: ArrayLike, level: float) -> dict[str, Any]:
    """Whether a share rises linearly over scores.

    Args:
        hits: whether each unit counts, (n,).
        at: its score, such as the year, (n,).
        level: coverage of the interval of the slope.

    Returns:
        the slope of the share for one unit of score by least squares, with a normal interval of
        heteroscedasticity-robust (HC0) standard error; `z` and `p` of the Cochran-Armitage test,
        whose variance is that of no trend. NaN with a `reason` where scores or hits do not vary.

    Source: Armitage (1955), Biometrics 11, 375-386; R's `prop.trend.test`.
    """
    from scipy.special import ndtr, ndtri

    y, x = np.asarray(hits, dtype=float), np.asarray(at, dtype=float)
    told = {"level": level, "method": "least squares, HC0; Cochran-Armitage test", "n": len(y)}
    varies = len(y) > 0 and np.ptp(x) > 0 and np.ptp(y) > 0
    if not varies:
        names = ("estimate", "low", "high", "standard_error", "z", "p")
        return dict.fromkeys(names, math.nan) | {"reason": "the share or the score does not vary"} | told
    centred, share = x - x.mean(), y.mean()
    spread = float((centred**2).sum())
    slope = float(centred @ y) / spread
    error = math.sqrt(float((centred**2 * (y - share - slope * centred) ** 2).sum())) / spread
    z = slope / math.sqrt(share * (1 - share) / spread)
    half = float(ndtri((1 + level) / 2)) * error
    ends = {"estimate": slope, "low": slope - half, "high": slope + half, "standard_error": error}
    return ends | {"z": z, "p": float(2 * ndtr(-abs(z)))} | told


def rank_order(places: ArrayLike, values: ArrayLike, coefficient: str, level: float) -> dict[str, Any]:
    """Kendall's tau-b or Spearman's rho of a few values with their places in an order.

    Args:
        places, values: (n,), without NaN.
        coefficient: `kendall` or `spearman`.
        level: coverage of the interval on Fisher's z, with the standard errors of Bonett and
            Wright (2000), Psychometrika 65, 23-28.

    Returns:
        dict with estimate, low, high, p, level, method and n; NaN with a `reason` below five values,
        where values do not vary; at a perfect order only the interval is NaN.
    """
    from scipy.special import ndtri
    from scipy.stats import kendalltau, spearmanr

    x, y = np.asarray(places, dtype=float), np.asarray(values, dtype=float)
    told = {"level": level, "method": coefficient, "n": len(x)}
    nothing = dict.fromkeys(("estimate", "low", "high", "p"), math.nan)
    if len(x) < 5 or np.ptp(y) == 0:
        return nothing | {"reason": "fewer than five values" if len(x) < 5 else "the values do not vary"} | told
    test = kendalltau(x, y) if coefficient == "kendall" else spearmanr(x, y)
    found, p = float(test.statistic), float(test.pvalue)
    if abs(found) > 1 - 1e-12:
        return nothing | {"estimate": found, "p": p, "reason": "a perfect order has no interval on Fisher's z"} | told
    error = math.sqrt(0.437 / (len(x) - 4) if coefficient == "kendall" else (1 + found**2 / 2) / (len(x) - 3))
    half = float(ndtri((1 + level) / 2)) * error
    low, high = math.tanh(math.atanh(found) - half), math.tanh(math.atanh(found) + half)
    return {"estimate": found, "low": low, "high": high, "p": p} | told
