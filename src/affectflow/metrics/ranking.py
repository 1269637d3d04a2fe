"""How well predicted probabilities order items, whatever the threshold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .outcome import Outcome

Array = NDArray[np.float64]

AUC = (
    "area under the receiver operating characteristic curve, the share of pairs of an item of the class and one of "
    "another class in which the item of the class has the higher predicted probability, ties counted by half; mean "
    "over the classes, each against all others, which for two classes is the common area; only items that the same "
    "model tested make a pair, because the models of two folds have scales of their own; NaN without pairs"
)
ONE_CLASS = "no fold has items of two classes, so that there are no pairs"
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
    folds = np.zeros(truth.size, np.int64) if outcome.folds is None else outcome.folds[there]
    per_class = []
    # Of two classes, the second has the area of the first: the order is turned, and so is what is asked of it.
    for label in range(outcome.classes) if outcome.classes > 2 else (1,):
        levels = _levels(folds, outcome.probabilities[there, label])
        at = levels.order
        per_class.append(_against_others(truth[at] == label, groups[at], levels, np.asarray(weights, float)))
    return _mean_of_defined(np.array(per_class))


@dataclass(frozen=True)
class _Levels:
    """Items fold by fold and from the lowest score up: `starts` of equal scores, `folds` of folds among these."""

    order: NDArray[np.int64]
    starts: NDArray[np.int64]
    folds: NDArray[np.int64]


def _levels(folds: NDArray[np.int64], scores: Array) -> _Levels:
    order = np.lexsort((scores, folds))
    fold, score = folds[order], scores[order]
    new_fold = np.r_[True, fold[1:] != fold[:-1]][: fold.size]
    starts = np.flatnonzero(new_fold | np.r_[True, score[1:] != score[:-1]][: fold.size])
    return _Levels(order, starts, np.flatnonzero(new_fold[starts]))


def _against_others(positive: NDArray[np.bool_], groups: NDArray, levels: _Levels, weights: Array) -> Array:
    if positive.size == 0:
        return np.full(len(weights), np.nan)
    step = max(1, AT_ONCE // positive.size)
    parts = [_area(positive, groups, levels, weights[at : at + step]) for at in range(0, len(weights), step)]
    return np.concatenate(parts)


def _area(positive: NDArray[np.bool_], groups: NDArray, levels: _Levels, weights: Array) -> Array:
    each = weights[:, groups]
    inside = np.add.reduceat(each * positive, levels.starts, axis=1)
    outside = np.add.reduceat(each * ~positive, levels.starts, axis=1)
    before = np.cumsum(outside, axis=1) - outside
    sizes = np.diff(np.r_[levels.folds, levels.starts.size])
    below = before - np.repeat(before[:, levels.folds], sizes, axis=1)
    won = (inside * (below + outside / 2)).sum(axis=1)
    by_fold = (np.add.reduceat(side, levels.folds, axis=1) for side in (inside, outside))
    pairs = np.multiply(*by_fold).sum(axis=1)
    return np.divide(won, pairs, out=np.full(len(weights), np.nan), where=pairs > 0)


def _mean_of_defined(areas: Array) -> Array:
    known = ~np.isnan(areas)
    total, n = np.where(known, areas, 0.0).sum(axis=0), known.sum(axis=0)
    return np.divide(total, n, out=np.full(areas.shape[1], np.nan), where=n > 0)
