"""Fits of random intercepts, random slopes and unstructured covariances."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .likelihood import Point, evaluate
from .sums import Floats, Pattern, clusters, occasions

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
    """One variance between participants, or clusters, and one residual variance."""
    return Structure(np.ones((occasions, 1)), True)


def random_slope(times: Floats) -> Structure:
    """Correlated intercept and slope in time, and one residual variance."""
    return Structure(np.stack([np.ones(len(times)), times], axis=1), True)


def unstructured(occasions: int) -> Structure:
    """Every variance and covariance is its own parameter."""
    return Structure(np.eye(occasions), False)


@dataclass(frozen=True)
class Basis:
    """Where a fit is made: least-squares residuals in units of their spread, on the orthonormal Q of the design Q R.

    No digits are lost to large means, units or nearly collinear columns, and one start suits every scale.

    start: least-squares coefficients, shape (p,). triangle: R, (p, p). scale: spread of the residuals.
    """

    start: Floats
    triangle: Floats
    scale: float


@dataclass(frozen=True)
class Fit:
    """A fit.

    parameters: lower triangle of G by rows, then the residual variance if there is one; in squared outcome units.
    point: the likelihood there, in the units of `basis`.
    singular: G is at its bound; a random intercept is then left out of the model.
    converged: the gradient vanishes and the information is positive definite, or G is at its bound.
    free: observations - p.
    """

    structure: Structure
    parameters: Floats
    point: Point
    basis: Basis
    singular: bool
    converged: bool
    free: int

    @property
    def log_likelihood(self) -> float:
        """Restricted, with all constants, of the outcome in its own units on the design as it was given."""
        turned = float(np.log(np.abs(np.diag(self.basis.triangle))).sum())
        return -self.point.deviance / 2 - self.free * float(np.log(self.basis.scale)) - turned

    def contrast(self, weights: Floats, df: str) -> tuple[float, float, float]:
        """Estimate, standard error and degrees of freedom of a contrast, shape (p,).

        df: `satterthwaite` (observed information), `kenward_roger` (expected information,
        adjusted standard error) or `residual` (observations - p).

        Sources: Kuznetsova et al. (2017), J. Stat. Software 82(13); Kenward and Roger (1997),
        whose degrees of freedom for one contrast reduce to 2 / A with scale 1.
        """
        point, basis = self.point, self.basis
        turned = np.linalg.solve(basis.triangle.T, weights)
        estimate = float(weights @ basis.start + basis.scale * (turned @ point.coefficients))
        reach = point.covariance @ turned
        variance = float(turned @ reach)
        if df == "residual":
            return estimate, basis.scale * variance**0.5, float(self.free)
        of_parameters = np.linalg.inv(point.expected if df == "kenward_roger" else point.observed)
        gradient = np.einsum("i,kij,j->k", reach, point.bends, reach)
        freedom = 2 * variance**2 / float(gradient @ of_parameters @ gradient)
        if df == "kenward_roger":
            lost = point.crossed - np.einsum("kij,jm,lmn->klin", point.bends, point.covariance, point.bends)
            variance += 2 * float(reach @ np.einsum("kl,klij->ij", of_parameters, lost) @ reach)
        return estimate, basis.scale * variance**0.5, freedom


def fit_mixed(outcome: Floats, design: Floats, structure: Structure) -> Fit:
    """Fit outcomes at common occasions by restricted maximum likelihood.

    Args:
        outcome: shape (persons, occasions), NaN where missing.
        design: shape (persons, occasions, p); of full rank where an outcome is there.
        structure: the covariance of a person's outcomes.
    """
    there = ~np.isnan(outcome)

    def summed(rest: Floats, columns: Floats) -> list[Pattern]:
        values, x = np.full(outcome.shape, np.nan), np.zeros(design.shape)
        values[there], x[there] = rest, columns
        return occasions(values, x, structure.bases())

    return _fit(outcome[there], design[there], structure, summed)


def fit_clustered(outcome: Floats, design: Floats, cluster: NDArray[np.integer]) -> Fit:
    """Fit rows of clusters of any size, with a random intercept for each cluster, by restricted maximum likelihood.

    The cost is linear in the rows.

    Args:
        outcome: shape (rows,).
        design: shape (rows, p), of full rank.
        cluster: number of each row's cluster, from 0 without gaps, shape (rows,); at least one has two rows.
    """
    return _fit(outcome, design, random_intercept(1), lambda rest, columns: clusters(rest, columns, cluster))


def _fit(
    outcome: Floats, design: Floats, structure: Structure, summed: Callable[[Floats, Floats], list[Pattern]]
) -> Fit:
    q, triangle = np.linalg.qr(design)
    start, free = np.linalg.solve(triangle, q.T @ outcome), len(outcome) - design.shape[1]
    rest = outcome - design @ start
    scale = float(np.sqrt(rest @ rest / free))
    data = summed(rest / scale, q)
    parameters, moved = _search(data, structure)
    singular = structure.residual and _least(structure, parameters) < BOUND
    if singular and structure.effects.shape[1] == 1:
        structure = Structure(structure.effects[:, :0], True)
        data = [replace(part, bases=part.bases[1:]) for part in data]
        parameters, moved = _search(data, structure)
    basis, point = Basis(start, triangle, scale), evaluate(data, parameters)
    settled = singular or (moved and _curved(point))
    return Fit(structure, parameters * scale**2, point, basis, singular, settled, free)


def _curved(point: Point) -> bool:
    """Whether the likelihood falls off in every direction; where it has no bound, a small step is no maximum."""
    return bool(np.linalg.eigvalsh(point.observed)[0] > 0 and np.linalg.eigvalsh(point.expected)[0] > 0)


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

    pairs, size = structure.pairs, structure.effects.shape[1]

    def natural(x: Floats) -> tuple[Floats, Floats]:
        factor = np.zeros((size, size))
        factor[tuple(np.array(pairs, dtype=int).reshape(-1, 2).T)] = x[: len(pairs)]
        g = factor @ factor.T
        return np.array([g[i, j] for i, j in pairs] + [x[-1] ** 2] * structure.residual), factor

    def goal(x: Floats) -> tuple[float, Floats]:
        parameters, factor = natural(x)
        try:
            point = evaluate(data, parameters)
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
    parameters, near = _polish(data, natural(first)[0], "expected")
    if near and (not structure.residual or _least(structure, parameters) >= BOUND):
        return _polish(data, parameters, "observed")
    found = minimize(goal, first, jac=True, method="BFGS", options={"gtol": 1e-6})
    return _polish(data, natural(found.x)[0], "observed")


def _polish(data: list[Pattern], parameters: Floats, information: str) -> tuple[Floats, bool]:
    """Newton's steps while they lower the deviance; whether the last one was small."""
    point, small = evaluate(data, parameters), False
    for _ in range(20):
        try:
            step = np.linalg.solve(2 * getattr(point, information), point.slope)
            after = evaluate(data, parameters - step)
        except np.linalg.LinAlgError:
            break
        small = bool(np.abs(step).max() < 1e-8)
        if not after.deviance <= point.deviance + 1e-9:
            break
        parameters, point = parameters - step, after
        if np.abs(step).max() < 1e-11:
            break
    return parameters, small
