"""How much estimates differ beyond their sampling errors."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .multilevel import Multilevel, at, profile
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
    told |= {"reason": "Q is so small that no tau2 is in its interval"} if math.isnan(high) else {}
    return {
        "q": {"estimate": q, "df": df, "p": float(chdtrc(df, max(q, 0.0)))},
        "tau2": ends | told,
        "i2": {name: value / (value + typical) for name, value in ends.items()} | told,
        "h2": {name: value / typical + 1 for name, value in ends.items()} | told,
    }


def profiled(y: Floats, v: Floats, X: Floats, level: float) -> tuple[float, float]:
    """Limits of tau2: where the generalised Q meets the quantiles of chi-square; the lower is 0 where it never does.

    Both are NaN where Q without tau2 is below the lower quantile already: no tau2 is in the interval.
    """
    from scipy.stats import chi2

    df = len(y) - X.shape[1]
    upper, lower = chi2.ppf([(1 + level) / 2, (1 - level) / 2], df)
    unit = float(np.median(v))
    y, v = y / math.sqrt(unit), v / unit
    if float(quadratic(weighted(y, v, X)[0], y)) <= lower:
        return math.nan, math.nan
    return unit * _crossing(y, v, X, float(upper)), unit * _crossing(y, v, X, float(lower))


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


def levels(model: Multilevel, level: float) -> dict[str, Any]:
    """Q, and the variances between studies and within them, with their shares I2.

    The typical sampling variance is that of `heterogeneity`, with the covariance of the sampling
    errors in place of their variances; limits are those of the profile likelihood, as metafor's
    `confint.rma.mv`.
    """
    from scipy.special import chdtrc

    blocks, k, p = model.blocks, model.blocks.places.shape[1], model.beta.shape[-1]
    fixed = at(blocks, np.zeros(2))
    q = float((fixed.weighted_residual * blocks.y).sum())
    w = fixed.W * blocks.there[:, :, None]
    wx = w @ blocks.X
    typical = (k - p) / float(np.trace(w, axis1=1, axis2=2).sum() - np.einsum("jmp,jmq,pq->", wx, wx, fixed.inverse))
    told: dict[str, Any] = {"method": "profile likelihood", "level": level}
    both = float(model.theta.sum())
    total = {"tau2": both, "i2": both / (both + typical), "h2": both / typical + 1}
    parts: dict[str, Any] = {}
    for name, i in (("between", 0), ("within", 1)):
        own = float(model.theta[i])
        share = {"estimate": own / (both + typical), "method": "share of all variances", "level": level}
        parts[name] = {"variance": {"estimate": own} | _profiled(model, i, level) | told, "i2": share}
    return {
        "q": {"estimate": q, "df": k - p, "p": float(chdtrc(k - p, max(q, 0.0)))},
        **{name: {"estimate": value, "method": "sum over levels", "level": level} for name, value in total.items()},
        "levels": parts,
    }


def _profiled(model: Multilevel, component: int, level: float) -> dict[str, Any]:
    if component == 1 and model.blocks.there.shape[1] == 1:
        none = dict.fromkeys(("estimate", "low", "high"), math.nan)
        return none | {"reason": "no study has two estimates"}
    low, high = profile(model, component, level)
    return {"low": low, "high": high} | ({"reason": "the likelihood does not bound it"} if math.isnan(high) else {})
