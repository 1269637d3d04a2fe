"""Logistic regression by maximum likelihood; one data set or many at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .separation import separation

Floats = NDArray[np.float64]
STEPS, STILL, SETTLED = 60, 1e-10, 1e-8


@dataclass(frozen=True)
class Logistic:
    """A fit; leading dimensions are those of the input.

    coefficients: log odds, shape (..., coefficients).
    covariance: inverse Fisher information, shape (..., coefficients, coefficients).
    log_likelihood: shape (...).
    converged: shape (...).
    """

    coefficients: Floats
    covariance: Floats
    log_likelihood: Floats
    converged: NDArray[np.bool_]


def logistic(design: Floats, event: Floats) -> Logistic:
    """Newton's method (iteratively reweighted least squares) from zero.

    Where the data are separated (see `why_not`) there is no maximum and `converged` is False. Columns that tell each
    other share their coefficient, and fitted risks are as without one of them.

    Args:
        design: with its column of ones, shape (..., n, coefficients).
        event: 0 or 1, shape (..., n).
    """
    b = np.zeros((*np.broadcast_shapes(design.shape[:-2], event.shape[:-1]), design.shape[-1]))
    step = np.full(b.shape, np.inf)
    for _ in range(STEPS):
        risk = risks(design, b)
        score = np.einsum("...nk,...n->...k", design, event - risk)
        step = np.einsum("...kl,...l->...k", _inverse(design, risk), score)
        b = b + step
        if np.abs(step).max() < STILL:
            break
    eta = np.einsum("...nk,...k->...n", design, b)
    likelihood = (event * eta - np.logaddexp(0.0, eta)).sum(-1)
    converged = np.abs(step).max(-1) < SETTLED
    return Logistic(b, _inverse(design, risks(design, b)), likelihood, converged)


def why_not(design: Floats, event: Floats) -> str:
    """Why one data set has no maximum likelihood estimate, by a name, or nothing."""
    if len(np.unique(event)) < 2:
        return "constant_outcome"
    if np.linalg.matrix_rank(design) < design.shape[1]:
        return "collinear_covariates"
    return separation(np.where(event[:, None] > 0, design, -design))


def risks(design: Floats, coefficients: Floats) -> Floats:
    """Risks of the event under log odds, shape (..., n)."""
    from scipy.special import expit

    return expit(np.einsum("...nk,...k->...n", design, coefficients))


def _inverse(design: Floats, risk: Floats) -> Floats:
    """Inverse of Fisher's information, shape (..., coefficients, coefficients)."""
    # A weight of exactly zero would make the information of a diverging fit singular; it is reported as such above.
    weight = np.maximum(risk * (1 - risk), 1e-12)
    return np.asarray(np.linalg.pinv(np.swapaxes(design * weight[..., None], -1, -2) @ design, hermitian=True))
