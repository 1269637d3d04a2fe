"""Resamples of items, of groups of items, or of raters, as weights.

A measure gives what it needs per item once; each block of resamples is then a product of
matrices.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

import numpy as np

from .table import Floats, Integers, Votes

Evaluate = Callable[[Floats], Floats]
"""From weights of shape (resamples, units) to the measure on each, shape (resamples,)."""

_BLOCK = 250_000  # weights at once: 2 MB, which a processor keeps near

_ROWS = 16  # at least so many resamples at once, so that a product is worth its call


class Measure(Protocol):
    """What intervals need to know of a measure of agreement."""

    @property
    def name(self) -> str:
        """The measure in words."""

    @property
    def kept(self) -> Integers:
        """Numbers of the items that the measure reads, which are those that are resampled."""

    @property
    def votes(self) -> Votes:
        """The votes that the measure reads."""

    @property
    def conventions(self) -> dict[str, str]:
        """Every choice that a library may make in another way."""

    def estimate(self) -> float:
        """The measure on the data; NaN where it is undefined."""

    def reason(self) -> str:
        """Why the measure is undefined, or nothing."""

    def parts(self) -> dict[str, float]:
        """What the estimate is made of, such as observed and expected agreement."""

    def influence(self) -> Floats:
        """n times the derivative by the weight of each item kept, shape (n,)."""

    def by_groups(self, group: Integers, groups: int) -> Evaluate:
        """The measure by how often each group of items is drawn; `group` is that of each item kept."""

    def by_raters(self) -> Evaluate:
        """The measure by how often each rater is drawn."""


def draw(units: int, resamples: int, rng: np.random.Generator) -> Iterator[Floats]:
    """How often each unit is drawn, in blocks of resamples.

    Args:
        units: number of units (items, groups, raters), at least 1.
        resamples: number of resamples.
        rng: source of randomness; the same generator gives the same draws.

    Yields:
        shape (block, units); each row sums to `units`.
    """
    block = max(_ROWS, _BLOCK // units)
    for start in range(0, resamples, block):
        rows = min(block, resamples - start)
        weights = np.empty((rows, units))
        for row in weights:
            row[:] = np.bincount(rng.integers(0, units, size=units), minlength=units)
        yield weights


def draw_within(stratum: Integers, resamples: int, rng: np.random.Generator) -> Iterator[Floats]:
    """As `draw`, from each stratum as many units as it has.

    Args:
        stratum: number of each unit's stratum, shape (units,).
        resamples, rng: as in `draw`.
    """
    members = [np.flatnonzero(stratum == s) for s in np.unique(stratum)]
    block = max(_ROWS, _BLOCK // len(stratum))
    for start in range(0, resamples, block):
        rows = min(block, resamples - start)
        weights = np.empty((rows, len(stratum)))
        for who in members:
            k = len(who)
            # The draws of all rows are counted at once, those of each row behind those of the one before.
            drawn = rng.integers(0, k, size=(rows, k)) + k * np.arange(rows)[:, None]
            weights[:, who] = np.bincount(drawn.ravel(), minlength=rows * k).reshape(rows, k)
        yield weights


def leave_one_out(units: int) -> Iterator[Floats]:
    """Weights that leave out each unit in turn, in blocks; shape (block, units)."""
    block = max(_ROWS, _BLOCK // units)
    for start in range(0, units, block):
        rows = min(block, units - start)
        weights = np.ones((rows, units))
        weights[np.arange(rows), start + np.arange(rows)] = 0.0
        yield weights


def of_voters(measure: Measure) -> tuple[Evaluate, int]:
    """The measure by how often each rater who voted is drawn, and how many these are."""
    voters, all_raters = np.unique(measure.votes.rater), measure.by_raters()

    def evaluate(weights: Floats) -> Floats:
        full = np.zeros((len(weights), measure.votes.raters))
        full[:, voters] = weights
        return all_raters(full)

    return evaluate, len(voters)


def evaluated(evaluate: Evaluate, blocks: Iterator[Floats]) -> Floats:
    """The measure on every row of all blocks, shape (rows,)."""
    return np.concatenate([evaluate(block) for block in blocks])


def number_groups(groups: Integers | None, kept: Integers) -> tuple[Integers, int]:
    """Number of the group of each item kept, from 0, and how many there are; each item alone without groups."""
    if groups is None:
        return np.arange(len(kept)), len(kept)
    found, number = np.unique(np.asarray(groups)[kept], return_inverse=True)
    return number.astype(np.int64, copy=False), len(found)
