"""Whether small studies tell another effect than large ones."""

from __future__ import annotations

from collections.abc import Callable
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


def filled(
    y: Floats, v: Floats, *, method: str, interval: str, estimator: str = "l0", side: str | None = None
) -> Filled:
    """Trim and fill.

    Args:
        y: estimates, (k,), k at least 3.
        v: sampling variances, (k,).
        method: as in `fitted`, for the mean that is trimmed around and for what is filled.
        interval: as in `fitted`, for what is filled.
        estimator: of the number of absent studies, `l0` or `r0`.
        side: where they lack, `left` or `right` of the mean; without it this is told by the sign of
            the slope of a regression of the estimates on their standard errors (same `method`):
            left where it is positive.

    Source: Duval and Tweedie (2000), Biometrics 56, 455-463; metafor's `trimfill`.
    """
    side = side or _side(y, v, method)
    sign = 1.0 if side == "left" else -1.0
    order = np.argsort(sign * y, kind="stable")
    values, variances = (sign * y)[order], v[order]
    lacking, centre = _lacking(values, variances, method, estimator)
    extra = sign * (2 * centre - values[len(y) - lacking :])
    spread = variances[len(y) - lacking :]
    model = fitted(np.append(y, extra), np.append(v, spread), method=method, interval=interval)
    return Filled(model, extra, spread, side)


def _side(y: Floats, v: Floats, method: str) -> str:
    slope = fitted(y, v, np.column_stack([np.ones(len(y)), np.sqrt(v)]), method=method, interval="wald").beta[1]
    return "left" if slope > 0 else "right"


def _lacking(values: Floats, variances: Floats, method: str, estimator: str) -> tuple[int, float]:
    k, lacking, before, centre = len(values), 0, -1, 0.0
    for _ in range(ROUNDS):
        if lacking == before:
            break
        kept, before = k - lacking, lacking
        of_one = "fixed" if kept < 2 else method
        centre = float(fitted(values[:kept], variances[:kept], method=of_one, interval="wald").beta[0])
        lacking = min(max(0, round(ESTIMATORS[estimator](values - centre))), k - 1)
    return lacking, centre


def _ranks(away: Floats) -> Floats:
    ranks = np.empty(len(away))
    ranks[np.argsort(np.abs(away), kind="stable")] = np.arange(1, len(away) + 1)
    return ranks


def _l0(away: Floats) -> float:
    k = len(away)
    return (4 * float(_ranks(away)[away > 0].sum()) - k * (k + 1)) / (2 * k - 1)


def _r0(away: Floats) -> float:
    """The run of the largest ranks right of the centre, less one."""
    return len(away) - float(_ranks(away)[away < 0].max(initial=0)) - 1


ESTIMATORS: dict[str, Callable[[Floats], float]] = {"l0": _l0, "r0": _r0}
"""Number of absent studies from distances to the centre."""
