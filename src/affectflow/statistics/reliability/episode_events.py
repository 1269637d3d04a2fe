"""Event-based agreement of observers: whose episodes are the same episode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .cluster_bootstrap import Method, cluster_intervals
from .episodes import Episodes

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Overlap:
    """Two episodes may be the same when their intersection over union is at least `least`."""

    least: float = 0.5

    def closeness(self, a: Floats, b: Floats) -> Floats:
        """Intersection over union of all pairs, shape (n, m), below 0 where too small.

        Args:
            a, b: start and end, shapes (n, 2) and (m, 2).
        """
        shared = np.minimum(a[:, None, 1], b[None, :, 1]) - np.maximum(a[:, None, 0], b[None, :, 0])
        span = np.maximum(a[:, None, 1], b[None, :, 1]) - np.minimum(a[:, None, 0], b[None, :, 0])
        # Where two episodes are apart the span is longer than their union, but nothing is shared.
        ratio = np.divide(np.maximum(shared, 0.0), span, out=np.ones(span.shape), where=span > 0)
        return np.where((ratio >= self.least - 1e-12) & (shared >= 0), ratio, -1.0)

    def begins(self, bounds: Floats) -> NDArray[np.bool_]:
        """Which of some episodes, in the order of their starts, touch none before them; shape (n,).

        Args:
            bounds: start and end, shape (n, 2).
        """
        latest = np.maximum.accumulate(bounds[:, 1])
        return np.append(True, bounds[1:, 0] > latest[:-1])[: len(bounds)]


@dataclass(frozen=True)
class Tolerance:
    """Two episodes may be the same when they start, and if `end` is given end, within so many seconds."""

    start: float
    end: float | None

    def closeness(self, a: Floats, b: Floats) -> Floats:
        """1 for equal bounds, down to 0 at the tolerance, below 0 beyond; shapes as for `Overlap`."""
        off = self._off(a[:, 0], b[:, 0], self.start)
        if self.end is not None:
            off = np.maximum(off, self._off(a[:, 1], b[:, 1], self.end))
        return np.where(off <= 1 + 1e-12, np.maximum(1 - off, 0.0), -1.0)

    def begins(self, bounds: Floats) -> NDArray[np.bool_]:
        """Which of some episodes start too late for all before them; arguments as of `Overlap`."""
        # A little more than the tolerance, so that rounding never parts what may match.
        return np.append(True, np.diff(bounds[:, 0]) > self.start * (1 + 1e-9))[: len(bounds)]

    @staticmethod
    def _off(a: Floats, b: Floats, limit: float) -> Floats:
        distance = np.abs(a[:, None] - b[None, :])
        return distance / limit if limit > 0 else np.where(distance > 0, 2.0, 0.0)


Criterion = Overlap | Tolerance


def match(a: Floats, b: Floats, criterion: Criterion) -> NDArray[np.intp]:
    """Pairs of episodes, each used once: as many as can be, and among those the closest in sum.

    Time falls into stretches between which nothing can match; each is solved by itself, so that the
    cost grows with the number of stretches and not with its square.

    Args:
        a, b: start and end in seconds, shapes (n, 2) and (m, 2).
        criterion: which may be the same.

    Returns:
        numbers in a and in b, shape (matches, 2).
    """
    both = np.concatenate([a, b])
    order = np.argsort(both[:, 0], kind="stable")
    cuts = np.flatnonzero(criterion.begins(both[order]))
    found = [np.zeros((0, 2), dtype=np.intp)]
    for stretch in np.split(order, cuts[1:]):
        mine, other = stretch[stretch < len(a)], stretch[stretch >= len(a)] - len(a)
        if len(mine) and len(other):
            pairs = _assigned(criterion.closeness(a[mine], b[other]))
            found.append(np.stack([mine[pairs[:, 0]], other[pairs[:, 1]]], axis=1))
    return np.concatenate(found)


def _assigned(close: Floats) -> NDArray[np.intp]:
    """The best assignment of rows to columns; closeness below 0 is no match."""
    from scipy.optimize import linear_sum_assignment

    # Closeness counts less than one match in all, so that it never costs a match.
    gain = np.where(close >= 0, 1 + close / (min(close.shape, default=0) + 1), 0.0)
    rows, columns = linear_sum_assignment(gain, maximize=True)
    kept = close[rows, columns] >= 0
    return np.stack([rows[kept], columns[kept]], axis=1)


@dataclass(frozen=True)
class Matches:
    """Matches of all pairs of observers.

    Attributes:
        found: how many, shape (observers, observers, labels), symmetric, 0 on the diagonal.
        episodes: how many each marked, shape (observers, labels).
        start_gap, end_gap: median distance of the bounds of matched episodes in seconds, over
            all pairs and labels; NaN without a match.
    """

    found: NDArray[np.int64]
    episodes: NDArray[np.int64]
    start_gap: float
    end_gap: float


def matches(episodes: Episodes, criterion: Criterion) -> Matches:
    """Match the episodes of all pairs of observers, label by label."""
    bounds = np.stack([np.asarray(episodes.start), np.asarray(episodes.end)], axis=1).astype(np.float64)
    n, labels = episodes.observers, episodes.labels
    group = np.asarray(episodes.observer) * labels + np.asarray(episodes.label)
    of = [[bounds[group == i * labels + label] for label in range(labels)] for i in range(n)]
    found, gaps = np.zeros((n, n, labels), dtype=np.int64), [np.zeros((0, 2))]
    for i in range(n):
        for j in range(i + 1, n):
            for label in range(labels):
                a, b = of[i][label], of[j][label]
                pairs = match(a, b, criterion)
                found[i, j, label] = found[j, i, label] = len(pairs)
                gaps.append(np.abs(a[pairs[:, 0]] - b[pairs[:, 1]]))
    counts = np.bincount(group, minlength=n * labels).reshape(n, labels)
    apart = np.concatenate(gaps)
    start_gap, end_gap = np.median(apart, axis=0) if len(apart) else (np.nan, np.nan)
    return Matches(found, counts, float(start_gap), float(end_gap))


def event_agreement(
    matched: Matches, *, method: Method, resamples: int, level: float, rng: np.random.Generator
) -> dict[str, Any]:
    """F1 of matched episodes: 2 matches / (episodes of one + episodes of the other).

    F1 does not depend on which observer is the reference. It is 0 where one of two marked
    something and nothing matches, and undefined where neither marked anything.

    Args:
        matched: from `matches`.
        method, resamples, level, rng: see `cluster_intervals`; observers are drawn, and nobody
            is paired with a copy of themselves.

    Returns:
        dict with `pooled` (F1 of the sums over pairs and labels, with its interval),
        `labels` (the same for each label), `pairs` (`f1` over all labels, shape
        (observers, observers), NaN on the diagonal) and `gaps` (start_gap and end_gap).
    """
    found, own = matched.found.astype(float), matched.episodes
    of_pair = (own[:, None, :] + own[None, :, :]).astype(float)
    off = 1.0 - np.eye(len(own))

    def statistic(weights: Floats) -> Floats:
        above = np.einsum("bi,ij,ijl,bj->bl", weights, off, found, weights)
        below = np.einsum("bi,ij,ijl,bj->bl", weights, off, of_pair, weights)
        above, below = (np.concatenate([x, x.sum(axis=1, keepdims=True)], axis=1) for x in (above, below))
        return np.divide(2 * above, below, out=np.full(below.shape, np.nan), where=below > 0)

    names = [*range(own.shape[1]), "pooled"]
    options: dict[str, Any] = {"method": method, "resamples": resamples, "level": level, "rng": rng}
    intervals = cluster_intervals(statistic, [str(name) for name in names], len(own), unit="observer", **options)
    told = {name: one | _why(one, own, name) for name, one in intervals.items()}
    below = of_pair.sum(axis=2)
    pairs = np.divide(2 * found.sum(axis=2), below, out=np.full(below.shape, np.nan), where=(below > 0) & (off > 0))
    gaps: dict[str, Any] = {"start_gap": matched.start_gap, "end_gap": matched.end_gap}
    if np.isnan(matched.start_gap):
        gaps["reason"] = "no episode of two observers matches"
    labels = [told[str(label)] for label in range(own.shape[1])]
    pair_table = {"f1": pairs.tolist(), "reason": "an observer has no F1 with themselves, nor two who marked nothing"}
    return {"pooled": told["pooled"], "labels": labels, "pairs": pair_table, "gaps": gaps}


def _why(one: dict[str, Any], own: NDArray[np.int64], name: str) -> dict[str, str]:
    if not np.isnan(one["estimate"]):
        return {}
    if len(own) < 2:
        return {"reason": "one observer: nothing to compare"}
    return {"reason": "nobody marked an episode" + ("" if name == "pooled" else " with this label")}
