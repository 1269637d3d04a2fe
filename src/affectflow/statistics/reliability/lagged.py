"""Sums of products of all pairs of traces at every lag, and what follows from them.

Lag l of the pair (i, j) compares sample t of trace i with sample t + l of trace j: where the
best lag is positive, j follows i. Each lag costs a few products of matrices for all pairs at
once; sums of several items (films, dialogues) add up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Divisor = Literal["population", "sample"]

CONSTANT = 64 * float(np.finfo(np.float64).eps)
"""A variance below this share of the mean square is rounding: the trace is constant there."""


@dataclass(frozen=True)
class LagSums:
    """Sums over the samples that both traces of a pair have, each of shape (2 L + 1, R, R).

    Entry (l, i, j) is of samples t of trace i and t + lags[l] of trace j. `own` and `squares`
    are of trace i; those of trace j are at entry (-l, j, i).

    Attributes:
        lags: in samples, -L ... L.
        count, own, squares, product: number of samples, sums of x, of x^2 and of x y.
    """

    lags: NDArray[np.int64]
    count: Floats
    own: Floats
    squares: Floats
    product: Floats

    def __add__(self, other: LagSums) -> LagSums:
        parts = (getattr(self, name) + getattr(other, name) for name in ("count", "own", "squares", "product"))
        return LagSums(self.lags, *parts)

    def other(self, name: Literal["own", "squares"]) -> Floats:
        """The same sum of the second trace of each pair."""
        return np.swapaxes(getattr(self, name)[::-1], 1, 2)


def lag_sums(values: Floats, longest: int, centre: float | None = None) -> LagSums:
    """Sums of all pairs at all lags, with all samples that overlap at each lag.

    Args:
        values: traces on one time base, shape (R, T), NaN where missing.
        longest: L, the longest lag in samples; lags at which fewer than no samples overlap
            have a count of 0.
        centre: a number taken off all values to keep digits; the same for all items whose
            sums are added. The mean of all values without it.
    """
    there = ~np.isnan(values)
    mask = there.astype(np.float64)
    middle = centre if centre is not None else float(values[there].mean()) if there.any() else 0.0
    x = np.where(there, values - middle, 0.0)
    raters, samples = values.shape
    sums = np.zeros((4, 2 * longest + 1, raters, raters))
    for lag in range(min(longest, samples - 1) + 1):
        stop = samples - lag
        early, late = slice(0, stop), slice(lag, samples)
        both = mask[:, early] @ mask[:, late].T, x[:, early] @ x[:, late].T
        first = x[:, early] @ mask[:, late].T, x[:, early] ** 2 @ mask[:, late].T
        second = x[:, late] @ mask[:, early].T, x[:, late] ** 2 @ mask[:, early].T
        sums[:, longest + lag] = both[0], *first, both[1]
        sums[:, longest - lag] = both[0].T, *second, both[1].T
    return LagSums(np.arange(-longest, longest + 1), *sums)


@dataclass(frozen=True)
class LagAgreement:
    """Correlation and concordance of all pairs at all lags, each of shape (2 L + 1, R, R).

    NaN where fewer samples overlap than asked for, or where one of the two is constant there.

    Attributes:
        count: samples that overlap.
        constant: whether the first and whether the second trace is, shape (2, 2 L + 1, R, R).
    """

    correlation: Floats
    concordance: Floats
    count: Floats
    constant: NDArray[np.bool_]


def lag_agreement(sums: LagSums, *, divisor: Divisor = "population", fewest: int = 3) -> LagAgreement:
    """Pearson's correlation and Lin's concordance from sums.

    Args:
        sums: of one item or of several.
        divisor: of the variances in the concordance (the correlation does not depend on it).
        fewest: samples that must overlap, at least 2.
    """
    n = np.where(sums.count >= fewest, sums.count, np.nan)
    mean_x, mean_y = sums.own / n, sums.other("own") / n
    mean_xx, mean_yy = sums.squares / n, sums.other("squares") / n
    x, y = mean_xx - mean_x**2, mean_yy - mean_y**2
    shared = sums.product / n - mean_x * mean_y
    still = np.stack([x <= CONSTANT * mean_xx, y <= CONSTANT * mean_yy])
    constant = still.any(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        correlation = np.where(constant, np.nan, np.clip(shared / np.sqrt(x * y), -1.0, 1.0))
        grown = n / (n - 1) if divisor == "sample" else 1.0
        below = grown * (x + y) + (mean_x - mean_y) ** 2
        concordance = np.where(constant, np.nan, 2 * grown * shared / below)
    return LagAgreement(correlation, concordance, sums.count, still)
