"""The propensity score by logistic regression, and the weights that follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ..binary.logistic import logistic, risks

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]
Estimand = Literal["ATE", "ATT", "overlap"]

EXTREME = 1e-9
"""A probability nearer to 0 or 1 than this counts as 0 or 1."""


@dataclass(frozen=True)
class Score:
    """Probabilities of exposure given the confounders; leading dimensions are those of the input.

    fitted: as the model gives them, shape (..., n).
    used: within the bounds, shape (..., n); free: 1 where the bounds changed nothing, else 0.
    information_inverse: inverse of the mean of e(1 - e)xx', shape (..., p, p).
    defined: the fit converged and no probability is 0 or 1, shape (...).
    """

    fitted: Floats
    used: Floats
    free: Floats
    information_inverse: Floats
    defined: Booleans


def propensity(exposed: Floats, design: Floats, bound: float = 0.0) -> Score:
    """Maximum likelihood logistic regression of the exposure.

    Args:
        exposed: 0 or 1, shape (..., n).
        design: with a column of ones, full column rank, shape (..., n, p).
        bound: scores are held within [bound, 1 - bound]; 0 leaves them.

    Returns:
        the score; not `defined` where confounders separate exposed from unexposed.
    """
    fit = logistic(design, exposed)
    fitted = risks(design, fit.coefficients)
    defined = fit.converged & (np.minimum(fitted, 1 - fitted).min(axis=-1) > EXTREME)
    used = np.clip(fitted, bound, 1 - bound)
    return Score(fitted, used, (used == fitted).astype(np.float64), fit.covariance * design.shape[-2], defined)


def weights(score: Score, exposed: Floats, estimand: Estimand, *, stabilised: bool = False) -> Floats:
    """Weight of each row, shape (..., n).

    ATE: 1/e if exposed, 1/(1 - e) if not. ATT: 1 and e/(1 - e). overlap: 1 - e and e, which ask for
    those whose exposure was open. Stabilised weights are multiplied by the group's share (ATE) or by the
    odds of its absence (ATT, unexposed), so that they are near 1; normalised means do not change.

    Source: Robins, Hernan and Brumback (2000), Epidemiology 11, 550-560; Li, Morgan and
    Zaslavsky (2018), J. American Statistical Association 113, 390-400.
    """
    to_exposed, to_unexposed, _, _ = both_weights(score, estimand)
    share = exposed.mean(axis=-1, keepdims=True)
    if stabilised and estimand == "ATE":
        to_exposed, to_unexposed = to_exposed * share, to_unexposed * (1 - share)
    if stabilised and estimand == "ATT":
        to_unexposed = to_unexposed * (1 - share) / share
    return np.where(exposed == 1, to_exposed, to_unexposed)


def both_weights(score: Score, estimand: Estimand) -> tuple[Floats, Floats, Floats, Floats]:
    """Weight if exposed and if not, and their derivatives in the score's linear predictor."""
    e, free = score.used, score.free
    one, zero = np.ones_like(e), np.zeros_like(e)
    odds, spread = e / (1 - e), e * (1 - e)
    if estimand == "ATE":
        return 1 / e, 1 / (1 - e), -free * (1 - e) / e, free * odds
    if estimand == "ATT":
        return one, odds, zero, free * odds
    return 1 - e, e, -free * spread, free * spread


def effective_size(weight: Floats) -> Floats:
    """Kish's effective sample size, (sum w)^2 / sum w^2, over the last axis."""
    return np.sum(weight, axis=-1) ** 2 / np.sum(weight**2, axis=-1)
