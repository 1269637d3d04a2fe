"""Effects and means of a model of outcomes over time, and what is told of its fit."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from ...statistics.mixed.design import Cells
from ...statistics.mixed.gee import GeeFit
from ...statistics.t_interval import t_interval, untested
from ...studies.analyse.longitudinal import Longitudinal
from .fitting import Fitted


def effect(made: Cells, fit: Fitted, asked: Longitudinal, arm: int, at: str, reason: str) -> dict[str, Any]:
    """Treated minus control at an occasion; of events the odds ratio."""
    k = asked.measured.index(at)
    seen = {name: made.count(j, k) for j, name in ((0, asked.control), (arm, asked.treated[arm - 1]))}
    thin = [f"fewer than two outcomes in arm '{name}' at '{at}' ({n})" for name, n in seen.items() if n < 2]
    weights = made.mean(arm, k) - made.mean(0, k)
    told = _interval(fit, asked, weights, sum(seen.values()), reason or "; ".join(thin))
    return _back(told, math.exp) if asked.outcome == "event" else told


def mean(made: Cells, fit: Fitted, asked: Longitudinal, arm: int, at: str, reason: str) -> dict[str, Any]:
    """Of an arm at an occasion; of events the risk."""
    k = asked.measured.index(at)
    n = made.count(arm, k)
    thin = f"fewer than two outcomes ({n})" if n < 2 else ""
    told = untested(_interval(fit, asked, made.mean(arm, k), n, reason or thin))
    return _back(told, lambda log: 1 / (1 + math.exp(-log))) if asked.outcome == "event" else told


def _back(told: dict[str, Any], inverse: Callable[[float], float]) -> dict[str, Any]:
    """Estimate and limits from log odds; standard error and test stay those of log odds."""
    ends = {part: math.nan if math.isnan(told[part]) else inverse(told[part]) for part in ("estimate", "low", "high")}
    return told | ends | {"log_odds": told["estimate"]}


def _interval(fit: Fitted, asked: Longitudinal, weights: np.ndarray, n: int, reason: str) -> dict[str, Any]:
    kind = "GEE" if asked.model == "gee" else f"mixed model, {asked.model}, REML"
    numbers = (math.nan,) * 3
    if not reason and fit is not None:
        numbers = fit.contrast(weights) if isinstance(fit, GeeFit) else fit.contrast(weights, asked.df)
    method = f"{kind}, {asked.df} t interval"
    return t_interval(*numbers, n=n, level=asked.level, method=method, reason=reason)


def about(made: Cells, fit: Fitted, asked: Longitudinal, reason: str) -> dict[str, Any]:
    """Counts, whether the fit settled, and its covariance."""
    counts = {"n_participants": len(made.outcome), "n_observations": int(np.sum(~np.isnan(made.outcome)))}
    if isinstance(fit, GeeFit):
        working = {"working correlation": fit.correlation, "scale": fit.scale}
        return counts | {"converged": fit.converged, "covariance": working}
    if fit is None:
        return counts | {"converged": False, "log_likelihood": math.nan, "reason": reason}
    effects = asked.measured if asked.model == "unstructured" else ("intercept", "slope")
    names = [
        f"variance {effects[i]}" if i == j else f"covariance {effects[j]}, {effects[i]}" for i, j in fit.structure.pairs
    ]
    names += ["variance residual"] * fit.structure.residual
    parameters = dict(zip(names, map(float, fit.parameters), strict=True))
    if asked.model == "random_intercept":
        parameters = {"variance intercept": 0.0} | parameters
    stated = {"converged": fit.converged, "singular": fit.singular, "log_likelihood": fit.log_likelihood}
    return counts | stated | {"covariance": parameters}
