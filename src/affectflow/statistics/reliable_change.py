"""Reliable change and clinical significance after Jacobson and Truax.

Source: Jacobson and Truax (1991), Journal of Consulting and Clinical Psychology 59, 12-19.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

CLASSES = ("recovered", "improved", "unchanged", "deteriorated")


def smallest_change(sd: float, reliability: float, certainty: float) -> float:
    """The change that is reliable: quantile(normal) x the standard error of a difference, in scale points.

    The standard error of a difference is sd sqrt(2) sqrt(1 - reliability).
    """
    from scipy.special import ndtri

    return float(ndtri((1 + certainty) / 2)) * sd * math.sqrt(2 * (1 - reliability))


def cutoff(kind: str, patients: tuple[float, float], healthy: tuple[float, float], better: str) -> float:
    """Where recovery begins.

    Args:
        kind: `a` (beyond the patients), `b` (within the healthy) or `c` (equally far from both, in SDs).
        patients, healthy: mean and SD; those that `kind` does not need may be NaN.
        better: 'lower' or 'higher'.
    """
    (m1, s1), (m0, s0) = patients, healthy
    sign = -1 if better == "lower" else 1
    if kind == "a":
        return m1 + sign * 2 * s1
    return m0 - sign * 2 * s0 if kind == "b" else (s0 * m1 + s1 * m0) / (s0 + s1)


def classes(
    before: ArrayLike, after: ArrayLike, *, smallest: float, limit: float, better: str, at_limit: bool
) -> NDArray[np.str_]:
    """Each person's class: reliably better and past the limit is `recovered`, reliably better alone `improved`.

    A change counts as reliable when it exceeds `smallest`. Who was past the limit before may still improve,
    but does not recover: there was nothing to recover from.

    Args:
        before, after: values, shape (persons,).
        smallest: see `smallest_change`.
        limit: see `cutoff`.
        better: 'lower' or 'higher'.
        at_limit: whether a value at the limit is past it.
    """
    sign = -1.0 if better == "lower" else 1.0
    start, end = sign * np.asarray(before, dtype=float), sign * np.asarray(after, dtype=float)
    beyond = np.greater_equal if at_limit else np.greater
    crossed = beyond(end, sign * limit) & ~beyond(start, sign * limit)
    gain = end - start
    cases = [(gain > smallest) & crossed, gain > smallest, gain < -smallest]
    return np.select(cases, ["recovered", "improved", "deteriorated"], "unchanged")
