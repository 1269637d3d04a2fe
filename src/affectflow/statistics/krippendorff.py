"""Krippendorff's alpha from counts of votes, and its bootstrap over items, without a loop over resamples."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .bootstrap import percentile_interval

Floats = NDArray[np.float64]
Distance = Callable[[Floats], Floats]
"""From margins of shape (..., C) to squared differences of shape (..., C, C) with a zero diagonal.

The margins are passed because the ordinal difference depends on them; others ignore them.
"""


def nominal(margins: Floats) -> Floats:
    """Squared difference of nominal classes: 0 if equal, 1 if not; shape (C, C)."""
    return 1.0 - np.eye(margins.shape[-1])


@dataclass(frozen=True)
class Alpha:
    """Alpha and its parts; each has the shape of the leading dimensions of what it was computed from."""

    alpha: Floats
    observed_disagreement: Floats
    expected_disagreement: Floats


def count_votes(item: NDArray[np.integer], label: NDArray[np.integer], items: int, labels: int) -> NDArray[np.int64]:
    """Votes of each item for each class from a long table, in time linear in the votes.

    Args:
        item: number of the item of each vote, shape (votes,), from 0.
        label: number of the class of each vote, shape (votes,), from 0.
        items: how many items there are.
        labels: how many classes there are.

    Returns:
        counts, shape (items, labels).
    """
    flat = np.asarray(item, dtype=np.int64) * labels + np.asarray(label, dtype=np.int64)
    return np.bincount(flat, minlength=items * labels).reshape(items, labels)


def coincidences(counts: NDArray[np.integer]) -> Floats:
    """What each item adds to the coincidence matrix.

    An item with m votes, n_c of them for class c, adds n_c (n_k - [c = k]) / (m - 1). An
    item with fewer than two votes has no pair and adds nothing.

    Args:
        counts: votes, shape (items, C).

    Returns:
        shape (items, C, C); each matrix sums to m.

    Source: Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, section C.
    """
    n = np.asarray(counts, dtype=np.float64)
    pairs = n[:, :, None] * n[:, None, :] - n[:, :, None] * np.eye(n.shape[-1])
    return pairs * _pair_weights(n)[:, None, None]


def alpha_from_coincidences(matrix: Floats, distance: Distance = nominal) -> Alpha:
    """Alpha = 1 - D_o / D_e from coincidence matrices.

    D_o = sum_ck o_ck d_ck / n and D_e = sum_ck n_c n_k d_ck / (n (n - 1)), where n_c are
    the margins of o and n their sum. Where nothing can be paired both are NaN; where one
    class only is used D_e is 0 and alpha is NaN.

    Args:
        matrix: coincidences, shape (..., C, C).
        distance: squared differences of the classes.
    """
    margins = matrix.sum(axis=-1)
    total = margins.sum(axis=-1)
    difference = distance(margins)
    between = np.sum(margins[..., :, None] * margins[..., None, :] * difference, axis=(-2, -1))
    with np.errstate(invalid="ignore", divide="ignore"):
        observed = np.sum(matrix * difference, axis=(-2, -1)) / total
        expected = between / (total * (total - 1.0))
        alpha = np.where(expected > 0, 1.0 - observed / expected, np.nan)
    return Alpha(alpha, observed, expected)


def sum_coincidences(counts: NDArray[np.integer]) -> Floats:
    """The coincidence matrix of all items, shape (C, C), without one matrix for each item."""
    n = np.asarray(counts, dtype=np.float64)
    weight = _pair_weights(n)
    return n.T @ (n * weight[:, None]) - np.diag(n.T @ weight)


def patterns_of(counts: NDArray[np.integer]) -> tuple[NDArray[np.integer], NDArray[np.integer]]:
    """The different rows of counts, sorted, and how many items have each: shapes (P, C) and (P,)."""
    base, labels = int(counts.max(initial=0)) + 1, counts.shape[1]
    if base**labels >= 2**62:
        return np.unique(counts, axis=0, return_counts=True)
    keys = counts @ (base ** np.arange(labels)[::-1])
    _, first, times = np.unique(keys, return_index=True, return_counts=True)
    return counts[first], times


def resampled_alpha(
    times: NDArray[np.integer],
    patterns: NDArray[np.integer],
    resamples: int,
    rng: np.random.Generator,
    distance: Distance = nominal,
) -> Floats:
    """Alpha on bootstrap resamples of items.

    Items with the same counts are interchangeable, so a resample is how often each
    *pattern* of counts is drawn: multinomial with the patterns' shares, which is the same
    law as that of drawing items. All resamples are one matrix product.

    Args:
        times: how many items have each pattern, shape (P,).
        patterns: counts of votes of items with at least two votes, shape (P, C).
        resamples: number of resamples.
        rng: source of randomness.
        distance: squared differences of the classes.

    Returns:
        shape (resamples,); NaN where a resample uses one class only.
    """
    if len(times) == 0:
        return np.full(resamples, np.nan)
    labels = patterns.shape[1]
    drawn = rng.multinomial(times.sum(), times / times.sum(), size=resamples).astype(np.float64)
    summed = drawn @ coincidences(patterns).reshape(len(patterns), labels * labels)
    return alpha_from_coincidences(summed.reshape(resamples, labels, labels), distance).alpha


def krippendorff_alpha(
    counts: NDArray[np.integer], *, resamples: int, level: float, seed: int, distance: Distance = nominal
) -> dict[str, Any]:
    """Alpha with a percentile bootstrap interval over items, as plain data.

    Args:
        counts: votes, shape (items, C), in any order; items with fewer than two votes are
            left out before anything is resampled.
        resamples: number of resamples.
        level: coverage, such as 0.95.
        seed: seed of the resamples.
        distance: squared differences of the classes.

    Returns:
        what `percentile_interval` returns, with observed_disagreement,
        expected_disagreement and, when alpha is undefined, a `reason`.
    """
    paired = np.asarray(counts)[np.asarray(counts).sum(axis=1) >= 2]
    patterns, times = patterns_of(paired)
    parts = alpha_from_coincidences(sum_coincidences(paired), distance)
    drawn = resampled_alpha(times, patterns, resamples, np.random.default_rng(seed), distance)
    result = percentile_interval(float(parts.alpha), drawn, level, len(paired), "item")
    disagreement = {
        "observed_disagreement": float(parts.observed_disagreement),
        "expected_disagreement": float(parts.expected_disagreement),
    }
    reason = why_undefined(paired)
    return result | disagreement | ({"reason": reason} if reason else {})


def why_undefined(paired: NDArray[np.integer]) -> str:
    """Why alpha is undefined on items that all have at least two votes, or nothing."""
    if len(paired) == 0:
        return "no pairable votes: no item has two votes or more"
    if np.count_nonzero(paired.sum(axis=0)) == 1:
        return "one class only is used: the expected disagreement is 0"
    return ""


def _pair_weights(counts: Floats) -> Floats:
    """1 / (m - 1) for items with m votes, 0 for those without a pair."""
    votes = counts.sum(axis=-1)
    return np.divide(1.0, votes - 1.0, out=np.zeros_like(votes), where=votes > 1)
