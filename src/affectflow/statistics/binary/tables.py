"""Tests of independence of rows and columns of a table of counts."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
TOLERANCE = 1e-7
"""Tables whose probability exceeds that of the observed one by this share count as equally probable, as in R."""

MOST = 2_000_000
"""Partial tables that are held at once."""


def pearson_statistic(table: ArrayLike, *, corrected: bool) -> tuple[Floats, Floats]:
    """Pearson's chi-square of many tables, NaN where a row or a column is empty.

    Args:
        table: counts, shape (..., rows, columns).
        corrected: Yates' correction of 2 x 2 tables: half a count, or the deviation itself where it is less.

    Returns:
        the statistic, shape (...), and the smallest expected count, shape (...).
    """
    counts = np.asarray(table, dtype=np.float64)
    rows, columns = counts.sum(-1, keepdims=True), counts.sum(-2, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = rows * columns / counts.sum((-1, -2), keepdims=True)
        apart = np.abs(counts - expected)
        if corrected and counts.shape[-2:] == (2, 2):
            apart = apart - np.minimum(0.5, apart.min((-1, -2), keepdims=True))
        return np.sum(apart**2 / expected, axis=(-1, -2)), expected.min((-1, -2))


def pearson(table: ArrayLike, *, corrected: bool) -> dict[str, Any]:
    """Pearson's test of one table: chi_square, df, p, smallest expected count; NaN with a reason if undefined."""
    from scipy.special import chdtrc

    counts = np.asarray(table, dtype=np.float64)
    df = (counts.shape[0] - 1) * (counts.shape[1] - 1)
    correct = corrected and counts.shape == (2, 2)
    told = {"test": f"Pearson's chi-square{', with continuity correction' if correct else ''}", "df": df}
    reason = _empty(counts)
    if reason:
        return told | {"chi_square": math.nan, "p": math.nan, "smallest_expected": math.nan, "reason": reason}
    statistic, least = pearson_statistic(counts, corrected=corrected)
    return told | {
        "chi_square": float(statistic),
        "p": float(chdtrc(df, statistic)),
        "smallest_expected": float(least),
    }


def fisher(table: ArrayLike) -> dict[str, Any]:
    """Fisher's exact test, two-sided: the probability of all tables that are not more probable than this one.

    The margins are fixed. Tables are built column by column; partial tables with the same rest of the
    row margins and the same probability are one, with a count. The test is conservative: its size is at
    most the nominal one.

    Args:
        table: counts, shape (rows, columns).

    Returns:
        dict with test and p; NaN with a reason where a margin is zero or the table is too large.

    Source: Freeman and Halton (1951), Biometrika 38, 141-149.
    """
    counts = np.asarray(table, dtype=np.int64)
    told = {"test": "Fisher's exact test"}
    reason = _empty(counts)
    if reason:
        return told | {"p": math.nan, "reason": reason}
    counts = counts if counts.shape[0] <= counts.shape[1] else counts.T
    found = _probabilities(counts)
    if found is None:
        return told | {"p": math.nan, "reason": "too many tables with these margins for an exact test"}
    from scipy.special import gammaln

    own = -gammaln(counts + 1.0).sum()
    log, ways = found
    share = np.exp(log - log.max()) * ways
    return told | {"p": float(min(1.0, share[log <= own + TOLERANCE].sum() / share.sum()))}


def _probabilities(counts: NDArray[np.int64]) -> tuple[Floats, Floats] | None:
    """Log probabilities (up to a constant) of all tables with these margins, and how many tables have each."""
    from scipy.special import gammaln

    rest: NDArray[np.int64] = counts.sum(1)[None, :]
    log, ways = np.zeros(1), np.ones(1)
    for total in counts.sum(0):
        grown = _column(rest, int(total))
        if grown is None:
            return None
        origin, column = grown
        rest, log, ways = rest[origin] - column, log[origin] - gammaln(column + 1.0).sum(1), ways[origin]
        keys = np.column_stack([rest, np.round(log * 1e9).astype(np.int64)])
        _, first, group = np.unique(keys, axis=0, return_index=True, return_inverse=True)
        rest, log, ways = rest[first], log[first], np.bincount(group.ravel(), weights=ways).astype(np.float64)
    return log, ways


def _column(rest: NDArray[np.int64], total: int) -> tuple[NDArray[np.intp], NDArray[np.int64]] | None:
    """All ways to fill one column of each partial table: whose, and the counts by row."""
    origin, column, left = np.arange(len(rest)), np.empty((len(rest), 0), dtype=np.int64), np.full(len(rest), total)
    for row in range(rest.shape[1]):
        room = rest[origin, row + 1 :].sum(1)
        low, high = np.maximum(left - room, 0), np.minimum(left, rest[origin, row])
        width = np.maximum(high - low + 1, 0)
        if width.sum() > MOST:
            return None
        parent = np.repeat(np.arange(len(origin)), width)
        value = np.arange(len(parent)) - np.repeat(np.cumsum(width) - width, width) + low[parent]
        origin, left = origin[parent], left[parent] - value
        column = np.column_stack([column[parent], value])
    return origin, column


def _empty(counts: NDArray) -> str:
    """Why a table tests nothing."""
    if (counts.sum(1) == 0).any():
        return "a row of the table is empty"
    return "a column of the table is empty" if (counts.sum(0) == 0).any() else ""
