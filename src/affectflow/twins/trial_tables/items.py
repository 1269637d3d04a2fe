"""Answers to the items of a scale that make a given score."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...studies.readers.trial_columns import Measure

Floats = NDArray[np.float64]


def answers(scores: Floats, scale: Measure, rng: np.random.Generator) -> Floats:
    """Whole answers whose sum (or mean times items) is the score, spread over the items as evenly as chance lets.

    Args:
        scores: shape (n,); NaN where a person was lost.
        scale: of the score; reversed items are answered the other way.
        rng: source of randomness.

    Returns:
        shape (n, items), NaN where the score is.
    """
    assert scale.items
    assert scale.item_low is not None
    assert scale.item_high is not None
    steps = scores * (scale.items if scale.scoring == "mean" else 1) - scale.items * scale.item_low
    whole = np.floor(steps[:, None] / scale.items)
    rest = steps[:, None] - whole * scale.items
    order = rng.random((len(scores), scale.items)).argsort(axis=1)
    given = scale.item_low + np.minimum(whole + (order < np.round(rest)), scale.item_high - scale.item_low)
    other = np.isin(np.arange(1, scale.items + 1), scale.reversed)
    return np.where(other, scale.item_low + scale.item_high - given, given)
