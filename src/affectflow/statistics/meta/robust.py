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
    spread: by coefficients a, b and studies i, j: covariance of what study i adds to a with what
        study j adds to b, under the working model, (..., p, J, p, J).
    """

    covariance: Floats
    df: Floats
    spread: Floats


def robust(model: Multilevel) -> Robust:
    """The bias-reduced linearisation (CR2) with the model itself as working model.

    Sources: Bell and McCaffrey (2002), Survey Methodology 28, 169-181; Pustejovsky and Tipton
    (2018), Journal of Business & Economic Statistics 36, 672-683; R's clubSandwich.
    """
    blocks, M = model.blocks, model.covariance
    sigma = blocks.covariance(model.theta)
    weighted = np.linalg.inv(sigma) @ blocks.X
    hat = np.einsum("jmp,...pq,jnq->...jmn", blocks.X, M, blocks.X)
    adjust = _adjustment(sigma, sigma - hat)
    # g: what a study's residuals are multiplied with in each coefficient.
    g = np.einsum("...jmn,...jnp,...pq->...jqm", adjust, weighted, M)
    residual = blocks.y - np.einsum("jmp,...p->...jm", blocks.X, model.beta)
    added = np.einsum("...jqm,...jm->...jq", g, residual)
    spread = _spread(g, sigma, blocks.X, M)
    own = np.einsum("...aiaj->...aij", spread)
    total = np.einsum("...aii->...a", own)
    with np.errstate(invalid="ignore"):
        df = total**2 / (own**2).sum((-2, -1))
    return Robust(np.einsum("...ja,...jb->...ab", added, added), df, spread)


def _adjustment(sigma: Floats, left: Floats) -> Floats:
    """A with A (sigma - hat) A' = sigma in the space that residuals fill: U' (U (sigma - hat) U')^(+1/2) U."""
    U = np.swapaxes(np.linalg.cholesky(sigma), -1, -2)
    values, vectors = np.linalg.eigh(U @ left @ np.swapaxes(U, -1, -2))
    usable = values > SMALL * np.abs(values).max(-1, keepdims=True)
    root = np.where(usable, 1 / np.sqrt(np.where(usable, values, 1.0)), 0.0)
    inner = (vectors * root[..., None, :]) @ np.swapaxes(vectors, -1, -2)
    return np.swapaxes(U, -1, -2) @ inner @ U


def _spread(g: Floats, sigma: Floats, X: Floats, M: Floats) -> Floats:
    own = np.einsum("...jam,...jmn,...jbn->...jab", g, sigma, g)
    through = np.einsum("...jam,jmp->...jap", g, X)
    shared = np.einsum("...iap,...pq,...jbq->...aibj", through, M, through)
    same = np.eye(X.shape[0])
    return np.einsum("...iab,ij->...aibj", own, same) - shared


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
    tested, covariance, own = beta[which], found.covariance[which, which], found.spread[which][:, :, which]
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
