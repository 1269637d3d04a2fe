"""Fits of random intercepts, random slopes and unstructured covariances."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from .likelihood import Point, evaluate
from .sums import Floats, Pattern, patterns

BOUND = 1e-7
"""Least eigenvalue of the random effects' covariance, as a share of the outcome's variance, below which it is 0."""


@dataclass(frozen=True)
class Structure:
    """V = Z G Z' + s I, or Z G Z' alone; Z has shape (occasions, effects)."""

    effects: Floats
    residual: bool

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """Rows and columns of the lower triangle of G, in the order of the parameters; s comes last."""
        size = self.effects.shape[1]
        return [(i, j) for i in range(size) for j in range(i + 1)]

    def bases(self) -> Floats:
        """Derivatives of V in its parameters, shape (parameters, occasions, occasions)."""
        z = self.effects
        parts = [np.outer(z[:, i], z[:, j]) + (i != j) * np.outer(z[:, j], z[:, i]) for i, j in self.pairs]
        return np.array(parts + [np.eye(len(z))] * self.residual)


def random_intercept(occasions: int) -> Structure:
    """One variance between participants and one residual variance."""
    return Structure(np.ones((occasions, 1)), True)


def random_slope(times: Floats) -> Structure:
    """Correlated intercept and slope in time, and one residual variance."""
    return Structure(np.stack([np.ones(len(times)), times], axis=1), True)


def unstructured(occasions: int) -> Structure:
    """Every variance and covariance is its own parameter."""
    return Structure(np.eye(occasions), False)


@dataclass(frozen=True)
class Fit:
    """A fit.

    parameters: lower triangle of G by rows, then the residual variance if there is one.
    singular: G is at its bound; a random intercept is then left out of the model.
    converged: the gradient vanishes, or G is at its bound.
    """

    structure: Structure
    parameters: Floats
    point: Point
    singular: bool
    converged: bool
    free: int

    def contrast(self, weights: Floats, df: str) -> tuple[float, float, float]:
        """Estimate, standard error and degrees of freedom of a contrast, shape (p,).

        df: `satterthwaite` (observed information), `kenward_roger` (expected information,
        adjusted standard error) or `residual` (observations - p).

        Sources: Kuznetsova et al. (2017), J. Stat. Software 82(13); Kenward and Roger (1997),
        whose degrees of freedom for one contrast reduce to 2 / A with scale 1.
        """
        point = self.point
        estimate, covariance = float(weights @ point.coefficients), point.covariance
        variance = float(weights @ covariance @ weights)
        if df == "residual":
            return estimate, variance**0.5, float(self.free)
        of_parameters = np.linalg.inv(point.expected if df == "kenward_roger" else point.observed)
        reach = covariance @ weights
        gradient = np.einsum("i,kij,j->k", reach, point.bends, reach)
        freedom = 2 * variance**2 / float(gradient @ of_parameters @ gradient)
        if df == "kenward_roger":
            lost = point.crossed - np.einsum("kij,jm,lmn->klin", point.bends, covariance, point.bends)
            variance += 2 * float(reach @ np.einsum("kl,klij->ij", of_parameters, lost) @ reach)
        return estimate, variance**0.5, freedom


def fit_mixed(outcome: Floats, design: Floats, structure: Structure) -> Fit:
    """Fit by restricted maximum likelihood.

    Args:
        outcome: shape (persons, occasions), NaN where missing.
        design: shape (persons, occasions, p); of full rank where an outcome is there.
        structure: the covariance of a person's outcomes.
    """
    there = ~np.isnan(outcome)
    flat, x = outcome[there], design[there]
    start = np.linalg.lstsq(x, flat)[0]
    # Residuals in units of their own spread lose no digits to large means, and one start suits every scale.
    rest = outcome - design @ start
    scale = float(np.sqrt(np.nansum(rest**2) / (len(flat) - x.shape[1])))
    data = patterns(rest / scale, design)
    parameters, moved = _search(data, structure)
    least = _least(structure, parameters)
    singular = structure.residual and least < BOUND
    if singular and structure.effects.shape[1] == 1:
        structure = Structure(structure.effects[:, :0], True)
        parameters, moved = _search(data, structure)
    point = evaluate(data, structure.bases(), parameters)
    back = replace(
        point,
        deviance=point.deviance + 2 * (len(flat) - x.shape[1]) * float(np.log(scale)),
        slope=point.slope / scale**2,
        observed=point.observed / scale**4,
        expected=point.expected / scale**4,
        coefficients=start + scale * point.coefficients,
        covariance=scale**2 * point.covariance,
        bends=point.bends / scale**4,
        crossed=point.crossed / scale**6,
    )
    return Fit(structure, parameters * scale**2, back, singular, singular or moved, len(flat) - x.shape[1])


def _least(structure: Structure, parameters: Floats) -> float:
    """Least eigenvalue of G."""
    size = structure.effects.shape[1]
    g = np.zeros((size, size))
    for (i, j), value in zip(structure.pairs, parameters, strict=False):
        g[i, j] = g[j, i] = value
    return float(np.linalg.eigvalsh(g)[0]) if size else 0.0


def _search(data: list[Pattern], structure: Structure) -> tuple[Floats, bool]:
    """Parameters of the least deviance: by scoring, or else over the Cholesky factor of G; then Newton's steps."""
    from scipy.optimize import minimize

    bases, pairs, size = structure.bases(), structure.pairs, structure.effects.shape[1]

    def natural(x: Floats) -> tuple[Floats, Floats]:
        factor = np.zeros((size, size))
        factor[tuple(np.array(pairs, dtype=int).reshape(-1, 2).T)] = x[: len(pairs)]
        g = factor @ factor.T
        return np.array([g[i, j] for i, j in pairs] + [x[-1] ** 2] * structure.residual), factor

    def goal(x: Floats) -> tuple[float, Floats]:
        parameters, factor = natural(x)
        try:
            point = evaluate(data, bases, parameters)
        except np.linalg.LinAlgError:
            return 1e12, np.zeros_like(x)
        pull = np.zeros((size, size))
        for (i, j), value in zip(pairs, point.slope, strict=False):
            pull[i, j] = pull[j, i] = value if i == j else value / 2
        steep = 2 * pull @ factor
        return point.deviance, np.array(
            [steep[i, j] for i, j in pairs] + [2 * x[-1] * point.slope[-1]] * structure.residual
        )

    width = np.sqrt((structure.effects**2).mean(axis=0) * max(size, 1) * 2)
    begin = (
        [1 / width[i] if i == j else 0.0 for i, j in pairs] if structure.residual else [float(i == j) for i, j in pairs]
    )
    first = np.array(begin + [0.7] * structure.residual)
    parameters, near = _polish(data, bases, natural(first)[0], "expected")
    if near and (not structure.residual or _least(structure, parameters) >= BOUND):
        return _polish(data, bases, parameters, "observed")
    found = minimize(goal, first, jac=True, method="BFGS", options={"gtol": 1e-6})
    return _polish(data, bases, natural(found.x)[0], "observed")


def _polish(data: list[Pattern], bases: Floats, parameters: Floats, information: str) -> tuple[Floats, bool]:
    """Newton's steps while they lower the deviance; whether the last one was small."""
    point, small = evaluate(data, bases, parameters), False
    for _ in range(20):
        try:
            step = np.linalg.solve(2 * getattr(point, information), point.slope)
            after = evaluate(data, bases, parameters - step)
        except np.linalg.LinAlgError:
            break
        small = bool(np.abs(step).max() < 1e-8)
        if not after.deviance <= point.deviance + 1e-9:
            break
        parameters, point = parameters - step, after
        if np.abs(step).max() < 1e-11:
            break
    return parameters, small
