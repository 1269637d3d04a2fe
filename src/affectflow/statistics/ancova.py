"""Analysis of covariance of a trial with any number of arms; one trial or many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Robust = Literal["HC0", "HC1", "HC2", "HC3", "none"]

LEVERAGE = 1 - 1e-10
"""Leverage from which on a residual is zero whatever the outcome was."""


@dataclass(frozen=True)
class Ancova:
    """The fits of trials of up to n cases each; leading dimensions are those of the input.

    means: of each arm at the mean covariates of the trial's cases, shape (..., arms).
    covariance: of the means, shape (..., arms, arms).
    residual_sd: with denominator df, shape (...).
    df: cases minus arms minus covariates, shape (...).
    leverage: of each case, shape (..., n).

    A trial whose design is singular has NaN in place of means and covariance.
    """

    means: Floats
    covariance: Floats
    residual_sd: Floats
    df: Floats
    leverage: Floats

    def contrast(self, weights: ArrayLike) -> tuple[Floats, Floats]:
        """A weighted sum of the means and its standard error, each of shape (...).

        Args:
            weights: one for each arm, such as -1, 0, 1 for the third arm minus the first.
        """
        w = np.asarray(weights, dtype=np.float64)
        return self.means @ w, np.sqrt(np.einsum("i,...ij,j->...", w, self.covariance, w))


def ancova(
    outcome: Floats,
    arm: NDArray[np.integer],
    covariates: Floats,
    robust: Robust,
    *,
    arms: int,
    present: NDArray[np.bool_] | None = None,
) -> Ancova:
    """Least squares of outcome on arm and covariates, with the chosen covariance.

    With residuals e and leverages h the covariance is (X'X)^-1 X' diag(w) X (X'X)^-1, where
    w is e^2 (HC0), e^2 n / df (HC1), e^2 / (1 - h) (HC2), e^2 / (1 - h)^2 (HC3), or the
    residual variance with denominator df ("none").

    # ASSUME: one slope of each covariate in all arms; cases are independent; the mean of a covariate, at which
    # the adjusted means stand, counts as fixed.

    Args:
        outcome: shape (..., n), in scale points.
        arm: number of the arm of each case, from 0, shape (..., n).
        covariates: shape (..., n, covariates), possibly none of them; the baseline is one.
        robust: name of the covariance.
        arms: how many arms there are; each has cases.
        present: which cases count, shape (..., n), so that trials of different size go in one call; all if not given.

    Source: MacKinnon and White (1985), J. Econometrics 29, 305-325.
    """
    shape = np.broadcast_shapes(
        outcome.shape, arm.shape, covariates.shape[:-1], () if present is None else present.shape
    )
    there = np.broadcast_to(np.ones(()) if present is None else present, shape).astype(np.float64)
    n = there.sum(axis=-1)
    y = np.where(there > 0, outcome, 0.0)
    design = _design(arm, covariates, there, arms, n)
    df = n - design.shape[-1]
    q, inverse = _factors(design)
    coefficients = inverse @ np.einsum("...ni,...n->...i", q, y)[..., None]
    residual = y - (design @ coefficients)[..., 0]
    leverage = np.sum(q * q, axis=-1)
    middle = np.einsum("...ni,...n,...nj->...ij", q, _weights(residual, leverage, robust, n, df, there), q)
    top = inverse[..., :arms, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.sqrt(np.sum(residual**2, axis=-1) / df)
    return Ancova(coefficients[..., :arms, 0], top @ middle @ np.swapaxes(top, -1, -2), spread, df, leverage)


def why_undefined(
    outcome: Floats, arm: NDArray[np.integer], covariates: Floats, robust: Robust, *, arms: int, names: Sequence[str]
) -> str:
    """Why one trial gives no effects with standard errors, or nothing.

    Args:
        names: of the covariates, for the reason; the other arguments are as in `ancova`.
    """
    n = len(outcome)
    if n <= arms + len(names):
        return f"{n} complete cases for {arms + len(names)} coefficients"
    if np.ptp(outcome) == 0:
        return "the outcome is constant"
    for name, column in zip(names, covariates.T, strict=True):
        if np.ptp(column) == 0:
            return f"{name} is constant: nothing to adjust for"
    centred = (covariates - covariates.mean(axis=0)) / covariates.std(axis=0)
    design = np.concatenate([np.eye(arms)[arm], centred], axis=1)
    if np.linalg.matrix_rank(design) < design.shape[1]:
        return f"{' and '.join(names)} and the arms tell each other exactly: the effects cannot be separated from them"
    deviation = outcome - outcome.mean()
    residual = deviation - design @ np.linalg.lstsq(design, deviation)[0]
    rounding = 1e-10 * np.std(outcome) + 8 * np.finfo(float).eps * np.abs(outcome).max()
    if np.sqrt(np.mean(residual**2)) < rounding:
        return "the outcome is an exact function of arm and covariates: no residual variance"
    if robust in ("HC2", "HC3") and np.sum(np.linalg.qr(design)[0] ** 2, axis=1).max() > LEVERAGE:
        return f"a participant has leverage 1: {robust} is undefined"
    return ""


def _design(arm: NDArray[np.integer], covariates: Floats, there: Floats, arms: int, n: Floats) -> Floats:
    """An indicator for each arm, and covariates centred over the cases that count; zero rows elsewhere."""
    x = np.where(there[..., None] > 0, covariates, 0.0)
    centred = (x - x.sum(axis=-2, keepdims=True) / n[..., None, None]) * there[..., None]
    indicators = (np.broadcast_to(arm, there.shape)[..., None] == np.arange(arms)) * there[..., None]
    return np.concatenate([indicators, centred], axis=-1)


def _factors(design: Floats) -> tuple[Floats, Floats]:
    """Q and the inverse of R; NaN where a trial's design is singular."""
    q, r = np.linalg.qr(design)
    diagonal = np.abs(np.diagonal(r, axis1=-2, axis2=-1))
    singular = diagonal.min(axis=-1) <= 1e-12 * np.sqrt(np.sum(design**2, axis=-2)).max(axis=-1)
    return q, np.linalg.inv(np.where(singular[..., None, None], np.nan, r))


def _weights(residual: Floats, leverage: Floats, robust: Robust, n: Floats, df: Floats, there: Floats) -> Floats:
    square = residual**2
    with np.errstate(divide="ignore", invalid="ignore"):
        if robust == "none":
            return square.sum(axis=-1, keepdims=True) / df[..., None] * there
        if robust == "HC1":
            return square * (n / df)[..., None]
        return square / (1 - leverage) ** {"HC0": 0, "HC2": 1, "HC3": 2}[robust]
