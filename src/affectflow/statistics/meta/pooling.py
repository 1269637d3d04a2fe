"""Weighted least squares of estimates with known variances, and the variance between studies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
STEPS, CLOSE, ZERO, LEAST = 1000, 1e-13, 1e-10, 1 / 64


@dataclass(frozen=True)
class Model:
    """A fitted model of k estimates with p coefficients; all arrays may have leading axes.

    tau2: variance between studies, never below 0; 0 in the fixed-effect model.
    untruncated: what the moment estimator gave before it was cut at 0; NaN where there is none.
    beta: coefficients, (..., p).
    covariance: of the coefficients, (..., p, p).
    scale: factor on the covariance (Hartung-Knapp), 1 for Wald intervals.
    df: degrees of freedom of t, of all coefficients or (..., p); infinite for the normal distribution.
    converged: false where Fisher scoring did not settle.
    """

    tau2: Floats
    untruncated: Floats
    beta: Floats
    covariance: Floats
    scale: Floats
    df: float | Floats
    converged: NDArray[np.bool_]

    def limits(self, level: float) -> tuple[Floats, Floats]:
        """Interval of each coefficient."""
        from scipy.special import stdtrit

        half = stdtrit(self.df, (1 + level) / 2) * self.standard_error
        return self.beta - half, self.beta + half

    @property
    def standard_error(self) -> Floats:
        """Of each coefficient."""
        return np.sqrt(np.diagonal(self.covariance, axis1=-2, axis2=-1))

    @property
    def p(self) -> Floats:
        """Two-sided p value of each coefficient."""
        from scipy.special import stdtr

        return 2 * stdtr(self.df, -np.abs(self.beta / self.standard_error))


def fitted(y: ArrayLike, v: ArrayLike, X: ArrayLike | None = None, *, method: str, interval: str) -> Model:
    """Pool estimates.

    Args:
        y: estimates, (..., k).
        v: their sampling variances, above 0, same shape.
        X: design with the intercept, (k, p) of full rank; only the intercept if not given.
        method: `fixed`, `dersimonian_laird`, `paule_mandel` or `reml` (Fisher scoring from the
            moment estimate; a step below 0 is halved).
        interval: `wald` (normal distribution), `hartung_knapp` (t with k - p degrees of freedom,
            covariance times the weighted residual mean square) or `hartung_knapp_ad_hoc` (the
            factor not below 1).

    Sources: DerSimonian and Laird (1986); Paule and Mandel (1982); Raudenbush (2009) for REML;
    Knapp and Hartung (2003); Roever, Knapp and Friede (2015) for the factor.
    """
    y, v = np.asarray(y, dtype=float), np.asarray(v, dtype=float)
    design = np.ones((y.shape[-1], 1)) if X is None else np.asarray(X, dtype=float)
    tau2, moment, settled = _between(y, v, design, method)
    projection, inverse, beta = weighted(y, v + tau2[..., None], design)
    df, factor = np.inf, np.ones(y.shape[:-1])
    if interval != "wald":
        df = float(y.shape[-1] - design.shape[1])
        rounding = 1e-13 * (y**2 / (v + tau2[..., None])).sum(-1)
        left = quadratic(projection, y)
        factor = np.where(left > rounding, left, 0.0) / df
        factor = np.maximum(factor, 1.0) if interval == "hartung_knapp_ad_hoc" else factor
    return Model(tau2, moment, beta, inverse * factor[..., None, None], factor, df, settled)


def _between(y: Floats, v: Floats, design: Floats, method: str) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """tau2, what it was before it was cut at 0, and whether it settled; found in units of the median variance."""
    unit = np.median(v, axis=-1)
    y, v = y / np.sqrt(unit)[..., None], v / unit[..., None]
    unknown, settled = np.full(y.shape[:-1], np.nan), np.ones(y.shape[:-1], dtype=bool)
    moment = unknown if method == "fixed" else _moment(y, v, design)
    if method == "fixed":
        tau2 = np.zeros(y.shape[:-1])
    elif method == "dersimonian_laird":
        tau2 = np.maximum(moment, 0.0)
    else:
        step = _likelihood_step if method == "reml" else _generalised_q_step
        tau2, settled = _scored(y, v, design, np.maximum(moment, 0.0), step)
        moment = unknown
    return tau2 * unit, moment * unit, settled


def weighted(y: Floats, variance: Floats, X: Floats) -> tuple[Floats, Floats, Floats]:
    """The projection P onto residuals (..., k, k), the inverse of X'WX, and the coefficients."""
    w = 1 / variance
    wx = w[..., :, None] * X
    inverse: Floats = np.linalg.inv(X.T @ wx).astype(np.float64)
    projection = w[..., :, None] * np.eye(y.shape[-1]) - wx @ inverse @ np.swapaxes(wx, -1, -2)
    beta = (inverse @ (np.swapaxes(wx, -1, -2) @ y[..., None]))[..., 0]
    return projection, inverse, beta


