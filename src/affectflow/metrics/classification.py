"""Metrics of predicted classes, as functions of confusion counts.

Every function takes counts of any leading shape, (..., C, C) with rows for the true
class and columns for the predicted one, and returns an array of the leading shape. The
counts may be weighted sums of counts, which makes a bootstrap one matrix product.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .outcome import Outcome

UAR = "mean recall over the classes that occur in the truth; NaN without items"
MACRO_F1_MAJORITY = (
    "macro F1 of the predicted class over the items of which more than half of all votes are for one class of the "
    "target, which is their true class; a class that occurs neither in the truth nor in the predictions is left out"
)
ACCURACY = "share of items whose predicted class is the true one; NaN without items"
MACRO_F1 = (
    "mean over the classes that occur in the truth or in the predictions of 2 TP / (2 TP + FP + FN); "
    "a class that occurs in neither has no F1 and is left out; NaN without items"
)


def confusion(outcome: Outcome) -> NDArray[np.float64]:
    """Confusion counts of each group, over the items that have a target class.

    Args:
        outcome: predictions of N items in G groups and C classes.

    Returns:
        counts, shape (G, C, C): rows are true classes, columns predicted ones.
    """
    return tabulate(outcome, outcome.truth)


def tabulate(outcome: Outcome, truth: NDArray[np.int64]) -> NDArray[np.float64]:
    """The same against another truth.

    Args:
        outcome: predictions of N items in G groups and C classes.
        truth: index of the true class, shape (N,); items with -1 are left out.
    """
    shape, there = (outcome.clusters, outcome.classes, outcome.classes), truth >= 0
    cells = np.ravel_multi_index((outcome.groups[there], truth[there], outcome.predicted[there]), shape)
    return np.bincount(cells, minlength=int(np.prod(shape))).reshape(shape).astype(float)


def uar(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Unweighted average recall.

    The mean over classes of the share of a class's items that were recognised. A class
    without items in the truth has no recall and is left out of the mean, so that in a
    resample of speakers the mean is over the classes that were drawn.

    Args:
        counts: shape (..., C, C).

    Returns:
        shape (...), in [0, 1]; NaN without items.

    Source: Schuller, Steidl and Batliner (2009), The INTERSPEECH 2009 Emotion Challenge.
    """
    return mean_of_defined(_hits(counts), counts.sum(-1))


def accuracy(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share of items whose class was recognised.

    Args:
        counts: shape (..., C, C).

    Returns:
        shape (...), in [0, 1]; NaN without items.
    """
    return ratio(_hits(counts).sum(-1), counts.sum((-2, -1)))


def macro_f1(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean over classes of F1 = 2 TP / (2 TP + FP + FN).

    The mean of the classes' F1, not the F1 of mean precision and mean recall. A class
    that occurs neither in the truth nor in the predictions has no F1 and is left out; a
    class that occurs in one of them has one, which may be 0.

    Args:
        counts: shape (..., C, C).

    Returns:
        shape (...), in [0, 1]; NaN without items.

    Source: Opitz and Burst (2019), Macro F1 and Macro F1, arXiv:1911.03347, equation 1.
    """
    return mean_of_defined(2 * _hits(counts), counts.sum(-1) + counts.sum(-2))


def _hits(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.diagonal(counts, axis1=-2, axis2=-1)


def ratio(top: NDArray[np.float64], bottom: NDArray[np.float64]) -> NDArray[np.float64]:
    """top / bottom, of their shape; NaN where bottom is 0."""
    return np.divide(top, bottom, out=np.full(np.shape(bottom), np.nan), where=bottom > 0)


def mean_of_defined(top: NDArray[np.float64], bottom: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean over the last axis of top / bottom where bottom is above 0."""
    ratios = np.divide(top, bottom, out=np.zeros(np.shape(bottom)), where=bottom > 0)
    return ratio(ratios.sum(-1), (bottom > 0).sum(-1))
