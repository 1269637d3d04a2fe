"""Rank-biserial correlations of groups and of pairs, their intervals, and their values on resamples."""

from __future__ import annotations

import math
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from ..signed_rank import Zeros, ranks_of
from .ranks import variance_of_u

Floats = NDArray[np.float64]
Interval = Literal["components", "null_variance"]
METHODS = {
    "components": "variance by components (Sen, 1960), Fisher's z, t",
    "null_variance": "variance where nothing differs, Fisher's z, normal",
}


def of_groups(first: Floats, second: Floats, *, interval: Interval, level: float) -> dict[str, Any]:
    """Share of pairs in which the second group is larger less the share in which it is smaller.

    Args:
        first, second: shapes (n1,) and (n2,), at least one value each.
        interval: `components`: the variance of the share by the placements of both groups (DeLong et al., 1988), t
            with Satterthwaite's degrees of freedom (Brunner and Munzel, 2000); `null_variance`: as if no group
            were larger, which is too wide or too narrow where one is.
        level: coverage.

    Returns:
        dict with estimate, low, high, level, method, and `reason` where no interval is defined.

    Source: Cureton (1956), Psychometrika 21, 287-290; DeLong, DeLong and Clarke-Pearson (1988), Biometrics 44,
    837-845; Brunner and Munzel (2000), Biometrical J. 42, 17-25.
    """
    n1, n2 = len(first), len(second)
    above, below = _placements(second, first), _placements(first, second)
    r = float(above.mean())
    if interval == "null_variance":
        return _by_z(r, 2 * math.sqrt(max(variance_of_u(first, second), 0.0)) / (n1 * n2), math.inf, interval, level)
    if min(n1, n2) < 2:
        return _by_z(r, math.nan, math.nan, interval, level, "a group of one person: its placements have no variance")
    parts = np.array([below.var(ddof=1) / n1, above.var(ddof=1) / n2])
    df = parts.sum() ** 2 / float(np.sum(parts**2 / [n1 - 1, n2 - 1])) if parts.sum() > 0 else math.nan
    return _by_z(r, math.sqrt(parts.sum()), df, interval, level)


def of_pairs(differences: Floats, *, zeros: Zeros, interval: Interval, level: float) -> dict[str, Any]:
    """Share of the sum of ranks that rises less the share that falls.

    Args:
        differences: shape (n,), at least one other than zero.
        zeros: see `signed_rank.ranks_of`; pairs that are dropped count in no variance.
        interval: `components`: the variance by leaving out one pair at a time, t with n - 1 degrees of freedom;
            `null_variance`: as if all signs were equally likely.
        level: coverage.

    Source: Kerby (2014), Comprehensive Psychology 3, 11.IT.3.1.
    """
    ranks, positive = ranks_of(differences, zeros)
    r = float(2 * ranks[positive].sum() / ranks.sum() - 1)
    if interval == "null_variance":
        return _by_z(r, math.sqrt(float(np.sum(ranks**2))) / float(ranks.sum()), math.inf, interval, level)
    left_out = _without_each(differences if zeros == "pratt" else differences[differences != 0])
    n = len(left_out)
    if n < 2 or np.isnan(left_out).any():
        return _by_z(r, math.nan, math.nan, interval, level, "one pair that differs: nothing to tell a variance by")
    error = math.sqrt((n - 1) / n * float(np.sum((left_out - left_out.mean()) ** 2)))
    return _by_z(r, error, n - 1.0, interval, level)


def of_drawn_groups(first: Floats, second: Floats, drawn_first: Floats, drawn_second: Floats) -> Floats:
    """`of_groups` on resamples.

    Args:
        first, second: shapes (n1,) and (n2,).
        drawn_first, drawn_second: how often each value is drawn, shapes (B, n1) and (B, n2).

    Returns:
        shape (B,).
    """
    values, level = np.unique(np.concatenate([first, second]), return_inverse=True)
    low = _by_level(drawn_first, level[: len(first)], len(values))
    high = _by_level(drawn_second, level[len(first) :], len(values))
    below = np.cumsum(low, axis=1) - low / 2
    pairs = drawn_first.sum(axis=1) * drawn_second.sum(axis=1)
    return 2 * np.sum(high * below, axis=1) / pairs - 1