def quadratic(projection: Floats, y: Floats) -> Floats:
    """y'Py."""
    return np.einsum("...i,...ij,...j->...", y, projection, y)


def prediction(model: Model, k: int, level: float, rule: str) -> tuple[Floats, Floats]:
    """Where the true effect of a new study lies, of a model without moderators.

    Args:
        model: the fitted model.
        k: estimates behind it.
        level: coverage.
        rule: `z`, `t_k_minus_1` (as metafor's for the t distribution) or `t_k_minus_2` (Higgins,
            Thompson and Spiegelhalter, 2009, JRSS A 172, 137-159).
    """
    from scipy.special import stdtrit

    df = {"z": np.inf, "t_k_minus_1": k - 1.0, "t_k_minus_2": k - 2.0}[rule]
    half = stdtrit(df, (1 + level) / 2) * np.sqrt(model.covariance[..., 0, 0] + model.tau2)
    return model.beta[..., 0] - half, model.beta[..., 0] + half


def _moment(y: Floats, v: Floats, X: Floats) -> Floats:
    projection, _, _ = weighted(y, v, X)
    trace = np.trace(projection, axis1=-2, axis2=-1)
    return (quadratic(projection, y) - (y.shape[-1] - X.shape[1])) / trace


def _scored(y: Floats, v: Floats, X: Floats, start: Floats, step) -> tuple[Floats, NDArray[np.bool_]]:
    """Steps until each model settles; those that have settled are left alone."""
    flat = (-1, y.shape[-1])
    y, v, tau2 = y.reshape(flat), v.reshape(flat), start.reshape(-1).copy()
    going = np.arange(len(tau2))
    share, before = np.ones(len(tau2)), np.zeros(len(tau2))
    for _ in range(STEPS):
        projection, _, _ = weighted(y[going], v[going] + tau2[going, None], X)
        now, change = tau2[going], step(projection, y[going], y.shape[-1] - X.shape[1])
        # A step that turns back may circle about the summit for ever: its share is halved.
        share[going] = np.where(change * before[going] < 0, np.maximum(share[going] / 2, LEAST), share[going])
        before[going] = change
        change = change * share[going]
        while (below := (now + change < 0) & (now > ZERO)).any():
            change = np.where(below, change / 2, change)
        tau2[going] = np.maximum(now + change, 0.0)
        going = going[np.abs(tau2[going] - now) > CLOSE * (1 + now)]
        if not len(going):
            break
    settled = np.isin(np.arange(len(tau2)), going, invert=True)
    return np.where(tau2 < ZERO, 0.0, tau2).reshape(start.shape), settled.reshape(start.shape)


def _likelihood_step(projection: Floats, y: Floats, df: int) -> Floats:
    """Fisher scoring of the restricted likelihood."""
    py = (projection @ y[..., None])[..., 0]
    trace = np.trace(projection, axis1=-2, axis2=-1)
    return ((py**2).sum(-1) - trace) / (projection**2).sum((-2, -1))


def _generalised_q_step(projection: Floats, y: Floats, df: int) -> Floats:
    """Newton's step to where the generalised Q is its degrees of freedom."""
    py = (projection @ y[..., None])[..., 0]
    return (quadratic(projection, y) - df) / (py**2).sum(-1)
