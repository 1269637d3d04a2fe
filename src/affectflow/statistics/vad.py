"""Which emotions a point in valence, arousal and dominance may be: normal distributions and Bayes' rule."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import softmax

Floats = NDArray[np.float64]

CONVENTIONS = {
    "shares": "each emotion is a normal distribution over the dimensions; its share is proportional to its prior times "
    "its density at the item's point, raised to 1 / temperature; shares sum to 1",
    "missing": "a dimension without a rating is integrated out; an item without any has no shares",
}


def emotion_shares(
    points: Floats, means: Floats, covariances: Floats, prior: Floats, temperature: float = 1.0
) -> Floats:
    """Probability of each emotion at each point.

    share_c is proportional to prior_c N(point; mean_c, covariance_c)^(1 / temperature). A
    missing dimension is integrated out, which leaves the normal distribution of the others.

    Args:
        points: shape (N, D); NaN where a dimension is missing.
        means: shape (C, D).
        covariances: shape (C, D, D), positive definite.
        prior: shape (C,), positive.
        temperature: above 0; infinity gives the prior.

    Returns:
        shape (N, C), rows sum to 1; NaN where all dimensions are missing. Far from all means
        rows still sum to 1, since the densities' logarithms are compared.
    """
    shares = np.full((len(points), len(means)), np.nan)
    patterns, place = np.unique(~np.isnan(points), axis=0, return_inverse=True)
    for number, there in enumerate(patterns):
        rows = place.ravel() == number
        if there.any():
            known = points[np.ix_(rows, there)]
            density = log_densities(known, means[:, there], covariances[:, there][:, :, there])
            shares[rows] = softmax(np.log(prior) + density / temperature, axis=1)
    return shares


def log_densities(points: Floats, means: Floats, covariances: Floats) -> Floats:
    """Logarithm of the density of C normal distributions at N points, shape (N, C)."""
    factors = np.linalg.cholesky(covariances)
    apart = points[None] - means[:, None]
    scaled = np.linalg.solve(factors, apart.transpose(0, 2, 1))
    spread = np.log(np.diagonal(factors, axis1=1, axis2=2)).sum(axis=1)
    constant = 0.5 * points.shape[1] * np.log(2 * np.pi)
    return (-0.5 * (scaled**2).sum(axis=1) - spread[:, None] - constant).T


def entropy(shares: Floats) -> Floats:
    """Entropy of each row in bits, shape (N,); NaN for a row without shares."""
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(shares > 0, shares * np.log2(shares), np.where(np.isnan(shares), np.nan, 0.0))
    # 0 and not -0 for a share of 1.
    return 0.0 - terms.sum(axis=1)
