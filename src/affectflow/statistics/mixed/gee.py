"""Generalised estimating equations for numbers or events over time, with small-sample corrections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from .sums import Floats

Working = Literal["independence", "exchangeable"]
Family = Literal["normal", "binomial"]
Moments = Literal["all", "less_coefficients"]
SmallSample = Literal["none", "kauermann_carroll", "mancl_derouen"]
STEPS, CLOSE, SETTLED = 200, 1e-12, 1e-10


@dataclass(frozen=True)
class GeeFit:
    """A fit of p coefficients.

    coefficients: shape (p,); of events log odds. covariance: the sandwich, shape (p, p).
    correlation: of any two outcomes of a person under the working model. scale: of squared Pearson residuals.
    persons: how many; free: persons minus coefficients.
    converged: coefficients settled, and the working correlation stayed one that outcomes can have.
    """

    coefficients: Floats
    covariance: Floats
    correlation: float
    scale: float
    persons: int
    free: int
    converged: bool

    def contrast(self, weights: Floats) -> tuple[float, float, float]:
        """Estimate, standard error and degrees of freedom of a contrast, shape (p,)."""
        variance = float(weights @ self.covariance @ weights)
        return float(weights @ self.coefficients), variance**0.5, float(self.free)


def fit_gee(
    outcome: Floats,
    design: Floats,
    working: Working,
    correction: SmallSample,
    *,
    family: Family = "normal",
    moments: Moments = "all",
) -> GeeFit:
    """Fit by alternating Fisher scoring with moments of the Pearson residuals.

    The link is the identity for `normal` and the logit for `binomial`, whose variance is mu (1 - mu). The scale is
    the sum of squared residuals over their number, and the correlation the sum of products of two residuals of a
    person over the number of pairs and the scale. With `moments` less_coefficients both numbers are less by the
    coefficients (SAS, R's gee, statsmodels); with `all` they are not (R's geepack). The covariance is the sandwich;
    residuals r of a person with leverage H enter it as r, as (I - H)^(-1/2) r, or as (I - H)^(-1) r.

    # ASSUME: what is missing is missing completely at random: unlike a mixed model, these equations do not
    hold where earlier outcomes tell who is lost.

    Args:
        outcome: shape (persons, occasions), NaN where missing; someone is measured twice. Events are 0 or 1, and
            not separated by the design.
        design: shape (persons, occasions, p), of full rank over what was measured.

    Sources: Liang and Zeger (1986), Biometrika 73, 13-22; Kauermann and Carroll (2001), JASA 96, 1387-1396; Mancl and
    DeRouen (2001), Biometrics 57, 126-134.
    """
    # Numbers are fitted as what least squares leaves of them, in its units: no level or unit costs digits.
    start, unit = _least_squares(outcome, design) if family == "normal" else (np.zeros(design.shape[-1]), 1.0)
    patterns = list(_patterns((outcome - design @ start) / unit, design))
    coefficients: Floats = np.zeros(design.shape[-1])
    lost = design.shape[-1] if moments == "less_coefficients" else 0
    correlation, converged = 0.0, False
    for _ in range(STEPS):
        bread, score = _equations(_pearson(patterns, coefficients, family), correlation)
        step = np.linalg.solve(bread, score).astype(np.float64)
        coefficients = coefficients + step
        scale, moment = _moments(_pearson(patterns, coefficients, family), lost)
        if working == "exchangeable" and not _proper(patterns, moment):
            break
        before, correlation = correlation, moment if working == "exchangeable" else 0.0
        still = np.max(np.abs(step)) <= CLOSE * (1 + np.max(np.abs(coefficients)))
        converged = bool(still and abs(correlation - before) <= SETTLED)
        if converged:
            break
    fitted = _pearson(patterns, coefficients, family)
    bread, _ = _equations(fitted, correlation)
    inverse = np.linalg.inv(bread).astype(np.float64)
    covariance = inverse @ _meat(fitted, correlation, inverse, correction) @ inverse
    persons, whole, errors = len(outcome), start + unit * coefficients, unit**2 * covariance
    return GeeFit(whole, errors, correlation, unit**2 * scale, persons, persons - len(whole), converged)


Pattern = tuple[Floats, Floats]
"""Outcomes or residuals (m, k) and designs (m, k, p) of the m persons who were measured at the same k occasions."""


def _patterns(outcome: Floats, design: Floats) -> Iterator[Pattern]:
    there = ~np.isnan(outcome)
    kinds, kind = np.unique(there, axis=0, return_inverse=True)
    for place, seen in enumerate(kinds):
        who = np.flatnonzero(kind.ravel() == place)
        if seen.any():
            yield outcome[np.ix_(who, seen)], design[who][:, seen]


def _proper(patterns: list[Pattern], correlation: float) -> bool:
    """Whether the exchangeable correlation of the most outcomes of a person is positive definite."""
    most = max(y.shape[1] for y, _ in patterns)
    return -1 / (most - 1) + CLOSE < correlation < 1 - CLOSE


def _precision(k: int, correlation: float) -> Floats:
    return np.asarray(np.linalg.inv((1 - correlation) * np.eye(k) + correlation), dtype=np.float64)


def _least_squares(outcome: Floats, design: Floats) -> tuple[Floats, float]:
    """Coefficients, and the root mean square of what they leave."""
    there = ~np.isnan(outcome)
    y, x = outcome[there], design[there]
    coefficients = np.linalg.lstsq(x, y)[0].astype(np.float64)
    left = float(np.sqrt(np.mean((y - x @ coefficients) ** 2)))
    return coefficients, left if left > 0 else 1.0


def _pearson(patterns: list[Pattern], coefficients: Floats, family: Family) -> list[Pattern]:
    """Pearson residuals, and designs as slopes of the means over the same standard deviations."""
    if family == "normal":
        return [(y - x @ coefficients, x) for y, x in patterns]
    from scipy.special import expit

    scaled = []
    for y, x in patterns:
        mean = expit(x @ coefficients)
        spread = np.sqrt(mean * (1 - mean))
        scaled.append(((y - mean) / spread, x * spread[..., None]))
    return scaled


def _equations(fitted: list[Pattern], correlation: float) -> tuple[Floats, Floats]:
    width = fitted[0][1].shape[-1]
    bread, score = np.zeros((width, width)), np.zeros(width)
    for r, x in fitted:
        weighted = np.einsum("mki,kl->mli", x, _precision(r.shape[1], correlation))
        bread += np.einsum("mli,mlj->ij", weighted, x)
        score += np.einsum("mli,ml->i", weighted, r)
    return bread, score


def _moments(fitted: list[Pattern], lost: int) -> tuple[float, float]:
    squares, products, n, pairs = 0.0, 0.0, 0, 0
    for r, _ in fitted:
        own = float(np.sum(r**2))
        squares, n = squares + own, n + r.size
        products += (float(np.sum(r.sum(axis=1) ** 2)) - own) / 2
        pairs += len(r) * r.shape[1] * (r.shape[1] - 1) // 2
    scale = squares / (n - lost)
    return scale, products / (pairs - lost) / scale if pairs > lost else np.inf


def _meat(fitted: list[Pattern], correlation: float, inverse: Floats, correction: SmallSample) -> Floats:
    # (I - H) of the residuals themselves is similar to that of Pearson's, and gives the same scores.
    total = np.zeros_like(inverse)
    for r, x in fitted:
        precision = _precision(r.shape[1], correlation)
        turned = r
        if correction != "none":
            leverage = x @ inverse @ np.swapaxes(x, 1, 2) @ precision
            turned = np.einsum("mkl,ml->mk", _turned(np.eye(r.shape[1]) - leverage, correction), r)
        score = np.einsum("mki,kl,ml->mi", x, precision, turned)
        total += score.T @ score
    return total


def _turned(left: NDArray[np.float64], correction: SmallSample) -> Floats:
    """(I - H)^-1 or (I - H)^(-1/2); I - H is similar to a symmetric matrix, so its eigenvalues are real."""
    if correction == "mancl_derouen":
        return np.asarray(np.linalg.inv(left), dtype=np.float64)
    values, vectors = np.linalg.eig(left)
    return np.asarray(vectors @ ((values.astype(complex) ** -0.5)[..., None] * np.linalg.inv(vectors))).real.astype(
        np.float64
    )
