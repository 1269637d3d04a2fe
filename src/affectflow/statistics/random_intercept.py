"""Linear mixed model with one random intercept per participant, by profiled REML.

y_ij = x_ij'b + u_i + e_ij with u_i ~ N(0, s2 l) and e_ij ~ N(0, s2). For fixed l the inverse
of the covariance of one participant is closed form, (I - w 11') / s2 with w = l / (1 + n_i l),
so the deviance is a smooth function of l alone and needs only sums per participant.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

GRID = np.append(np.linspace(0.0, 0.96, 25), 1 - np.logspace(-2, -8, 7))
"""Shares of variance between participants at which the search for the minimum starts."""


@dataclass(frozen=True)
class RandomIntercept:
    """The fit of p coefficients.

    coefficients: shape (p,); covariance: shape (p, p).
    variance_participant, variance_residual: of u and e, in squared outcome units.
    log_likelihood: restricted, with all constants.
    converged: the derivative of the deviance is zero, or positive at variance_participant 0.
    singular: variance_participant is at its bound 0.
    """

    coefficients: Floats
    covariance: Floats
    variance_participant: float
    variance_residual: float
    log_likelihood: float
    converged: bool
    singular: bool
    profile: _Profile

    def degrees_of_freedom(self, contrast: Floats) -> float:
        """Satterthwaite's degrees of freedom of a contrast, shape (p,).

        2 v^2 / (g' A g), with v the variance of the contrast, g its gradient in
        (s2, l) and A the inverse of half the deviance's Hessian there. Where the variance
        of the intercepts is 0 the model is ordinary regression, with N - p.

        Source: Kuznetsova, Brockhoff and Christensen (2017), J. Stat. Software 82(13).
        """
        if self.singular:
            return float(self.profile.observations - len(contrast))
        ratio = self.variance_participant / self.variance_residual
        return self.profile.satterthwaite(contrast, ratio, self.variance_residual)


def fit_random_intercept(outcome: Floats, design: Floats, participant: NDArray[np.integer]) -> RandomIntercept:
    """Fit by restricted maximum likelihood.

    Args:
        outcome: shape (N,).
        design: fixed effects, shape (N, p), of full column rank, N > p.
        participant: number of the participant of each row, shape (N,), from 0, without
            gaps; at least one has two rows.

    Returns:
        the fit, at the best minimum of the profiled deviance.

    Source: Laird and Ware (1982), Biometrics 38, 963-974; profiled as in Bates et al. (2015).
    """
    profile = _Profile(outcome, design, participant)
    ratio, converged = _minimise(profile)
    half_inverse = np.linalg.inv(profile.triangle)
    scale, precision = profile.scale(ratio), np.linalg.inv(profile.information(ratio))
    return RandomIntercept(
        coefficients=profile.start + half_inverse @ profile.shift(ratio),
        covariance=scale * half_inverse @ precision @ half_inverse.T,
        variance_participant=ratio * scale,
        variance_residual=scale,
        log_likelihood=-profile.deviance(ratio) / 2,
        converged=converged,
        singular=ratio == 0.0,
        profile=profile,
    )


class _Profile:
    """The deviance profiled over coefficients and scale, as a function of the ratio l.

    The design is made orthonormal and the outcome is replaced by its least-squares
    residual first: sums of squares then lose no digits to large means.
    """

    def __init__(self, outcome: Floats, design: Floats, participant: NDArray[np.integer]):
        q, self.triangle = np.linalg.qr(design)
        self.start = np.linalg.solve(self.triangle, q.T @ outcome)
        residual = outcome - design @ self.start
        self.observations, self.columns = design.shape
        self.rows = np.bincount(participant).astype(float)
        groups = len(self.rows)
        self.sums = np.stack([np.bincount(participant, column, groups) for column in q.T], axis=1)
        self.residual_sums = np.bincount(participant, residual, groups)
        self.squares = float(residual @ residual)

    def information(self, ratio: float) -> Floats:
        """X'V^-1X times s2, for the orthonormal design."""
        weight = ratio / (1 + self.rows * ratio)
        return np.eye(self.columns, dtype=np.float64) - self.sums.T @ (weight[:, None] * self.sums)

    def shift(self, ratio: float) -> Floats:
        """Generalised minus ordinary least-squares coefficients, for the orthonormal design."""
        weight = ratio / (1 + self.rows * ratio)
        return -np.linalg.solve(self.information(ratio), self.sums.T @ (weight * self.residual_sums)).astype(np.float64)

    def remainder(self, ratio: float) -> Floats:
        """Sum of each participant's residuals from the generalised fit."""
        return self.residual_sums - self.sums @ self.shift(ratio)

    def scale(self, ratio: float) -> float:
        """REML estimate of s2."""
        shift, left = self.shift(ratio), self.remainder(ratio)
        weight = ratio / (1 + self.rows * ratio)
        squares = self.squares + shift @ shift - float(weight @ left**2)
        return float(squares) / (self.observations - self.columns)

    def deviance(self, ratio: float) -> float:
        """Minus twice the restricted log-likelihood."""
        free = self.observations - self.columns
        design = np.linalg.slogdet(self.information(ratio))[1] + 2 * np.sum(np.log(np.abs(np.diag(self.triangle))))
        return float(free * (1 + np.log(2 * np.pi * self.scale(ratio))) + np.sum(np.log1p(self.rows * ratio)) + design)

    def slope(self, ratio: float) -> float:
        """Derivative of the deviance in the ratio."""
        grown = 1 + self.rows * ratio
        bend = self.sums.T @ (self.sums / grown[:, None] ** 2)
        squares = np.sum((self.remainder(ratio) / grown) ** 2) / self.scale(ratio)
        return float(np.sum(self.rows / grown) - squares - np.trace(np.linalg.solve(self.information(ratio), bend)))

    def satterthwaite(self, contrast: Floats, ratio: float, scale: float) -> float:
        """See `RandomIntercept.degrees_of_freedom`."""
        grown, left = 1 + self.rows * ratio, self.remainder(ratio)
        precision = np.linalg.inv(self.information(ratio))
        first = -self.sums.T @ (self.sums / grown[:, None] ** 2)
        second = 2 * self.sums.T @ (self.sums * (self.rows / grown**3)[:, None])
        moved = self.sums @ (precision @ (self.sums.T @ (left / grown**2)))
        squares = -np.sum((left / grown) ** 2)
        squares_twice = 2 * np.sum(self.rows * left**2 / grown**3) - 2 * np.sum(left * moved / grown**2)
        inner = precision @ first
        curvature = np.trace(precision @ second) - np.trace(inner @ inner) - np.sum((self.rows / grown) ** 2)
        hessian = np.array(
            [
                [(self.observations - self.columns) / scale**2, -squares / scale**2],
                [-squares / scale**2, curvature + squares_twice / scale],
            ]
        )
        c = np.linalg.solve(self.triangle.T, contrast)
        variance = c @ precision @ c
        gradient = np.array([variance, -scale * (c @ precision @ first @ precision @ c)])
        return float(2 * (scale * variance) ** 2 / (gradient @ (2 * np.linalg.inv(hessian)) @ gradient))


def _minimise(profile: _Profile) -> tuple[float, bool]:
    """The ratio with the least deviance, and whether its derivative vanishes there."""
    from scipy.optimize import brentq

    ratios: list[float] = (GRID / (1 - GRID)).tolist()
    best = int(np.argmin([profile.deviance(ratio) for ratio in ratios]))
    slope = profile.slope(ratios[best])
    if best == 0 and slope >= 0:
        return 0.0, True
    low, high = (best, best + 1) if slope < 0 else (best - 1, best)
    if high == len(ratios) or profile.slope(ratios[low]) > 0 or profile.slope(ratios[high]) < 0:
        return ratios[best], False
    return float(brentq(profile.slope, ratios[low], ratios[high], xtol=1e-14, rtol=1e-14)), True
