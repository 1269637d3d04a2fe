"""The proportional-odds model of an ordered outcome, by maximum likelihood."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .binary.separation import separation

Floats = NDArray[np.float64]
STEPS, STILL = 100, 1e-10


@dataclass(frozen=True)
class Cumulative:
    """A fit of logit P(grade <= j) = cut_j - x'b.

    coefficients: the cuts, then b: positive where x raises grades. With nominal effects, one b for each cut
        of the columns that have them, cut by cut, before the others.
    covariance: inverse observed information.
    log_likelihood: at the maximum.
    converged: whether Newton's method settled.
    """

    coefficients: Floats
    covariance: Floats
    log_likelihood: float
    converged: bool


def proportional_odds(design: Floats, grade: NDArray[np.intp], nominal: tuple[int, ...] = ()) -> Cumulative:
    """Newton's method with the observed information, halving steps that lower the likelihood.

    Args:
        design: covariates without a column of ones, shape (n, covariates).
        grade: from 0 to the highest, each at least once, shape (n,).
        nominal: columns whose effect may differ from cut to cut: the alternative that tests proportional odds.

    Source: McCullagh (1980), Journal of the Royal Statistical Society B 42, 109-142; Christensen (2022),
    package ordinal of R, for nominal effects.
    """
    upper, lower = _sides(design, grade, nominal)
    b = np.zeros(upper.shape[1])
    share = np.cumsum(np.bincount(grade))[:-1] / len(grade)
    b[: len(share)] = np.log(share / (1 - share))
    height, settled = _likelihood(upper, lower, b, grade), False
    for _ in range(STEPS):
        gradient, information = _derivatives(upper, lower, b, grade)
        move = np.linalg.lstsq(information, gradient)[0]
        if settled := bool(np.abs(move).max() < STILL):
            break
        while not (gained := _likelihood(upper, lower, b + move, grade)) >= height - 1e-12 * abs(height):
            move = move / 2
        b, height = b + move, gained
    _, information = _derivatives(upper, lower, b, grade)
    return Cumulative(b, np.asarray(np.linalg.pinv(information, hermitian=True)), height, settled)


def why_not(design: Floats, grade: NDArray[np.intp]) -> str:
    """Why there is no maximum likelihood estimate, by a name, or nothing."""
    if len(np.unique(grade)) < 2:
        return "constant_outcome"
    if np.linalg.matrix_rank(np.column_stack([np.ones(len(design)), design])) <= design.shape[1]:
        return "collinear_covariates"
    upper, lower = _sides(design, grade, ())
    top = grade.max()
    return separation(np.vstack([upper[grade < top], -lower[grade > 0]]))


def proportionality(design: Floats, grade: NDArray[np.intp], column: int, fit: Cumulative) -> dict[str, Any]:
    """Likelihood-ratio test of one effect for all cuts against one for each (nominal_test of R's ordinal).

    Returns:
        dict with statistic, df and p; NaN with a reason where there is nothing to test or the wider model has
        no maximum.
    """
    from scipy.special import chdtrc

    df = int(grade.max()) - 1
    told: dict[str, Any] = {"test": "likelihood ratio against an effect of its own at each cut", "df": df}
    reason = "two grades have one cut" if df < 1 else ""
    wider = proportional_odds(design, grade, (column,)) if not reason else None
    if wider and not wider.converged:
        reason = "the model with an effect at each cut did not converge"
    if reason or not wider:
        return told | {"statistic": math.nan, "p": math.nan, "reason": reason}
    statistic = max(0.0, 2 * (wider.log_likelihood - fit.log_likelihood))
    return told | {"statistic": statistic, "p": float(chdtrc(df, statistic))}


def _sides(design: Floats, grade: NDArray[np.intp], nominal: tuple[int, ...]) -> tuple[Floats, Floats]:
    """Rows that give the logits of P(at most this grade) and of P(below it); the outermost are not used."""
    cuts = int(grade.max())
    common = [j for j in range(design.shape[1]) if j not in nominal]
    at = np.eye(cuts)[np.clip(np.stack([grade, grade - 1]), 0, cuts - 1)]
    own = [at * -design[None, :, [j]] for j in nominal]
    shared = np.broadcast_to(-design[:, common], (2, len(grade), len(common)))
    upper, lower = np.concatenate([at, *own, shared], axis=-1)
    return upper, lower


def _parts(upper: Floats, lower: Floats, b: Floats, grade: NDArray[np.intp]):
    from scipy.special import expit

    over = np.where(grade == grade.max(), np.inf, upper @ b)
    under = np.where(grade == 0, -np.inf, lower @ b)
    # Differences in the tail where both are near 1 are taken at the other end.
    flip = under > 0
    p = np.where(flip, expit(-under) - expit(-over), expit(over) - expit(under))
    return expit(over), expit(under), p


def _likelihood(upper: Floats, lower: Floats, b: Floats, grade: NDArray[np.intp]) -> float:
    p = _parts(upper, lower, b, grade)[2]
    return float(np.log(p).sum()) if (p > 0).all() else -math.inf


def _derivatives(upper: Floats, lower: Floats, b: Floats, grade: NDArray[np.intp]) -> tuple[Floats, Floats]:
    over, under, p = _parts(upper, lower, b, grade)
    f, g = over * (1 - over) / p, under * (1 - under) / p
    each = f[:, None] * upper - g[:, None] * lower
    bent = (upper.T * (f * (1 - 2 * over))) @ upper - (lower.T * (g * (1 - 2 * under))) @ lower
    return each.sum(0), each.T @ each - bent