def of_drawn_pairs(differences: Floats, drawn: Floats, zeros: Zeros) -> Floats:
    """`of_pairs` on resamples; NaN where all differences of one are zero.

    Args:
        differences: shape (n,).
        drawn: how often each is drawn, shape (B, n).
    """
    sizes, level = np.unique(np.abs(differences), return_inverse=True)
    counts = _by_level(drawn, level, len(sizes))
    if zeros == "wilcoxon":
        counts = np.where(sizes == 0, 0.0, counts)
    midrank = np.where(sizes == 0, 0.0, np.cumsum(counts, axis=1) - (counts - 1) / 2)
    net = _by_level(drawn * np.sign(differences), level, len(sizes))
    with np.errstate(invalid="ignore"):
        return np.sum(net * midrank, axis=1) / np.sum(counts * midrank, axis=1)


def _placements(of: Floats, among: Floats) -> Floats:
    """For each value the share of others below it less the share above it."""
    others = np.sort(among)
    below, not_above = np.searchsorted(others, of, "left"), np.searchsorted(others, of, "right")
    return (below + not_above - len(others)) / len(others)


def _without_each(differences: Floats) -> Floats:
    """The correlation without each difference in turn, from signs of Walsh averages; NaN where none is left.

    The sum of signed ranks is that of the signs of all d_i + d_j with i <= j, no d zero, and each zero that is
    ranked lifts every other by one.
    """
    sign, n = np.sign(differences), len(differences)
    other, zeros = sign != 0, int(np.sum(sign == 0))
    ordered = np.sort(differences[other])
    below = np.searchsorted(ordered, -differences, "left"), np.searchsorted(ordered, -differences, "right")
    # Each difference with all others: those with a positive sum less those with a negative one, itself left out.
    own = np.where(other, len(ordered) - below[1] - below[0] - sign, 0.0)
    total = own.sum() / 2 + sign.sum()
    rest_zeros = np.where(other, zeros, zeros - 1)
    net = total - own - sign + rest_zeros * (sign.sum() - sign)
    whole = (n - 1) * n / 2 - rest_zeros * (rest_zeros + 1) / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        return net / whole


def _by_level(drawn: Floats, level: NDArray[np.integer], levels: int) -> Floats:
    """Sums over the values of each level, shape (B, levels)."""
    order = np.argsort(level, kind="stable")
    starts = np.searchsorted(level[order], np.arange(levels))
    padded = np.concatenate([drawn[:, order], np.zeros((len(drawn), 1))], axis=1)
    sums = np.add.reduceat(padded, starts, axis=1)
    # An empty level begins where the next does, and reduceat gives that value instead of nothing.
    return np.where(np.bincount(level, minlength=levels) > 0, sums, 0.0)


def _by_z(r: float, error: float, df: float, interval: Interval, level: float, reason: str = "") -> dict[str, Any]:
    from scipy.special import ndtri, stdtrit

    told: dict[str, Any] = {"estimate": r, "low": math.nan, "high": math.nan, "level": level}
    told["method"] = METHODS[interval]
    if not reason and abs(r) >= 1 - 1e-12:
        reason = "all ranks go one way: no interval by this variance"
    if reason or not error > 0:
        return told | {"reason": reason or "nothing varies: no interval"}
    quantile = float(ndtri((1 + level) / 2) if math.isinf(df) else stdtrit(df, (1 + level) / 2))
    half = quantile * error / (1 if interval == "null_variance" else 1 - r * r)
    return told | {"low": math.tanh(math.atanh(r) - half), "high": math.tanh(math.atanh(r) + half)}
