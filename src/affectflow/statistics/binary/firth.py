"""Logistic regression by Firth's penalised likelihood, which has a maximum even where the data are separated."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .logistic import risks

Floats = NDArray[np.float64]
STEPS, STILL, SETTLED, LONGEST = 40, 1e-10, 1e-7, 4.0


@dataclass(frozen=True)
class Firth:
    """A fit: coefficients (log odds), inverse Fisher information, penalised log-likelihood, and whether it settled."""

    coefficients: Floats
    covariance: Floats
    log_likelihood: float
    converged: bool


def firth(design: Floats, event: Floats, fixed: tuple[int, float] | None = None, start: Floats | None = None) -> Firth:
    """Maximise the log-likelihood plus half the log determinant of Fisher's information (Jeffreys' prior).

    Args:
        design: with its column of ones, full column rank, shape (n, coefficients).
        event: 0 or 1, shape (n,).
        fixed: a coefficient that is held at a value.
        start: where to begin; zero if not given.

    Source: Firth (1993), Biometrika 80, 27-38; Heinze and Schemper (2002), Statistics in Medicine 21, 2409-2419.
    """
    b = np.zeros(design.shape[1]) if start is None else start.copy()
    free = np.ones(len(b), dtype=bool)
    if fixed:
        b[fixed[0]], free[fixed[0]] = fixed[1], False
    height, step = _height(design, event, b), np.inf
    for _ in range(STEPS):
        move = _newton(design, event, b, free)
        step = np.abs(move).max(initial=0.0)
        if step < STILL:
            break
        # Far moves leave the range in which the information tells anything.
        move = move * min(1.0, LONGEST / np.abs(design @ move).max())
        while not (gained := _height(design, event, b + move)) >= height - 1e-12 * abs(height):
            move = move / 2
        b, height = b + move, gained
    if step >= SETTLED:
        b, height, step = _polished(design, event, b, free, height)
    covariance = np.asarray(np.linalg.pinv(_information(design, risks(design, b)), hermitian=True))
    return Firth(b, covariance, height, bool(step < SETTLED))


def profile_interval(design: Floats, event: Floats, which: int, level: float) -> tuple[float, float, float]:
    """Limits of one coefficient by the profile of the penalised likelihood, and the p-value of zero.

    A limit is where twice the drop of the profile is the quantile of chi-square with 1 degree of freedom. All
    are NaN where a fit on the way did not settle.
    """
    from scipy.optimize import brentq
    from scipy.special import chdtrc, chdtri

    fit = firth(design, event)
    quantile, best = float(chdtri(1, 1 - level)), float(fit.coefficients[which])
    near, settled = fit.coefficients, fit.converged

    def drop(at: float) -> float:
        nonlocal near, settled
        held = firth(design, event, (which, at), near)
        near, settled = held.coefficients, settled and held.converged
        return 2 * (fit.log_likelihood - held.log_likelihood)

    def limit(sign: int) -> float:
        nonlocal near, settled
        near, reach, inner = fit.coefficients, sign * float(np.sqrt(fit.covariance[which, which])), best
        while settled and drop(best + reach) < quantile:
            inner, reach = best + reach, reach * 1.5
        # A profile that is found elsewhere on the way back has two hills: no limit is told then.
        settled = settled and drop(inner) < quantile <= drop(best + reach)
        return float(brentq(lambda at: drop(at) - quantile, inner, best + reach, xtol=1e-9)) if settled else best

    low, high = limit(-1), limit(1)
    near = fit.coefficients
    p = float(chdtrc(1, max(drop(0.0), 0.0)))
    return (low, high, p) if settled else (np.nan, np.nan, np.nan)


def _polished(design: Floats, event: Floats, b: Floats, free: NDArray[np.bool_], height: float):
    """Scoring converges slowly where the data are separated: a root of the score, by Powell's method, from there."""
    from scipy.optimize import root

    def score(part: Floats) -> Floats:
        at = b.copy()
        at[free] = part
        return _score(design, event, at)[free]

    found, there = root(score, b[free], tol=1e-12), b.copy()
    there[free] = found.x
    step, reached = np.abs(_newton(design, event, there, free)).max(), _height(design, event, there)
    return (there, reached, step) if reached >= height - 1e-9 else (b, height, np.inf)


def _score(design: Floats, event: Floats, b: Floats) -> Floats:
    risk = risks(design, b)
    inverse = np.linalg.pinv(_information(design, risk), hermitian=True)
    leverage = risk * (1 - risk) * np.einsum("nk,kl,nl->n", design, inverse, design)
    return design.T @ (event - risk + leverage * (0.5 - risk))


def _newton(design: Floats, event: Floats, b: Floats, free: NDArray[np.bool_]) -> Floats:
    information, move = _information(design, risks(design, b)), np.zeros(len(b))
    move[free] = np.linalg.lstsq(information[np.ix_(free, free)], _score(design, event, b)[free])[0]
    return move


def _height(design: Floats, event: Floats, b: Floats) -> float:
    eta = design @ b
    _, log_determinant = np.linalg.slogdet(_information(design, risks(design, b)))
    return float((event * eta - np.logaddexp(0.0, eta)).sum() + log_determinant / 2)


def _information(design: Floats, risk: Floats) -> Floats:
    return design.T @ (design * (risk * (1 - risk))[:, None])
