"""Whether small studies tell another effect than large ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ..t_interval import t_interval
from .pooling import Floats, Model, fitted, weighted

ROUNDS = 100


@dataclass(frozen=True)
class Filled:
    """Trim and fill: the model with the mirrored estimates, these, and the side where they lack."""

    model: Model
    estimates: Floats
    variances: Floats
    side: str


def egger(y: Floats, v: Floats, level: float) -> dict[str, Any]:
    """Egger's test: weighted regression of estimates on their standard errors; the slope, tested by t(k - 2).

    Args:
        y: estimates, (k,), k at least 3.
        v: sampling variances, (k,), not all the same.
        level: coverage.

    Source: Egger et al. (1997), BMJ 315, 629-634; metafor's `regtest(model="lm")`.
    """
    k, s = len(y), np.sqrt(v)
    told: dict[str, Any] = {"n": k, "level": level, "method": "Egger's regression"}
    if k < 3 or np.ptp(s) <= 1e-12 * s.max():
        reason = "fewer than three estimates" if k < 3 else "all standard errors are the same"
        return t_interval(np.nan, np.nan, np.nan, reason=reason, **told)
    X = np.column_stack([np.ones(k), s])
    projection, inverse, beta = weighted(y, v, X)
    residual = float(y @ projection @ y) / (k - 2)
    if residual <= 0:
        return t_interval(np.nan, np.nan, np.nan, reason="the estimates lie on a line", **told)
    return t_interval(float(beta[1]), float(np.sqrt(residual * inverse[1, 1])), k - 2, **told)


def filled(y: Floats, v: Floats, *, method: str, interval: str) -> Filled:
    """Trim and fill with the estimator L0.

    The side that lacks studies is told by the sign of the slope of a regression of the estimates
    on their standard errors (same `method`): left of the mean where it is positive.

    Source: Duval and Tweedie (2000), Biometrics 56, 455-463; metafor's `trimfill`.
    """
    slope = fitted(y, v, np.column_stack([np.ones(len(y)), np.sqrt(v)]), method=method, interval="wald").beta[1]
    side = "left" if slope > 0 else "right"
    sign = 1.0 if side == "left" else -1.0
    order = np.argsort(sign * y, kind="stable")
    values, variances = (sign * y)[order], v[order]
    lacking, centre = _lacking(values, variances, method)
    extra = sign * (2 * centre - values[len(y) - lacking :])
    spread = variances[len(y) - lacking :]
    model = fitted(np.append(y, extra), np.append(v, spread), method=method, interval=interval)
    return Filled(model, extra, spread, side)


def _lacking(values: Floats, variances: Floats, method: str) -> tuple[int, float]:
    k, lacking, before, centre = len(values), 0, -1, 0.0
    for _ in range(ROUNDS):
        if lacking == before:
            break
        kept, before = k - lacking, lacking
        of_one = "fixed" if kept < 2 else method
        centre = float(fitted(values[:kept], variances[:kept], method=of_one, interval="wald").beta[0])
        away = values - centre
        ranks = np.empty(k)
        ranks[np.argsort(np.abs(away), kind="stable")] = np.arange(1, k + 1)
        lacking = round((4 * float(ranks[away > 0].sum()) - k * (k + 1)) / (2 * k - 1))
        lacking = min(max(0, lacking), k - 1)
    return lacking, centre
