"""Least squares with rows that belong to clusters: coefficients and covariances that allow for it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.integer]
Booleans = NDArray[np.bool_]
Kind = Literal["CR0", "CR1", "CR1S", "CR2"]

ROUNDING = 1e-6
"""Part of a contrast below which it has none of a direction."""

FULL_LEVERAGE = 1 - 1e-10
"""Eigenvalue of a cluster's hat matrix from which on the cluster decides a coefficient alone."""


@dataclass(frozen=True)
class Clustered:
    """The fit of p coefficients; leading dimensions are those of the input.

    coefficients: shape (..., p); covariance: shape (..., p, p); df: shape (..., p).
    alone: whether one cluster decides a coefficient alone, so that nothing tells its error, shape (..., p).
    repaired: whether a two-way covariance had a negative eigenvalue that was set to 0.
    """

    coefficients: Floats
    covariance: Floats
    df: Floats
    alone: Booleans
    repaired: bool = False

    @property
    def standard_errors(self) -> Floats:
        """Square roots of the covariance's diagonal."""
        return np.sqrt(np.diagonal(self.covariance, axis1=-2, axis2=-1))


def clustered(outcome: Floats, design: Floats, cluster: Integers, kind: Kind) -> Clustered:
    """Ordinary least squares with a cluster-robust covariance.

    With clusters g, their scores s_g = Q_g'e_g in the orthonormal basis Q of the design and
    their leverages L_g = Q_g'Q_g, the covariance is the sum of a_g a_g' with a_g = s_g (CR0),
    times G/(G - 1) (CR1), times (n - 1)/(n - p) besides (CR1S), or a_g = (I - L_g)^(-1/2) s_g
    (CR2, identity as working covariance; a direction of leverage 1 counts 0). Degrees of freedom
    are G - 1, for CR2 those of Satterthwaite. The cost is linear in the rows.

    Args:
        outcome: shape (..., n).
        design: shape (..., n, p), full column rank.
        cluster: number of each row's cluster, shape (n,), from 0, without gaps, at least two.
        kind: name of the covariance.

    Source: Bell and McCaffrey (2002), Survey Methodology 28, 169-181; Pustejovsky and Tipton
    (2018), J. Business and Economic Statistics 36, 672-683.
    """
    q, r = np.linalg.qr(design)
    half = np.linalg.inv(r)
    along = np.einsum("...ni,...n->...i", q, outcome)
    residual = outcome - np.einsum("...ni,...i->...n", q, along)
    scores = sums(q * residual[..., None], cluster)
    groups, (n, p) = scores.shape[-2], design.shape[-2:]
    df = np.full(along.shape, groups - 1.0)
    leverage = np.stack([sums(q * q[..., [j]], cluster) for j in range(p)], axis=-1)
    values, vectors = np.linalg.eigh(leverage)
    if kind == "CR2":
        root = _root(values, vectors)
        scores, df = np.einsum("...gij,...gj->...gi", root, scores), _satterthwaite(leverage, root, half)
    scores = np.einsum("...ij,...gj->...gi", half, scores) * np.sqrt(_factor(kind, n, p, groups))
    coefficients = np.einsum("...ij,...j->...i", half, along)
    return Clustered(coefficients, np.swapaxes(scores, -1, -2) @ scores, df, _alone(values, vectors, half))


def clustered_both_ways(outcome: Floats, design: Floats, clusters: Integers, kind: Kind) -> Clustered:
    """Least squares with rows in several kinds of clusters at once (Cameron, Gelbach and Miller).

    The covariances by each kind of cluster are added, those by their crossings subtracted, each with
    its own factor. A negative eigenvalue of the result is set to 0. Degrees of freedom: the
    fewest clusters of a kind, minus one. CR2 is defined for one kind of cluster only.

    Args:
        outcome: shape (n,).
        design: shape (n, p).
        clusters: shape (n, kinds), each numbered from 0 without gaps, at least two.
        kind: CR0, CR1 or CR1S.

    Source: Cameron, Gelbach and Miller (2011), J. Business and Economic Statistics 29, 238-249.
    """
    total = np.zeros((design.shape[1], design.shape[1]), dtype=np.float64)
    alone = np.zeros(design.shape[1], dtype=np.bool_)
    ways = range(clusters.shape[1])
    for size in range(1, clusters.shape[1] + 1):
        for some in combinations(ways, size):
            crossed = np.unique(clusters[:, some], axis=0, return_inverse=True)[1].ravel()
            fit = clustered(outcome, design, crossed, kind)
            total, alone = total + (-1) ** (size + 1) * fit.covariance, alone | fit.alone
    values, vectors = np.linalg.eigh(total)
    repaired = bool(values.min() < -1e-12 * values.max())
    covariance = vectors @ np.diag(np.maximum(values, 0.0)) @ vectors.T if repaired else total
    fewest = min(int(clusters[:, way].max()) for way in ways)
    coefficients = np.linalg.lstsq(design, outcome)[0].astype(np.float64)
    return Clustered(coefficients, covariance, np.full(len(coefficients), float(fewest)), alone, repaired)


def sums(rows: Floats, cluster: Integers) -> Floats:
    """Sums of rows, shape (..., n, p), within clusters, shape (..., G, p)."""
    order = np.argsort(cluster, kind="stable")
    starts = np.flatnonzero(np.diff(cluster[order], prepend=-1))
    return np.add.reduceat(rows[..., order, :], starts, axis=-2)


def _factor(kind: Kind, n: int, p: int, groups: int) -> float:
    few = groups / (groups - 1)
    return {"CR0": 1.0, "CR1": few, "CR1S": few * (n - 1) / (n - p), "CR2": 1.0}[kind]


def _alone(values: Floats, vectors: Floats, half: Floats) -> Booleans:
    """Whether a direction of leverage 1 has a part in a coefficient's contrast, shape (..., p)."""
    # Row k of `half` is coefficient k's contrast in the orthonormal basis.
    rows = half / np.linalg.norm(half, axis=-1, keepdims=True)
    part = np.einsum("...kj,...gji->...gki", rows, vectors) * (values > FULL_LEVERAGE)[..., None, :]
    return np.any(np.abs(part) > ROUNDING, axis=(-3, -1))


def _root(values: Floats, vectors: Floats) -> Floats:
    """(I - L_g)^(-1/2) by the eigenvalues and vectors of L_g, shape (..., G, p, p)."""
    full = values > FULL_LEVERAGE
    roots = np.where(full, 0.0, 1 / np.sqrt(np.where(full, 1.0, 1 - values)))
    return (vectors * roots[..., None, :]) @ np.swapaxes(vectors, -1, -2)


def _satterthwaite(leverage: Floats, root: Floats, half: Floats) -> Floats:
    """Degrees of freedom of each coefficient, 2 E(v)^2 / Var(v) of its variance v under independent errors."""
    # Row k of `half` is coefficient k's contrast in the orthonormal basis.
    adjusted = np.einsum("...gij,...kj->...kgi", root, half)
    moved = np.einsum("...gij,...kgj->...kgi", leverage, adjusted)
    own = np.sum(adjusted * moved, axis=-1)
    length = np.sum(moved**2, axis=-1)
    across = np.swapaxes(moved, -1, -2) @ moved
    squares = np.sum(own**2 - 2 * own * length, axis=-1) + np.sum(across**2, axis=(-1, -2))
    return np.sum(own - length, axis=-1) ** 2 / squares
