"""p-values adjusted for the number of tests."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def bonferroni(p: ArrayLike) -> Floats:
    """Adjusted p-values that keep the family-wise error rate, each the p-value times the number of tests.

    Args and returns as `holm`.

    Source: Dunn (1961), Journal of the American Statistical Association 56, 52-64.
    """
    given, order = _ascending(p)
    return _back(given, order, given[order] * len(order))


def holm(p: ArrayLike) -> Floats:
    """Adjusted p-values that keep the family-wise error rate, whatever the tests' dependence.

    Args:
        p: p-values of the family, shape (tests,); NaN for a test that could not be made, which counts for no other.

    Returns:
        adjusted p-values in the same order, at most 1.

    Source: Holm (1979), Scandinavian Journal of Statistics 6, 65-70.
    """
    given, order = _ascending(p)
    return _back(given, order, np.maximum.accumulate(given[order] * np.arange(len(order), 0, -1)))


def hochberg(p: ArrayLike) -> Floats:
    """Adjusted p-values that keep the family-wise error rate, for independent or positively dependent tests.

    Args and returns as `holm`.

    Source: Hochberg (1988), Biometrika 75, 800-802.
    """
    given, order = _ascending(p)
    steps = given[order] * np.arange(len(order), 0, -1)
    return _back(given, order, np.minimum.accumulate(steps[::-1])[::-1])


def benjamini_hochberg(p: ArrayLike) -> Floats:
    """Adjusted p-values that keep the false discovery rate, for independent or positively dependent tests.

    Args and returns as `holm`.

    Source: Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300.
    """
    given, order = _ascending(p)
    steps = given[order] * len(order) / np.arange(1, len(order) + 1)
    return _back(given, order, np.minimum.accumulate(steps[::-1])[::-1])


def adjusted_for_number(p: ArrayLike, how: str) -> Floats:
    """p-values adjusted by one of the functions above, which `how` names, or left as they are by ``none``."""
    ways = {way.__name__: way for way in (bonferroni, holm, hochberg, benjamini_hochberg)}
    return np.asarray(p, dtype=np.float64) if how == "none" else ways[how](p)


def _ascending(p: ArrayLike) -> tuple[Floats, NDArray[np.intp]]:
    """The p-values, and the places of those that are defined, from the smallest."""
    given = np.asarray(p, dtype=np.float64)
    made = np.flatnonzero(~np.isnan(given))
    return given, made[np.argsort(given[made], kind="stable")]


def _back(given: Floats, order: NDArray[np.intp], steps: Floats) -> Floats:
    adjusted = np.full(given.shape, np.nan)
    adjusted[order] = np.minimum(steps, 1.0)
    return adjusted
