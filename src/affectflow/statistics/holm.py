"""Holm's correction for several tests."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def holm(p: ArrayLike) -> NDArray[np.float64]:
    """Adjusted p-values that keep the family-wise error rate, whatever the tests' dependence.

    Args:
        p: p-values of the family, shape (tests,); NaN for a test that could not be made, which counts for no other.

    Returns:
        adjusted p-values in the same order, at most 1.

    Source: Holm (1979), Scandinavian Journal of Statistics 6, 65-70.
    """
    given = np.asarray(p, dtype=np.float64)
    adjusted, made = np.full(given.shape, np.nan), np.flatnonzero(~np.isnan(given))
    order = made[np.argsort(given[made], kind="stable")]
    steps = given[order] * np.arange(len(order), 0, -1)
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1.0) if len(order) else []
    return adjusted
