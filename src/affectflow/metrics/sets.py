"""Metrics of sets: the emotions that co-occur in an item's votes against those that are predicted.

A class is in a set when its share of the votes, or its predicted probability, is above
1 / C for C classes. So an item may hold several classes, and every item is scored, also
one without consensus.

Source of the threshold: Chou (2024), Revisiting modeling and evaluation approaches in
speech emotion recognition, arXiv:2510.05934, and the authors' released code, where a class
counts when it is strictly above 1 / C.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .classification import mean_of_defined, ratio
from .outcome import Outcome

Array = NDArray[np.float64]
SET = (
    "a class is in a set where its share of the votes (or predicted probability) is strictly above 1 / C for C "
    "classes; equal shares of all classes make an empty set; all items count, with consensus or without"
)
EXACT_MATCH = f"share of items whose predicted set is the voted one; {SET}"
HAMMING = f"mean share of the C classes that are in one of the two sets and not in the other; {SET}"
JACCARD = f"mean over items of the classes in both sets over the classes in either; 1 where both are empty; {SET}"
_F1 = "2 TP / (2 TP + FP + FN)"
MICRO_F1 = f"{_F1} with counts over all classes and items; NaN where nothing is voted nor predicted; {SET}"
MACRO_F1 = f"mean over classes of {_F1}; a class in no voted and no predicted set has no F1 and is left out; {SET}"
WEIGHTED_F1 = f"mean over classes of {_F1}, weighted by the number of voted sets that hold the class; {SET}"


def members(shares: Array) -> NDArray[np.bool_]:
    """Which classes are in each item's set.

    k votes of C k are exactly 1 / C in floating point too, since both are rounded correctly.

    Args:
        shares: rows sum to 1, shape (N, C).

    Returns:
        shape (N, C).
    """
    return shares > 1 / shares.shape[1]


def counts(outcome: Outcome) -> Array:
    """True positives, false positives and false negatives of each group and class, shape (G, C, 3)."""
    voted, given = members(outcome.target), members(_probabilities(outcome))
    cells = np.stack([voted & given, ~voted & given, voted & ~given], axis=-1).astype(float)
    totals = np.zeros((outcome.clusters, *cells.shape[1:]))
    np.add.at(totals, outcome.groups, cells)
    return totals


def exact_match(outcome: Outcome) -> Array:
    """1 for each item whose two sets are equal, shape (N,)."""
    return (members(outcome.target) == members(_probabilities(outcome))).all(axis=1).astype(float)


def hamming(outcome: Outcome) -> Array:
    """Share of the classes on which the two sets differ, of each item, shape (N,)."""
    return (members(outcome.target) != members(_probabilities(outcome))).mean(axis=1)


def jaccard(outcome: Outcome) -> Array:
    """Intersection over union of the two sets of each item, shape (N,); 1 where both are empty."""
    voted, given = members(outcome.target), members(_probabilities(outcome))
    both, either = (voted & given).sum(axis=1), (voted | given).sum(axis=1)
    return np.divide(both, either, out=np.ones(both.shape), where=either > 0)


def micro_f1(totals: Array) -> Array:
    """F1 of the counts over all classes, from shape (..., C, 3) to (...)."""
    top, bottom = _f1_parts(totals)
    return ratio(top.sum(-1), bottom.sum(-1))


def macro_f1(totals: Array) -> Array:
    """Mean over classes of F1, from shape (..., C, 3) to (...); see `MACRO_F1`."""
    return mean_of_defined(*_f1_parts(totals))


def weighted_f1(totals: Array) -> Array:
    """Mean over classes of F1 weighted by how often they are voted, from shape (..., C, 3) to (...)."""
    top, bottom = _f1_parts(totals)
    support = totals[..., 0] + totals[..., 2]
    f1 = np.divide(top, bottom, out=np.zeros(top.shape), where=bottom > 0)
    return ratio((f1 * support).sum(-1), support.sum(-1))


def _f1_parts(totals: Array) -> tuple[Array, Array]:
    return 2 * totals[..., 0], 2 * totals[..., 0] + totals[..., 1] + totals[..., 2]


def _probabilities(outcome: Outcome) -> Array:
    assert outcome.probabilities is not None
    return outcome.probabilities
