"""Analysis of covariance of a two-arm trial; one trial or many at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Robust = Literal["HC0", "HC1", "HC2", "HC3", "none"]
PARAMETERS = 3
"""Intercept, arm, baseline."""

LEVERAGE = 1 - 1e-10
"""Leverage from which on a residual is zero whatever the outcome was."""


@dataclass(frozen=True)
class Ancova:
    """The fits of trials of n complete cases each; leading dimensions are those of the input.

    effect, standard_error: treated minus control, shape (...).
    adjusted, adjusted_error: control and treated at the pooled mean baseline, shape (..., 2).
    df: n - 3.
    leverage: of each case, shape (..., n).
    """

    effect: Floats
    standard_error: Floats
    adjusted: Floats
    adjusted_error: Floats
    df: int
    leverage: Floats


def ancova(outcome: Floats, treated: Floats, baseline: Floats, robust: Robust) -> Ancova:
    """Least squares of outcome on 1, arm and baseline, with the chosen covariance.

    With residuals e and leverages h the covariance is (X'X)^-1 X' diag(w) X (X'X)^-1, where
    w is e^2 (HC0), e^2 n / (n - 3) (HC1), e^2 / (1 - h) (HC2), e^2 / (1 - h)^2 (HC3), or the
    residual variance with denominator n - 3 ("none").

    # ASSUME: one slope of the baseline in both arms; cases are independent.

    Args:
        outcome: shape (..., n), in scale points.
        treated: 1 for treated and 0 for control, shape (..., n).
        baseline: shape (..., n), in scale points.
        robust: name of the covariance.

    Source: MacKinnon and White (1985), J. Econometrics 29, 305-325.
    """
    outcome, treated, baseline = np.broadcast_arrays(outcome, treated, baseline)
    n = outcome.shape[-1]
    centred = baseline - baseline.mean(axis=-1, keepdims=True)
    design = np.stack([np.ones_like(centred), treated, centred], axis=-1)
    q, r = np.linalg.qr(design)
    inverse = np.linalg.inv(r)
    coefficients = inverse @ np.einsum("...ni,...n->...i", q, outcome)[..., None]
    residual = outcome - (design @ coefficients)[..., 0]
    leverage = np.sum(q * q, axis=-1)
    weight = _weights(residual, leverage, robust, n)
    # Contrasts: effect, mean of control, mean of treated; the centred baseline is 0 in each.
    contrasts = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [1.0, 1.0, 0.0]]) @ inverse
    middle = np.einsum("...ni,...n,...nj->...ij", q, weight, q)
    variance = np.einsum("...ki,...ij,...kj->...k", contrasts, middle, contrasts)
    b = coefficients[..., 0]
    adjusted = np.stack([b[..., 0], b[..., 0] + b[..., 1]], axis=-1)
    error = np.sqrt(variance)
    return Ancova(b[..., 1], error[..., 0], adjusted, error[..., 1:], n - PARAMETERS, leverage)


def why_undefined(outcome: Floats, treated: Floats, baseline: Floats, robust: Robust) -> str:
    """Why one trial gives no effect with a standard error, or nothing; arguments as in `ancova`."""
    n, in_treated = len(outcome), int(np.sum(treated))
    for arm, cases in (("treated", in_treated), ("control", n - in_treated)):
        if cases < 2:
            return f"fewer than two complete cases in the {arm} arm ({cases})"
    if np.ptp(outcome) == 0:
        return "the outcome is constant"
    if np.ptp(baseline) == 0:
        return "the baseline is constant: nothing to adjust for"
    design = np.stack([np.ones(n), treated, (baseline - baseline.mean()) / np.std(baseline)], axis=-1)
    if np.linalg.matrix_rank(design) < PARAMETERS:
        return "the baseline tells the arms apart exactly: the effect cannot be separated from it"
    centred = outcome - outcome.mean()
    residual = centred - design @ np.linalg.lstsq(design, centred)[0]
    rounding = 1e-10 * np.std(outcome) + 8 * np.finfo(float).eps * np.abs(outcome).max()
    if np.sqrt(np.mean(residual**2)) < rounding:
        return "the outcome is an exact function of arm and baseline: no residual variance"
    if robust in ("HC2", "HC3") and ancova(outcome, treated, baseline, "none").leverage.max() > LEVERAGE:
        return f"a participant has leverage 1: {robust} is undefined"
    return ""


def _weights(residual: Floats, leverage: Floats, robust: Robust, n: int) -> Floats:
    square = residual**2
    if robust == "none":
        return np.broadcast_to(square.sum(axis=-1, keepdims=True) / (n - PARAMETERS), square.shape)
    if robust == "HC1":
        return square * n / (n - PARAMETERS)
    power = {"HC0": 0, "HC2": 1, "HC3": 2}[robust]
    return square / (1 - leverage) ** power
