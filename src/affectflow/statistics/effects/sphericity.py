"""How far differences between occasions are from equal variances: epsilons and Mauchly's test."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Sphericity:
    """Leading dimensions are those of the input.

    greenhouse_geisser, huynh_feldt: epsilons; 1 with two occasions; Huynh and Feldt's is NaN where
        there are too few persons for it.
    mauchly, mauchly_p: Mauchly's W and its p; NaN with two occasions, where sphericity holds always, and where
        there are fewer persons than contrasts.
    """

    greenhouse_geisser: Floats
    huynh_feldt: Floats
    mauchly: Floats
    mauchly_p: Floats


def sphericity(rest: Floats, df: int) -> Sphericity:
    """Epsilons and Mauchly's test.

    Args:
        rest: deviations of persons from their cell's mean in p orthonormal contrasts of occasions, shape (..., n, p).
        df: persons less cells.

    Source: Greenhouse and Geisser (1959), Psychometrika 24, 95-112; Huynh and Feldt (1976), J. Educational Statistics
    1, 69-82, with persons less cells in place of persons less one (Lecoutre, 1991, same journal 16, 371-372); Mauchly
    (1940), Annals of Mathematical Statistics 11, 204-209.
    """
    p = rest.shape[-1]
    scatter = np.swapaxes(rest, -1, -2) @ rest
    trace = np.asarray(np.trace(scatter, axis1=-2, axis2=-1))
    none = np.full(np.shape(trace), np.nan)
    if p == 1:
        return Sphericity(np.ones_like(trace), np.ones_like(trace), none, none)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = scatter / trace[..., None, None]
        gg = 1 / (p * np.sum(shares**2, axis=(-1, -2)))
        room = p * (df - p * gg)
        hf = np.where(room > 0, np.minimum(1.0, ((df + 1) * p * gg - 2) / room), np.nan)
        w = np.linalg.det(shares) * float(p) ** p if df >= p else none
    return Sphericity(gg, hf, w, _mauchly_p(w, p, df) if df >= p else none)


def _mauchly_p(w: Floats, p: int, df: int) -> Floats:
    """The chi-square approximation with Box's second term, as R's `mauchly.test` has it (Anderson, 1958)."""
    from scipy.stats import chi2

    rho = 1 - (2 * p**2 + p + 2) / (6 * p * df)
    second = (p + 2) * (p - 1) * (p - 2) * (2 * p**3 + 6 * p**2 + 3 * p + 2) / (288 * (df * p * rho) ** 2)
    f = p * (p + 1) / 2 - 1
    with np.errstate(divide="ignore", invalid="ignore"):
        z = -df * rho * np.log(w)
    first = chi2.sf(z, f)
    return np.minimum(1.0, first + second * (chi2.sf(z, f + 4) - first))
