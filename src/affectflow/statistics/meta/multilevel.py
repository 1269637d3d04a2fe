"""Several estimates of one study: effects within studies, studies within the literature (three levels), by REML."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .blocks import Blocks, in_blocks
from .pooling import Floats
from .restricted import at, scored

ZERO, ENDLESS = 1e-9, 1e12
STARTS = ((0.5, 0.5), (1.0, 0.0), (0.0, 1.0))
"""Shares of one variance between and within studies; the likelihood may have more than one summit."""


@dataclass(frozen=True)
class Multilevel:
    """A fitted multilevel model; all arrays may have leading axes.

    blocks: what it was fitted to.
    theta: variance between studies, and between the effects within a study, (..., 2).
    beta: coefficients, (..., p).
    covariance: of the coefficients, by the model, (..., p, p).
    likelihood: restricted log-likelihood but for its constant.
    converged: false where scoring did not settle.
    """

    blocks: Blocks
    theta: Floats
    beta: Floats
    covariance: Floats
    likelihood: Floats
    converged: NDArray[np.bool_]


def multilevel(y: ArrayLike, v: ArrayLike, X: ArrayLike, study: ArrayLike, *, correlation: float) -> Multilevel:
    """Fit y_ij = x_ij b + u_j + w_ij + e_ij by restricted maximum likelihood (Fisher scoring, steps halved).

    Args:
        y: estimates, (..., k).
        v: sampling variances, above 0, same shape.
        X: design with the intercept, (k, p), of full rank.
        study: the study of each estimate, (k,).
        correlation: of the sampling errors of two estimates of one study, at least 0 and below 1.

    Without a study that has two estimates the variance within studies cannot be told from that
    between them, and is 0.

    Sources: Konstantopoulos (2011), Research Synthesis Methods 2, 61-76; Pustejovsky and Tipton
    (2022), Prevention Science 23, 425-438, for the correlated errors; metafor's `rma.mv`.
    """
    y, v = np.asarray(y, dtype=float), np.asarray(v, dtype=float)
    unit = np.median(v, axis=-1, keepdims=True)
    theta, settled = _highest(in_blocks(y / np.sqrt(unit), v / unit, X, study, correlation))
    theta = np.where(theta < ZERO, 0.0, theta) * unit
    blocks = in_blocks(y, v, X, study, correlation)
    found = at(blocks, theta)
    return Multilevel(blocks, theta, found.beta, found.inverse, found.likelihood, settled)


def _highest(blocks: Blocks) -> tuple[Floats, NDArray[np.bool_]]:
    """The variances of the highest summit that the starts lead to, and whether it was reached."""
    excess = np.maximum((blocks.y**2).sum((-2, -1)) / blocks.there.sum() - 1, 0.1)[..., None]
    single = blocks.there.shape[1] == 1
    starts = STARTS[1:2] if single else STARTS
    runs = [scored(blocks, excess * np.array(start), np.array([False, single])) for start in starts]
    theta, likelihood, settled = (np.stack(part) for part in zip(*runs, strict=True))
    best = likelihood.argmax(0)[None]
    return np.take_along_axis(theta, best[..., None], 0)[0], np.take_along_axis(settled, best, 0)[0]


def containment(blocks: Blocks) -> Floats:
    """Degrees of freedom of each coefficient, (p,): studies less p where the design does not change within a study,
    estimates less p where it does; metafor's `dfs = "contain"`."""
    (studies, _), estimates, p = blocks.there.shape, blocks.places.shape[1], blocks.X.shape[-1]
    first = blocks.X[:, :1]
    constant = (np.abs(blocks.X - first) * blocks.there[..., None]).max((0, 1)) == 0
    levels: Floats = np.where(constant, float(studies), float(estimates))
    return levels - p


def profile(model: Multilevel, component: int, level: float) -> tuple[float, float]:
    """Limits of a variance by the profile of the restricted likelihood; of one model.

    Args:
        model: fitted, without leading axes.
        component: 0 between studies, 1 within them.
        level: coverage.

    Returns:
        the lower limit, 0 where the profile is not low enough there, and the upper one, NaN where
        the profile never is.
    """
    from scipy.optimize import brentq
    from scipy.stats import chi2

    unit = float(np.median(np.diagonal(model.blocks.V, axis1=-2, axis2=-1)[model.blocks.there]))
    blocks = model.blocks.scaled(unit)
    best, drop = model.theta / unit, float(chi2.ppf(level, 1)) / 2
    held = (np.arange(2) == component) | np.array([False, blocks.there.shape[1] == 1])
    top = float(at(blocks, best).likelihood)

    def excess(value: float) -> float:
        start = np.where(held, value, best)
        return top - float(scored(blocks, start, held)[1]) - drop

    here = float(best[component])
    low = 0.0 if here == 0 or excess(0.0) <= 0 else brentq(excess, 0.0, here, xtol=1e-12, rtol=1e-12)
    end = 2 * here + 1.0
    while excess(end) < 0:
        end *= 2
        if end > ENDLESS:
            return low * unit, np.nan
    return low * unit, brentq(excess, here, end, xtol=1e-12, rtol=1e-12) * unit
