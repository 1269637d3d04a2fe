"""One number for each item from many raters' numbers: mean, median, evaluator-weighted estimator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.integer]
NumericRule = Literal["mean", "median", "ewe"]
Against = Literal["others", "all"]
LEAST_ITEMS = 3
"""Ratings that a rater must share with others, at least: two points are always on a line."""

NO_RATING, NO_WEIGHT = "no rating", "no rater of the item has a weight above 0"


@dataclass(frozen=True)
class Ratings:
    """One row per rating, without gaps.

    Attributes:
        item, rater: numbers of the item and rater, shape (ratings,), from 0.
        value: what was given, shape (ratings,), finite.
        items, raters: how many there are.
    """

    item: Integers
    rater: Integers
    value: Floats
    items: int
    raters: int


@dataclass(frozen=True)
class Estimate:
    """One number for each item.

    Attributes:
        value: shape (I,); NaN where `reason` says why.
        reason: why an item has no number, else empty, shape (I,).
        weight: of each rater, shape (R,), for rules that weigh raters.
    """

    value: Floats
    reason: NDArray[np.str_]
    weight: Floats | None = None


def mean(given: Ratings) -> Estimate:
    """The mean of an item's ratings."""
    return _weighted(given, np.ones(len(given.value)), NO_RATING)


def median(given: Ratings) -> Estimate:
    """The median of an item's ratings; of an even number of them, the middle of the two in the middle."""
    order = np.lexsort((given.value, given.item))
    sorted_, n = given.value[order], np.bincount(given.item, minlength=given.items)
    start = np.concatenate([[0], np.cumsum(n)[:-1]]).astype(np.int64)
    has = n > 0
    value = np.full(given.items, np.nan)
    low, high = start[has] + (n[has] - 1) // 2, start[has] + n[has] // 2
    value[has] = (sorted_[low] + sorted_[high]) / 2
    return Estimate(value, np.where(has, "", NO_RATING))


def ewe(given: Ratings, against: Against = "others") -> Estimate:
    """Mean weighted by how each rater's ratings go with those of the others.

    The weight of a rater is `trust`; a negative weight counts as 0, as an undefined one does,
    so the ratings of such raters do not move any item.

    Args:
        given: the ratings.
        against: see `trust`.

    Source: Grimm and Kroschel (2005), Evaluation of natural emotions using self assessment
    manikins, ASRU, equations 3 to 6, with `against="all"`.
    """
    weight = trust(given, against)
    counted = np.where(weight > 0, weight, 0.0)
    found = _weighted(given, counted[given.rater], NO_WEIGHT)
    nobody = np.bincount(given.item, minlength=given.items) == 0
    return Estimate(found.value, np.where(nobody, NO_RATING, found.reason), weight)


def trust(given: Ratings, against: Against = "others", weight: Floats | None = None) -> Floats:
    """Pearson correlation of each rater with the mean of an item's ratings, over the rater's items.

    Args:
        given: the ratings.
        against: the mean of the "others" who rated the item, or of "all" raters as in the
            paper, where a rater's own ratings raise the correlation, most with few raters.
        weight: how often each item counts, shape (I,); once, when not given.

    Returns:
        shape (R,); NaN where a rater is constant, or shares fewer than `LEAST_ITEMS` ratings.
    """
    n = np.bincount(given.item, minlength=given.items)[given.item]
    total = np.bincount(given.item, given.value, given.items)[given.item]
    with np.errstate(invalid="ignore", divide="ignore"):
        other = (total - given.value) / (n - 1) if against == "others" else total / n
    each = np.where(n > 1, np.ones(len(n)) if weight is None else np.asarray(weight, dtype=np.float64)[given.item], 0.0)
    return _correlations(given, np.where(n > 1, other, 0.0), each)


def _correlations(given: Ratings, other: Floats, each: Floats) -> Floats:
    """Weighted Pearson correlations by rater, about the raters' own means for accuracy."""

    def by_rater(values: Floats) -> Floats:
        return np.asarray(np.bincount(given.rater, each * values, given.raters), dtype=np.float64)

    count = by_rater(np.ones(len(each)))
    shared = np.bincount(given.rater, each > 0, given.raters)
    with np.errstate(invalid="ignore", divide="ignore"):
        x = given.value - (by_rater(given.value) / count)[given.rater]
        y = other - (by_rater(other) / count)[given.rater]
        xx, yy, xy = (np.bincount(given.rater, each * np.nan_to_num(p), given.raters) for p in (x * x, y * y, x * y))
        found = xy / np.sqrt(xx * yy)
    tiny = np.finfo(np.float64).eps * by_rater(given.value**2), np.finfo(np.float64).eps * by_rater(other**2)
    return np.where((shared >= LEAST_ITEMS) & (xx > tiny[0]) & (yy > tiny[1]), found, np.nan)


def _weighted(given: Ratings, each: Floats, reason: str) -> Estimate:
    total = np.bincount(given.item, each, given.items)
    sums = np.bincount(given.item, each * given.value, given.items)
    value = np.divide(sums, total, out=np.full(given.items, np.nan), where=total > 0)
    return Estimate(value, np.where(total > 0, "", reason))
