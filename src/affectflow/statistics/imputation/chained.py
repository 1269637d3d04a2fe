"""Proper multiple imputation of numbers by chained normal regressions, all draws side by side."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def why_impossible(data: Floats) -> str:
    """Why columns of `data`, shape (n, k), cannot be imputed from one another, or nothing."""
    there = ~np.isnan(data)
    for place in np.flatnonzero(~there.all(axis=0)):
        known = int(there[:, place].sum())
        if known < data.shape[1] + 2:
            return f"{known} known values for a regression on {data.shape[1] - 1} others with an intercept"
        if np.ptp(data[there[:, place], place]) == 0:
            return "a variable with missing values is constant where it is known"
    return ""


def impute(data: Floats, m: int, *, iterations: int, rng: np.random.Generator) -> Floats:
    """Fill what is missing m times.

    Begins with values drawn from the known ones of the same column. In each iteration each incomplete
    column is regressed on all others; variance and coefficients are drawn from their posterior under a
    flat prior, then the missing values from the regression, so that the draws differ as much as what
    is unknown does.

    # ASSUME: given the other columns, a column is normal with a linear mean and one variance; what is
    missing is missing at random.

    Args:
        data: shape (n, k), NaN where missing; `why_impossible` says nothing about it.
        m: draws.
        iterations: of the chain.
        rng: of all draws.

    Returns:
        shape (m, n, k); known values as they are.

    Raises:
        ValueError: when a column is an exact function of others.

    Source: van Buuren and Groothuis-Oudshoorn (2011), J. Statistical Software 45(3), method `norm`; Rubin (1987).
    """
    there = ~np.isnan(data)
    filled = np.repeat(data[None], m, axis=0)
    incomplete = np.flatnonzero(~there.all(axis=0)).tolist()
    for place in incomplete:
        known, gone = data[there[:, place], place], ~there[:, place]
        filled[:, gone, place] = rng.choice(known, size=(m, int(gone.sum())))
    for _ in range(iterations if len(incomplete) else 0):
        for place in incomplete:
            _redraw(filled, place, there[:, place], rng)
    return filled


def _redraw(filled: Floats, place: int, known: NDArray[np.bool_], rng: np.random.Generator) -> None:
    m, n, k = filled.shape
    others = np.delete(filled, place, axis=2)
    # Standardised by what is common to all draws, so that the normal equations are well conditioned.
    centre, spread = others.mean(axis=(0, 1)), others.std(axis=(0, 1))
    design = np.concatenate([np.ones((m, n, 1)), (others - centre) / np.where(spread > 0, spread, 1.0)], axis=2)
    x, y = design[:, known], filled[:, known, place]
    cross = np.swapaxes(x, 1, 2) @ x
    if np.linalg.cond(cross).max() > 1e12:
        raise ValueError("a variable is an exact function of the others")
    inverse = np.linalg.inv(cross)
    coefficients = inverse @ (np.swapaxes(x, 1, 2) @ y[..., None])
    rest = np.sum((y - (x @ coefficients)[..., 0]) ** 2, axis=1)
    sigma = np.sqrt(rest / rng.chisquare(x.shape[1] - k, size=m))
    drawn = coefficients + sigma[:, None, None] * (np.linalg.cholesky(inverse) @ rng.normal(size=(m, k, 1)))
    gone = ~known
    noise = sigma[:, None] * rng.normal(size=(m, int(gone.sum())))
    filled[:, gone, place] = (design[:, gone] @ drawn)[..., 0] + noise
