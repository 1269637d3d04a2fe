"""Scores of questionnaires from their items."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...studies.readers.trial_columns import Measure

Floats = NDArray[np.float64]


def score(answers: Floats, measure: Measure) -> Floats:
    """Sum or mean of items, some of them reversed.

    Missing items are replaced by the person's mean over the answered ones, after reversal; the
    score is then the mean of the answered items, times the number of items for a sum.

    # ASSUME: a missing item would have been answered as the person answered the others.

    Args:
        answers: persons x items, NaN where an item is missing; within the items' range.
        measure: its items, reversed ones, and how many may be missing.

    Returns:
        one score for each person; NaN where more items are missing than may be.
    """
    assert measure.items is not None
    assert measure.item_low is not None
    assert measure.item_high is not None
    flip = np.isin(np.arange(1, measure.items + 1), measure.reversed)
    keyed = np.where(flip, measure.item_low + measure.item_high - answers, answers)
    answered = np.sum(~np.isnan(keyed), axis=1)
    enough = answered >= measure.items - measure.allowed_missing
    # At least one item is answered where enough are: fewer may be missing than there are.
    mean = np.nansum(keyed, axis=1) / np.where(enough, answered, 1)
    return np.where(enough, mean * (measure.items if measure.scoring == "sum" else 1), np.nan)
