"""How well predicted probabilities order items, whatever the threshold."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .outcome import Outcome

Array = NDArray[np.float64]

AUC = (
    "area under the receiver operating characteristic curve, the share of pairs of an item of the class and one of "
    "another class in which the item of the class has the higher predicted probability, ties counted by half; mean "
    "over the classes, each against all others, which for two classes is the common area; over all items together, "
    "whichever fold tested them; NaN unless two classes occur in the truth"
)
ONE_CLASS = "fewer than two classes occur in the truth, so that there are no pairs"
AT_ONCE = 2_000_000
"""Weights of items that are held at a time."""


def auc(outcome: Outcome, weights: Array) -> Array:
    """Area under the ROC curve for weights of groups, in time linear in items and weights after one sorting.

    A class of which all weight, or none, is in the truth has no pairs and is left out of the mean, so that in a
    resample the mean is over the classes that were drawn.

    Args:
        outcome: predictions of N items in G groups and C classes, with probabilities; an item without a
            class (truth -1) is in no pair.
        weights: how much each group counts, not negative, shape (B, G).

    Returns:
        shape (B,), in [0, 1]; NaN where no class has pairs.

    Source: Hanley and McNeil (1982), Radiology 143, 29-36; ties as in the Mann-Whitney statistic.
    """
    assert outcome.probabilities is not None
    there = outcome.truth >= 0
    groups, truth = outcome.groups[there], outcome.truth[there]
    per_class = []
    for label in range(outcome.classes):
        order, starts = _levels(outcome.probabilities[there, label])
        per_class.append(_against_others(truth[order] == label, groups[order], starts, np.asarray(weights, float)))
    return _mean_of_defined(np.array(per_class))


def _levels(scores: Array) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The items from the lowest score up, and where each level of equal scores starts."""
    order = np.argsort(scores, kind="stable")
    ranked = scores[order]
    return order, np.flatnonzero(np.r_[True, ranked[1:] != ranked[:-1]][: ranked.size])


def _against_others(positive: NDArray[np.bool_], groups: NDArray, starts: NDArray, weights: Array) -> Array:
    if positive.size == 0:
        return np.full(len(weights), np.nan)
    step = max(1, AT_ONCE // positive.size)
    parts = [_area(positive, groups, starts, weights[at : at + step]) for at in range(0, len(weights), step)]
    return np.concatenate(parts)


def _area(positive: NDArray[np.bool_], groups: NDArray, starts: NDArray, weights: Array) -> Array:
    each = weights[:, groups]
    inside = np.add.reduceat(each * positive, starts, axis=1)
    outside = np.add.reduceat(each * ~positive, starts, axis=1)
    below = np.cumsum(outside, axis=1) - outside
    won = (inside * (below + outside / 2)).sum(axis=1)
    pairs = inside.sum(axis=1) * outside.sum(axis=1)
    return np.divide(won, pairs, out=np.full(len(weights), np.nan), where=pairs > 0)


def _mean_of_defined(areas: Array) -> Array:
    known = ~np.isnan(areas)
    total, n = np.where(known, areas, 0.0).sum(axis=0), known.sum(axis=0)
    return np.divide(total, n, out=np.full(areas.shape[1], np.nan), where=n > 0)
