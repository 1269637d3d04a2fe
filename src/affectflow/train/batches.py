"""Which items each member of an ensemble sees at each step of an epoch.

All members take the same number of steps, so that they can be trained side by side; the
number depends on the split only, so that a member trained alone takes the same steps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Batches:
    """The steps of one epoch, for E members: K steps of at most B items.

    Attributes:
        items: indices of items, shape (K, E, B); places without an item repeat one of
            the member's own training items.
        weights: 1 / (number of items in the member's batch), and 0 in places without
            an item, shape (K, E, B).
    """

    items: NDArray[np.int64]
    weights: NDArray[np.float32]


def steps_per_epoch(training: Sequence[NDArray[np.int64]], batch_size: int) -> int:
    """Number of steps: enough for the smallest training fold in batches of `batch_size`.

    Args:
        training: indices of each fold's training items, of *all* folds of the split.
        batch_size: wanted size; larger folds get slightly larger batches.
    """
    return -(-min(map(len, training)) // batch_size)


def draw_epoch(training: Sequence[NDArray[np.int64]], steps: int, generators: Sequence[np.random.Generator]) -> Batches:
    """Shuffle each member's training items and deal them into `steps` batches of near-equal size.

    Args:
        training: indices of each member's training items, E arrays.
        steps: K, at most the smallest number of training items.
        generators: each member's own source of randomness.
    """
    widest = -(-max(map(len, training)) // steps)
    items = np.empty((steps, len(training), widest), np.int64)
    weights = np.zeros((steps, len(training), widest), np.float32)
    for member, (own, generator) in enumerate(zip(training, generators, strict=True)):
        items[:, member] = own[0]
        for step, batch in enumerate(np.array_split(generator.permutation(own), steps)):
            items[step, member, : batch.size] = batch
            weights[step, member, : batch.size] = 1 / batch.size
    return Batches(items, weights)
