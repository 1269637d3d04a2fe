"""Variance of the coefficients of a multilevel model that does not trust its covariances: clusters are studies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .multilevel import Multilevel
from .pooling import Floats

SMALL = 1e-10


@dataclass(frozen=True)
class Robust:
    """CR2 variances; all arrays may have leading axes.

    covariance: of the coefficients, (..., p, p).
    df: Satterthwaite's degrees of freedom of each coefficient, (..., p); NaN where one study alone carries it.
    own: variances of what each study's estimates would add to the coefficients, (..., J, p, p).
    through: what of that goes through the fitted coefficients, (..., J, p, p).
    inverse: covariance of the coefficients by the working model, (..., p, p).

    What study i adds to coefficient a and study j to b have under the working model the covariance
    (own of i, where i is j) - (through of i, a) inverse (through of j, b)'.
    """

    covariance: Floats
    df: Floats
    own: Floats
    through: Floats
    inverse: Floats


def robust(model: Multilevel) -> Robust:
    """The bias-reduced linearisation (CR2) with the model itself as working model.

    Sources: Bell and McCaffrey (2002), Survey Methodology 28, 169-181; Pustejovsky and Tipton
    (2018), Journal of Business & Economic Statistics 36, 672-683; R's clubSandwich.
    """
    blocks, M = model.blocks, model.covariance
    sigma = blocks.covariance(model.theta)
    # Where a block is filled up it gets the study's own scale, so that no eigenvalue is small beside a strange one.
    filled = ~blocks.there[:, :, None] * np.eye(blocks.there.shape[1]) * (sigma[..., :1, :1] - 1)
    weighted = np.linalg.inv(sigma) @ blocks.X
    hat = np.einsum("jmp,...pq,jnq->...jmn", blocks.X, M, blocks.X)
    adjust = _adjustment(sigma + filled, sigma + filled - hat)
    # g: what a study's residuals are multiplied with in each coefficient.
    g = np.einsum("...jmn,...jnp,...pq->...jqm", adjust, weighted, M)
    residual = blocks.y - np.einsum("jmp,...p->...jm", blocks.X, model.beta)
    added = np.einsum("...jqm,...jm->...jq", g, residual)
    own = np.einsum("...jam,...jmn,...jbn->...jab", g, sigma, g)
    through = np.einsum("...jam,jmp->...jap", g, blocks.X)
    covariance = np.einsum("...ja,...jb->...ab", added, added)
    return Robust(covariance, _satterthwaite(own, through, M), own, through, M)


def _satterthwaite(own: Floats, through: Floats, M: Floats) -> Floats:
    """Twice the squared mean of each variance over its variance, by sums over studies alone."""
    alone = np.einsum("...jaa->...ja", own)
    lost = np.einsum("...jap,...pq,...jaq->...ja", through, M, through)
    total = (alone - lost).sum(-2)
    both = np.einsum("...jap,...jaq->...apq", through, through) @ M[..., None, :, :]
    squares = (alone**2 - 2 * alone * lost).sum(-2) + np.trace(both @ both, axis1=-2, axis2=-1)
    carried = total > SMALL * np.diagonal(M, axis1=-2, axis2=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(carried, total**2 / squares, np.nan)


def _adjustment(sigma: Floats, left: Floats) -> Floats:
    """A with A (sigma - hat) A' = sigma in the space that residuals fill: U' (U (sigma - hat) U')^(+1/2) U."""
    U = np.swapaxes(np.linalg.cholesky(sigma), -1, -2)
    values, vectors = np.linalg.eigh(U @ left @ np.swapaxes(U, -1, -2))
    usable = values > SMALL * np.abs(values).max(-1, keepdims=True)
    root = np.where(usable, 1 / np.sqrt(np.where(usable, values, 1.0)), 0.0)
    inner = (vectors * root[..., None, :]) @ np.swapaxes(vectors, -1, -2)
    return np.swapaxes(U, -1, -2) @ inner @ U


def hotelling(beta: Floats, found: Robust, which: slice) -> tuple[float, float, float]:
    """Whether coefficients are all 0: the approximate Hotelling test (HTZ) of one model.

    Args:
        beta: coefficients, (p,).
        found: their variances.
        which: q of them that are tested.

    Returns:
        F, and its degrees of freedom q and the approximated ones; NaN where too few studies carry the coefficients.

    Source: Tipton and Pustejovsky (2015), Journal of Educational and Behavioral Statistics 40, 604-634.
    """
    tested, covariance, own = beta[which], found.covariance[which, which], _spread(found, which)
    q, (values, vectors) = len(tested), np.linalg.eigh(np.einsum("aibi->ab", own))
    if values.min() <= SMALL * values.max():
        return np.nan, float(q), np.nan
    whiten = vectors / np.sqrt(values) @ vectors.T
    spread = np.einsum("sa,aibj,tb->sitj", whiten, own, whiten)
    cross = np.einsum("sisj,titj->st", spread, spread) + np.einsum("sitj,tisj->st", spread, spread)
    eta = q * (q + 1) / float(cross.sum())
    statistic = float(tested @ np.linalg.solve(covariance, tested))
    left = eta - q + 1
    return (left / (eta * q) * statistic, float(q), left) if left > 0 else (np.nan, float(q), np.nan)


def _spread(found: Robust, which: slice) -> Floats:
    """Covariance of what study i adds to coefficient a with what study j adds to b, (q, J, q, J)."""
    through = found.through[:, which]
    shared = np.einsum("iap,pq,jbq->aibj", through, found.inverse, through)
    same = np.eye(len(through))
    return np.asarray(np.einsum("iab,ij->aibj", found.own[:, which, which], same) - shared)
