"""Logistic regression by Firth's penalised likelihood, which has a maximum even where the data are separated."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .logistic import risks

Floats = NDArray[np.float64]
STEPS, STILL, LONGEST = 500, 1e-11, 2.0


@dataclass(frozen=True)
class Firth:
    """A fit: coefficients (log odds), inverse Fisher information, penalised log-likelihood, and whether it settled."""

    coefficients: Floats
    covariance: Floats
    log_likelihood: float
    converged: bool


def firth(design: Floats, event: Floats, fixed: tuple[int, float] | None = None) -> Firth:
    """Maximise the log-likelihood plus half the log determinant of Fisher's information (Jeffreys' prior).

    Args:
        design: with its column of ones, full column rank, shape (n, coefficients).
        event: 0 or 1, shape (n,).
        fixed: a coefficient that is held at a value.

    Source: Firth (1993), Biometrika 80, 27-38; Heinze and Schemper (2002), Statistics in Medicine 21, 2409-2419.
    """
    b = np.zeros(design.shape[1])
    free = np.ones(len(b), dtype=bool)
    if fixed:
        b[fixed[0]], free[fixed[0]] = fixed[1], False
    height, step = _height(design, event, b), np.inf
    for _ in range(STEPS):
        move = _newton(design, event, b, free)
        step = np.abs(move).max(initial=0.0)
        if step < STILL:
            break
        move *= min(1.0, LONGEST / step)
        while (gained := _height(design, event, b + move)) < height - 1e-12 * abs(height) and np.abs(
            move
        ).max() > STILL:
            move /= 2
        b, height = b + move, gained
    covariance = np.asarray(np.linalg.inv(_information(design, risks(design, b))))
    return Firth(b, covariance, height, bool(step < 1e-7))


def profile_interval(design: Floats, event: Floats, which: int, level: float) -> tuple[float, float, float]:
    """Limits of one coefficient by the profile of the penalised likelihood, and the p-value of zero.

    A limit is where twice the drop of the profile is the quantile of chi-square with 1 degree of freedom.
    """
    from scipy.optimize import brentq
    from scipy.special import chdtrc, chdtri

    fit = firth(design, event)
    quantile, best = float(chdtri(1, 1 - level)), float(fit.coefficients[which])

    def drop(at: float) -> float:
        return 2 * (fit.log_likelihood - firth(design, event, (which, at)).log_likelihood)

    limits = []
    for sign in (-1, 1):
        reach = sign * 2 * float(np.sqrt(fit.covariance[which, which]))
        while drop(best + reach) < quantile:
            reach *= 2
        limits.append(float(brentq(lambda at: drop(at) - quantile, best, best + reach, xtol=1e-10)))
    return limits[0], limits[1], float(chdtrc(1, max(drop(0.0), 0.0)))


def _newton(design: Floats, event: Floats, b: Floats, free: NDArray[np.bool_]) -> Floats:
    risk = risks(design, b)
    information = _information(design, risk)
    leverage = risk * (1 - risk) * np.einsum("nk,kl,nl->n", design, np.linalg.inv(information), design)
    score = design.T @ (event - risk + leverage * (0.5 - risk))
    move = np.zeros(len(b))
    move[free] = np.linalg.solve(information[np.ix_(free, free)], score[free])
    return move


def _height(design: Floats, event: Floats, b: Floats) -> float:
    eta = design @ b
    _, log_determinant = np.linalg.slogdet(_information(design, risks(design, b)))
    return float((event * eta - np.logaddexp(0.0, eta)).sum() + log_determinant / 2)


def _information(design: Floats, risk: Floats) -> Floats:
    return design.T @ (design * (risk * (1 - risk))[:, None])
