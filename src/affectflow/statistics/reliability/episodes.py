"""Timed episodes on a grid of frames, and the share of observers over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.integer]
Rule = Literal["touched", "midpoint"]
"""A frame counts when the episode shares any time with it, or when it covers the frame's middle."""


@dataclass(frozen=True)
class Episodes:
    """What observers marked, one row for each episode and label.

    Attributes:
        start, end: seconds, shape (E,), end not before start.
        observer, label: numbers from 0, shape (E,).
        observers, labels: how many there are, including those who marked nothing.

    Raises:
        ValueError: when an episode ends before it starts, or a number is not declared.
    """

    start: Floats
    end: Floats
    observer: Integers
    label: Integers
    observers: int
    labels: int

    def __post_init__(self) -> None:
        wrong = np.flatnonzero(~(np.asarray(self.end) >= np.asarray(self.start)))
        if wrong.size:
            raise ValueError(
                f"episode {wrong[0]} ends at {self.end[wrong[0]]} s, not after its start {self.start[wrong[0]]} s"
            )
        for name, limit in (("observer", self.observers), ("label", self.labels)):
            given = np.asarray(getattr(self, name))
            if given.size and not 0 <= given.min() <= given.max() < limit:
                raise ValueError(f"'{name}' has numbers {given.min()}..{given.max()}, but 0..{limit - 1} are declared")


def presence(episodes: Episodes, edges: Floats, rule: Rule = "touched") -> NDArray[np.bool_]:
    """Whether each observer marked each label in each frame, in time linear in the episodes and frames.

    Args:
        episodes: what was marked; parts outside the grid are cut off.
        edges: bounds of the frames in seconds, ascending, shape (F + 1,); frames need not be
            equally long (shots).
        rule: which frames an episode marks. "touched" lets an episode without length mark the
            frame that holds it.

    Returns:
        shape (observers, labels, F).
    """
    frames = len(edges) - 1
    first, last = _reach(np.asarray(episodes.start), np.asarray(episodes.end), np.asarray(edges), rule)
    kept = (first <= last) & (first < frames) & (last >= 0)
    row = episodes.observer[kept] * episodes.labels + episodes.label[kept]
    change = np.zeros((episodes.observers * episodes.labels, frames + 1), dtype=np.int64)
    np.add.at(change, (row, np.maximum(first[kept], 0)), 1)
    np.add.at(change, (row, np.minimum(last[kept], frames - 1) + 1), -1)
    marked = np.cumsum(change[:, :-1], axis=1) > 0
    return marked.reshape(episodes.observers, episodes.labels, frames)


def proportion_curves(marked: NDArray[np.bool_], level: float = 0.95) -> dict[str, Any]:
    """Share of observers who mark each label over time.

    Args:
        marked: shape (observers, labels, F), from `presence`.
        level: coverage of each frame's interval, by itself.

    Returns:
        dict with share, low, high, each of shape (labels, F), level, observers, and method:
        Wilson's interval, for observers as draws from many.
    """
    from scipy.special import ndtri

    n, z = marked.shape[0], float(ndtri((1 + level) / 2))
    share = marked.mean(axis=0)
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    limits = {"low": np.maximum(middle - half, 0.0), "high": np.minimum(middle + half, 1.0)}
    return {"share": share} | limits | {"level": level, "observers": n, "method": "Wilson's interval over observers"}


def agreed_episodes(share: Floats, edges: Floats, least: float) -> Floats:
    """Runs of frames in which at least so large a share of observers mark a label.

    Args:
        share: of one label, shape (F,).
        edges: bounds of the frames, shape (F + 1,).
        least: share, such as 0.5; a share equal to it is enough.

    Returns:
        start and end of each run in seconds, shape (runs, 2).
    """
    inside = np.concatenate([[False], share >= least - 1e-12, [False]])
    change = np.flatnonzero(inside[1:] != inside[:-1])
    return np.asarray(edges)[change].reshape(-1, 2)


def _reach(start: Floats, end: Floats, edges: Floats, rule: Rule) -> tuple[Integers, Integers]:
    """First and last frame that each episode marks; last before first where it marks none."""
    if rule == "midpoint":
        middle = (edges[1:] + edges[:-1]) / 2
        return np.searchsorted(middle, start, side="left"), np.searchsorted(middle, end, side="left") - 1
    first = np.searchsorted(edges[1:], start, side="right")
    last = np.searchsorted(edges[:-1], end, side="left") - 1
    outside = end < edges[0]
    return first, np.where((start == end) & ~outside, np.maximum(last, first), last)
