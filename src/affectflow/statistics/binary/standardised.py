"""Risks of arms standardised over the participants (g-computation from a logistic regression), and their contrasts.

The risk of an arm is the mean of what the regression predicts for everybody analysed, were all of them in that arm.
In a randomised trial the contrasts are those of the unconditional risks, whether or not the regression is right.

Source: FDA (2023), Adjusting for Covariates in Randomized Clinical Trials for Drugs and Biological Products; Ge et
al. (2011), Drug Information Journal 45, 481-493, whose variance is `model`; Rosenblum and van der Laan (2010),
International Journal of Biostatistics 6(1), article 13; Stefanski and Boos (2002), American Statistician 56, 29-38, for
the stacked estimating equations that give `robust`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .firth import Firth
from .logistic import Logistic, risks

Floats = NDArray[np.float64]
Variance = Literal["robust", "model"]
VARIANCES = {
    "robust": "variance by stacked estimating equations (influence functions): covariates count as sampled and the "
    "regression need not be right; no small-sample factor",
    "model": "variance by the delta method from the regression's covariance: covariates count as fixed and the "
    "regression as right",
}


@dataclass(frozen=True)
class Standardised:
    """Risks, shape (..., arms), the control first, and their covariance, shape (..., arms, arms)."""

    risks: Floats
    covariance: Floats


def standardised(
    design: Floats,
    event: Floats,
    fit: Logistic | Firth,
    treated: Sequence[int],
    variance: Variance,
    *,
    penalised: bool = False,
) -> Standardised:
    """Standardise over all rows of one data set or of many.

    Args:
        design: with its column of ones, shape (..., n, coefficients).
        event: 0 or 1, shape (..., n).
        fit: of the event on the design.
        treated: columns of the treated arms, 1 in the arm and 0 elsewhere; the control has 0 in all.
        variance: one of `VARIANCES`.
        penalised: the fit is Firth's; its own score is taken, its information without the penalty's part.

    Returns:
        the control and the treated arms, in that order.
    """
    predicted = np.stack([risks(_all_in(design, treated, arm), fit.coefficients) for arm in (None, *treated)], -2)
    slopes = np.stack(
        [
            _mean_slope(_all_in(design, treated, arm), predicted[..., place, :])
            for place, arm in enumerate((None, *treated))
        ],
        -2,
    )
    means, by_fit = predicted.mean(-1), slopes @ fit.covariance
    if variance == "model":
        return Standardised(means, by_fit @ np.swapaxes(slopes, -1, -2))
    scores = _scores(design, event, fit, penalised)
    influence = (predicted - means[..., None]) / design.shape[-2] + by_fit @ np.swapaxes(scores, -1, -2)
    return Standardised(means, influence @ np.swapaxes(influence, -1, -2))


def contrast(found: Standardised, arm: int, kind: Literal["difference", "ratio"], level: float) -> dict[str, Any]:
    """One treated arm minus, or over, the control, of one data set: Wald's interval, of a ratio's logarithm.

    Args:
        found: the risks.
        arm: place of the treated arm, 1 for the first.
        kind: a difference has the test that it is zero as well.
        level: coverage.
    """
    from scipy.special import ndtr

    control, treated = found.risks[0], found.risks[arm]
    covariance = found.covariance[np.ix_((0, arm), (0, arm))]
    if kind == "ratio":
        slope = np.array([-1 / control, 1 / treated])
        log, error = math.log(treated / control), float(np.sqrt(slope @ covariance @ slope))
        ends = np.exp([log - _z(level) * error, log + _z(level) * error])
        return _told(treated / control, ends, level) | {"log_estimate": log, "standard_error": error}
    slope = np.array([-1.0, 1.0])
    value, error = treated - control, float(np.sqrt(slope @ covariance @ slope))
    ends = value + _z(level) * error * np.array([-1, 1])
    return _told(value, ends, level) | {"standard_error": error, "p": 2 * float(ndtr(-abs(value / error)))}


def risk(found: Standardised, arm: int, level: float) -> dict[str, Any]:
    """The risk of one arm of one data set; Wald's interval of its log odds, so that it stays between 0 and 1."""
    from scipy.special import expit, logit

    value, error = found.risks[arm], float(np.sqrt(found.covariance[arm, arm]))
    half = _z(level) * error / (value * (1 - value))
    return _told(value, expit(logit(value) + half * np.array([-1, 1])), level) | {"standard_error": error}


def _all_in(design: Floats, treated: Sequence[int], arm: int | None) -> Floats:
    moved = design.copy()
    moved[..., list(treated)] = 0.0
    if arm is not None:
        moved[..., arm] = 1.0
    return moved


def _mean_slope(design: Floats, risk: Floats) -> Floats:
    """Derivatives of a mean risk in the coefficients, shape (..., coefficients)."""
    return np.einsum("...nk,...n->...k", design, risk * (1 - risk)) / design.shape[-2]


def _scores(design: Floats, event: Floats, fit: Logistic | Firth, penalised: bool) -> Floats:
    """What each row adds to the estimating equations of the coefficients, shape (..., n, coefficients)."""
    fitted = risks(design, fit.coefficients)
    residual = event - fitted
    if penalised:
        leverage = fitted * (1 - fitted) * np.einsum("...nk,...kl,...nl->...n", design, fit.covariance, design)
        residual = residual + leverage * (0.5 - fitted)
    return design * residual[..., None]


def _z(level: float) -> float:
    from scipy.special import ndtri

    return float(ndtri((1 + level) / 2))


def _told(value: float, ends: Floats, level: float) -> dict[str, Any]:
    return {"estimate": float(value), "low": float(ends[0]), "high": float(ends[1]), "level": level}
