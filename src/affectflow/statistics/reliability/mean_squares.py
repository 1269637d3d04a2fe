"""Mean squares of a complete table of items by raters, of many tables, and of resamples.

A resample of items needs no resampled table: with the raters' means taken off, the mean
squares are functions of sums over items of k + 2 numbers for each item.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

EPSILON = float(np.finfo(np.float64).eps)


@dataclass(frozen=True)
class MeanSquares:
    """Mean squares of the two-way layout without replication, each of any leading shape.

    Attributes:
        between: of items, n - 1 degrees of freedom (MSR of McGraw and Wong).
        raters: of raters, k - 1 degrees of freedom (MSC).
        residual: (n - 1)(k - 1) degrees of freedom (MSE).
        items: n, a number or an array of the leading shape.
        count: k.
    """

    between: Floats
    raters: Floats
    residual: Floats
    items: Any
    count: int

    @property
    def within(self) -> Floats:
        """Within items, n (k - 1) degrees of freedom (MSW): raters and residual together."""
        return (self.raters + (self.items - 1) * self.residual) / self.items


@dataclass(frozen=True)
class ItemSums:
    """What each item adds.

    Attributes:
        sums: shape (n, k + 2): the ratings less their rater's mean, their sum of squares
            around the item's mean, and the square of that mean.
        offsets: the raters' means less the mean of all, shape (k,).
        largest: the largest rating without its sign; what is small beside it is rounding.
    """

    sums: Floats
    offsets: Floats
    largest: float


def mean_squares(ratings: ArrayLike) -> MeanSquares:
    """Mean squares of one table or of many.

    Sums of squares that rounding alone can make are set to 0, so that perfect agreement
    is told from good agreement.

    Args:
        ratings: complete, shape (..., n, k), n and k at least 2.

    Returns:
        mean squares of shape (...); NaN for a table with a missing rating.
    """
    x = np.asarray(ratings, dtype=np.float64)
    n, k = x.shape[-2:]
    of_items, of_raters = x.mean(axis=-1, keepdims=True), x.mean(axis=-2, keepdims=True)
    grand = of_items.mean(axis=-2, keepdims=True)
    left = x - of_items - of_raters + grand
    rounding = (16 * EPSILON * np.max(np.abs(x), axis=(-2, -1), initial=0.0)) ** 2
    parts = (
        k * np.sum((of_items - grand) ** 2, axis=(-2, -1)) / (n - 1),
        n * np.sum((of_raters - grand) ** 2, axis=(-2, -1)) / (k - 1),
        np.sum(left**2, axis=(-2, -1)) / ((n - 1) * (k - 1)),
    )
    between, raters, residual = (np.where(part <= rounding * k * n, 0.0, part) for part in parts)
    return MeanSquares(between, raters, residual, n, k)


def item_sums(ratings: ArrayLike) -> ItemSums:
    """What each item adds to the mean squares of a resample.

    Args:
        ratings: complete, shape (n, k).
    """
    x = np.asarray(ratings, dtype=np.float64)
    means = x.mean(axis=0)
    y = x - means
    of_items = y.mean(axis=1, keepdims=True)
    around = np.sum((y - of_items) ** 2, axis=1, keepdims=True)
    return ItemSums(np.hstack([y, around, of_items**2]), means - means.mean(), float(np.max(np.abs(x))))


def weighted_mean_squares(items: ItemSums, weights: Floats) -> MeanSquares:
    """Mean squares where each item counts as often as its weight says.

    Args:
        items: from `item_sums`, of n items by k raters.
        weights: whole numbers as floats, shape (B, n), each row with a sum of at least 2
            (of less, mean squares are NaN).

    Returns:
        mean squares of shape (B,); `items` is the sum of each row of weights.
    """
    n, k = weights.sum(axis=1), len(items.offsets)
    total = (weights @ items.sums) / n[:, None]
    of_raters = total[:, :k]
    grand = of_raters.mean(axis=1)
    moved = of_raters - grand[:, None]
    free = np.where(n > 1, n - 1, np.nan)
    between = k * n * (total[:, k + 1] - grand**2) / free
    residual = n * (total[:, k] - np.sum(moved**2, axis=1)) / (free * (k - 1))
    raters = n * np.sum((moved + items.offsets) ** 2, axis=1) / (k - 1)
    rounding = 64 * EPSILON * k * n / free * np.max(items.sums[:, k:], initial=0.0)
    between, raters, residual = (np.where(part <= rounding, 0.0, part) for part in (between, raters, residual))
    return MeanSquares(between, raters, residual, n, k)
