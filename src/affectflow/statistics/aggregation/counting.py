"""Rules that count votes: whose vote it was does not matter, so unnamed raters may vote."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from .latent import Floats

Ties = Literal["leave_out", "share", "first"]
"""What becomes of an item whose first place is tied: it has no label; or its tied classes share it; or the
class that is declared first takes it."""

NO_VOTE, NO_MAJORITY, TIED = "no vote", "no class has more than half of the votes", "first place is tied"
Reasons = NDArray[np.str_]


def majority(counts: NDArray[np.integer]) -> tuple[Floats, Reasons]:
    """The class with more than half of an item's votes.

    Args:
        counts: votes of each item for each class, shape (I, C).

    Returns:
        1 for the chosen class and 0 for others, NaN for an item without one, shape (I, C);
        and why an item has none, else empty, shape (I,).
    """
    total = counts.sum(axis=1)
    reason = np.where(total == 0, NO_VOTE, np.where(2 * counts.max(axis=1) > total, "", NO_MAJORITY))
    return _or_nan((2 * counts > total[:, None]).astype(np.float64), reason), reason


def plurality(counts: NDArray[np.integer], ties: Ties = "leave_out") -> tuple[Floats, Reasons]:
    """The class with most of an item's votes.

    Args:
        counts: votes of each item for each class, shape (I, C).
        ties: what becomes of a tied first place; see `Ties`.

    Returns:
        as `majority`; tied classes that share an item have equal parts of 1.
    """
    total = counts.sum(axis=1)
    first = (counts == counts.max(axis=1, keepdims=True)) & (total[:, None] > 0)
    if ties == "first":
        first &= np.cumsum(first, axis=1) == 1
    tied = first.sum(axis=1) > 1
    reason = np.where(total == 0, NO_VOTE, np.where(tied & (ties == "leave_out"), TIED, ""))
    return _or_nan(first / np.maximum(first.sum(axis=1, keepdims=True), 1), reason), reason


def all_inclusive(counts: NDArray[np.integer]) -> tuple[Floats, Reasons]:
    """Every class that has a vote, with its share of the votes: no rating and no item is thrown away.

    Args:
        counts: votes of each item for each class, shape (I, C).

    Returns:
        as `majority`, with shares that sum to 1.

    Source: the all-inclusive rule of H.-C. Chou, Revisiting Modeling and Evaluation Approaches in
    Speech Emotion Recognition (dissertation).
    """
    total = counts.sum(axis=1)
    reason = np.where(total == 0, NO_VOTE, "")
    return _or_nan(counts / np.maximum(total, 1)[:, None], reason), reason


def _or_nan(chosen: Floats, reason: Reasons) -> Floats:
    return np.where((reason == "")[:, None], chosen, np.nan)
