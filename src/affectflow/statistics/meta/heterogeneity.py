"""How much estimates differ beyond their sampling errors."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .pooling import Floats, Model, quadratic, weighted


def heterogeneity(y: ArrayLike, v: ArrayLike, X: ArrayLike, model: Model, level: float) -> dict[str, Any]:
    """Q, I2, H2 and the Q-profile intervals of tau2 and of both.

    Args:
        y: estimates, (k,).
        v: sampling variances, (k,).
        X: design, (k, p), k above p.
        model: what was fitted to them.
        level: coverage.

    I2 = tau2 / (tau2 + s2) and H2 = tau2 / s2 + 1 with the typical sampling variance
    s2 = (k - p) / trace(P), P of the fixed-effect model, as in metafor.
    Source: Viechtbauer (2007), Statistics in Medicine 26, 37-52, for the Q-profile.
    """
    from scipy.special import chdtrc

    y, v, X = (np.asarray(part, dtype=float) for part in (y, v, X))
    projection, _, _ = weighted(y, v, X)
    df = len(y) - X.shape[1]
    typical, q = df / float(np.trace(projection)), float(quadratic(projection, y))
    tau2 = float(model.tau2)
    low, high = profiled(y, v, X, level)
    ends = {"estimate": tau2, "low": low, "high": high}
    told: dict[str, Any] = {"method": "Q-profile", "level": level}
    return {
        "q": {"estimate": q, "df": df, "p": float(chdtrc(df, max(q, 0.0)))},
        "tau2": ends | told,
        "i2": {name: value / (value + typical) for name, value in ends.items()} | told,
        "h2": {name: value / typical + 1 for name, value in ends.items()} | told,
    }


def profiled(y: Floats, v: Floats, X: Floats, level: float) -> tuple[float, float]:
    """Limits of tau2: where the generalised Q meets the quantiles of chi-square; 0 where it never does."""
    from scipy.stats import chi2

    df = len(y) - X.shape[1]
    upper, lower = chi2.ppf([(1 + level) / 2, (1 - level) / 2], df)
    return _crossing(y, v, X, float(upper)), _crossing(y, v, X, float(lower))


def _crossing(y: Floats, v: Floats, X: Floats, target: float) -> float:
    from scipy.optimize import brentq

    def excess(tau2: float) -> float:
        return float(quadratic(weighted(y, v + tau2, X)[0], y)) - target

    if excess(0.0) <= 0:
        return 0.0
    top = float(v.max()) + float(np.var(y))
    while excess(top) > 0:
        top *= 4
    return float(brentq(excess, 0.0, top, xtol=1e-14, rtol=8 * math.ulp(1.0)))
