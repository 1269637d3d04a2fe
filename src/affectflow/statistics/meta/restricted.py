"""The restricted likelihood of estimates in blocks, and where it is highest in the variances between and within."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .blocks import Blocks
from .pooling import Floats

STEPS, HALVINGS, CLOSE = 2000, 40, 1e-10


@dataclass(frozen=True)
class At:
    """The model at given variances; all arrays may have leading axes.

    likelihood: restricted log-likelihood but for its constant.
    beta: coefficients, (..., p).
    inverse: their covariance, (..., p, p).
    W: inverse covariance of each study's estimates, (..., J, m, m).
    weighted_residual: W times the residuals, (..., J, m).
    """

    likelihood: Floats
    beta: Floats
    inverse: Floats
    W: Floats
    weighted_residual: Floats


def at(blocks: Blocks, theta: Floats) -> At:
    """The model at variances between and within studies, theta (..., 2)."""
    X = blocks.X
    sigma = blocks.covariance(theta)
    W: Floats = np.linalg.inv(sigma).astype(np.float64)
    wx = W @ X
    precision = np.einsum("jmp,...jmq->...pq", X, wx)
    inverse: Floats = np.linalg.inv(precision).astype(np.float64)
    beta = (inverse @ np.einsum("...jmp,...jm->...p", wx, blocks.y)[..., None])[..., 0]
    residual = blocks.y - np.einsum("jmp,...p->...jm", X, beta)
    weighted = (W @ residual[..., None])[..., 0]
    logs = np.linalg.slogdet(sigma)[1].sum(-1) + np.linalg.slogdet(precision)[1]
    return At(-(logs + (residual * weighted).sum((-2, -1))) / 2, beta, inverse, W, weighted)


def derivatives(blocks: Blocks, here: At) -> tuple[Floats, Floats]:
    """Score (..., 2) and expected information (..., 2, 2) of the restricted likelihood."""
    X, parts, wx = blocks.X, blocks.parts, here.W @ blocks.X
    wa = [here.W @ part for part in parts]
    inner = [here.inverse @ np.einsum("jmp,...jmn,...jnq->...pq", X, part, wx) for part in wa]
    score, information = np.empty((*here.likelihood.shape, 2)), np.empty((*here.likelihood.shape, 2, 2))
    for a in range(2):
        trace = np.trace(wa[a], axis1=-2, axis2=-1).sum(-1) - np.trace(inner[a], axis1=-2, axis2=-1)
        fit = np.einsum("...jm,jmn,...jn->...", here.weighted_residual, parts[a], here.weighted_residual)
        score[..., a] = (fit - trace) / 2
        for b in range(2):
            both = wa[a] @ wa[b]
            across = here.inverse @ np.einsum("jmp,...jmn,...jnq->...pq", X, both, wx)
            whole = np.trace(both, axis1=-2, axis2=-1).sum(-1) - 2 * np.trace(across, axis1=-2, axis2=-1)
            information[..., a, b] = (whole + np.trace(inner[a] @ inner[b], axis1=-2, axis2=-1)) / 2
    return score, information


def scored(blocks: Blocks, start: Floats, held: NDArray[np.bool_]) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Climb the restricted likelihood until each model settles.

    Args:
        blocks: estimates in units of their median sampling variance.
        start: variances, (..., 2).
        held: which variances stay as they are, (2,).

    Returns:
        the variances, the likelihood there, and whether scoring settled.
    """
    shape = start.shape[:-1]
    theta = start.reshape(-1, 2).copy()
    flat = replace(blocks, y=blocks.y.reshape(-1, *blocks.there.shape), V=blocks.V.reshape(-1, *blocks.V.shape[-3:]))
    value, going = at(flat, theta).likelihood, np.arange(len(theta))
    for _ in range(STEPS):
        own = replace(flat, y=flat.y[going], V=flat.V[going])
        theta[going], value[going], moved = _step(own, theta[going], held)
        going = going[moved]
        if not len(going):
            break
    settled: NDArray[np.bool_] = np.isin(np.arange(len(theta)), going, invert=True)
    return theta.reshape(*shape, 2), value.reshape(shape), np.asarray(settled.reshape(shape))


def _step(own: Blocks, theta: Floats, held: NDArray[np.bool_]) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    here = at(own, theta)
    score, information = derivatives(own, here)
    still = held | ((theta <= 0) & (score <= 0))
    score = np.where(still, 0.0, score)
    information = np.where(still[..., :, None] | still[..., None, :], np.eye(2), information)
    change = np.linalg.solve(information, score[..., None])[..., 0]
    new = np.maximum(theta + change, 0.0)
    then = at(own, new).likelihood
    for _ in range(HALVINGS):
        worse = ~(then >= here.likelihood - 1e-12 * (1 + np.abs(here.likelihood)))
        if not worse.any():
            break
        change = np.where(worse[:, None], change / 2, change)
        new = np.maximum(theta + change, 0.0)
        then = at(own, new).likelihood
    moved: NDArray[np.bool_] = np.asarray((np.abs(new - theta) > CLOSE * (1 + theta)).any(-1))
    return new, then, moved
