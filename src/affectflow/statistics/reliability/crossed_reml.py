"""Variance components of items and raters from incomplete tables, by restricted maximum likelihood."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .crossed_profile import Floats, Integers, Profile

STARTS = ((1.0, 0.1), (0.05, 0.05), (4.0, 2.0), (0.1, 2.0))
"""Variances of items and raters, as multiples of the residual's, the best of which starts the search."""
LARGEST = 25.0
"""Upper bound of log(1 + l): above it the residual variance is 0 to rounding."""
STEP = 1e-5
"""Half the distance in log(1 + l) of the slopes whose difference is a second derivative."""
TOLERANCE = 1e-6
"""Largest slope of the deviance in log(1 + l) at which the fit counts as converged."""

Deviance = Callable[[Floats], tuple[float, Floats]]
"""From log(1 + l) to the deviance and its slope."""


@dataclass(frozen=True)
class Components:
    """The fit.

    Attributes:
        item, rater, residual: variances in squared units of the ratings; never negative.
        mean: generalised least-squares estimate of mu.
        log_likelihood: restricted, with all constants.
        converged: the slope of the deviance is 0, or points below 0 at a component that is 0.
        at_bound: names of the components that are 0.
        ratios: l, the variances of items and raters as multiples of the residual's, shape (2,).
        covariance: of log(1 + l), from the curvature of the likelihood, shape (2, 2); 0 for
            a component at its bound, NaN where the curvature is not positive.
    """

    item: float
    rater: float
    residual: float
    mean: float
    log_likelihood: float
    converged: bool
    at_bound: tuple[str, ...]
    ratios: Floats
    covariance: Floats


def fit_components(value: Floats, item: Integers, rater: Integers | None, weights: Floats | None = None) -> Components:
    """Fit by restricted maximum likelihood.

    # ASSUME: which ratings are missing does not depend on what they would have been.

    Args:
        value: ratings, shape (N,), not all equal, of at least two items, more than items.
        item: number of the item of each rating, shape (N,), from 0, without gaps.
        rater: number of the rater, likewise; None for the one-way model, in which raters
            are part of the residual.
        weights: how often each item counts, as so many independent items with the same
            raters; shape (items,), whole numbers as floats. None stands for once.

    Source: Patterson and Thompson (1971), Biometrika 58; profiled as in Bates et al. (2015),
    J. Stat. Software 67(1).
    """
    profile = Profile(value, item, rater, weights)
    deviance = _deviance(profile)
    share = _polish(deviance, _minimise(deviance, rater is not None))
    slope, ratio = deviance(share)[1], np.expm1(share)
    parts = profile.parts(ratio)
    free = ("item", "rater") if rater is not None else ("item",)
    return Components(
        item=float(ratio[0] * parts.scale),
        rater=float(ratio[1] * parts.scale),
        residual=parts.scale,
        mean=profile.centre + parts.mean,
        log_likelihood=-parts.deviance / 2,
        converged=bool(np.all(np.abs(_inward(share, slope)[: len(free)]) < TOLERANCE)),
        at_bound=tuple(name for name, one in zip(free, ratio, strict=False) if one == 0),
        ratios=ratio,
        covariance=_covariance(deviance, share),
    )


def _inward(share: Floats, slope: Floats) -> Floats:
    """The slope, without what would lead below 0."""
    return np.where((share <= 0) & (slope > 0), 0.0, slope)


def _deviance(profile: Profile) -> Deviance:
    def deviance(share: Floats) -> tuple[float, Floats]:
        parts = profile.parts(np.expm1(share))
        return parts.deviance, parts.slope * np.exp(share)

    return deviance


def _minimise(deviance: Deviance, crossed: bool) -> Floats:
    """log(1 + l) with the least deviance, to about six digits."""
    from scipy.optimize import minimize

    starts = [np.log1p(np.array(start)) * [1, crossed] for start in STARTS]
    start = min(starts, key=lambda share: deviance(share)[0])
    bounds = [(0.0, LARGEST), (0.0, LARGEST * crossed)]
    options = {"ftol": 1e-15, "gtol": 1e-8}
    return minimize(deviance, start, jac=True, method="L-BFGS-B", bounds=bounds, options=options).x


def _polish(deviance: Deviance, share: Floats) -> Floats:
    """A few steps of Newton on the components above 0."""
    for _ in range(3):
        value, slope = deviance(share)
        inside = _inside(share)
        if not inside.size or np.max(np.abs(slope[inside])) < 1e-10:
            break
        trial = share.copy()
        trial[inside] -= np.linalg.solve(_hessian(deviance, share, inside), slope[inside])
        if np.min(trial) < 0 or deviance(trial)[0] > value + 1e-9:
            break
        share = trial
    return share


def _inside(share: Floats) -> NDArray[np.intp]:
    """Which components are far enough above 0 for differences on both sides."""
    return np.flatnonzero(share > 10 * STEP)


def _hessian(deviance: Deviance, share: Floats, inside: NDArray[np.intp]) -> Floats:
    """Second derivatives of the deviance, by central differences of its slope."""
    moves = np.eye(2)[inside] * STEP
    found = np.array([(deviance(share + m)[1] - deviance(share - m)[1])[inside] / (2 * STEP) for m in moves])
    return (found + found.T) / 2


def _covariance(deviance: Deviance, share: Floats) -> Floats:
    inside = _inside(share)
    full = np.zeros((2, 2))
    if inside.size:
        hessian = _hessian(deviance, share, inside)
        positive = np.min(np.linalg.eigvalsh(hessian)) > 0
        full[np.ix_(inside, inside)] = 2 * np.linalg.inv(hessian) if positive else np.nan
    return full
