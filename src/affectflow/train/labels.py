"""What a network learns for each item in each fold, from the votes of the fold's training items alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from ..errors import Problem, TableError
from ..statistics.aggregation.rules import aggregate
from ..studies.train import Network, RaterRule
from .material import Array, Material


@dataclass(frozen=True)
class Labels:
    """Distributions to learn from N items in F folds.

    Attributes:
        target: rows sum to 1 where the item is used, shape (F, N, C).
        used: which items train the fold, shape (F, N); no test item among them.
    """

    target: Array
    used: NDArray[np.bool_]


def training_labels(material: Material, model: Network) -> Labels:
    """Labels by the model's rule, then cut, sharpened and smoothed as it says.

    Raises:
        TableError: the model needs votes that the sample or the study does not have, or a
            fold has no item to train on.
    """
    training = np.stack([material.training(fold) for fold in material.fold_numbers])
    if model.rule in get_args(RaterRule):
        target, there = _by_raters(material, model, training)
    else:
        one, some = _by_counts(material, model)
        target, there = np.repeat(one[None], len(training), axis=0), some[None]
    used = training & there
    for fold in np.flatnonzero(~used.any(axis=1)):
        raise TableError(Problem("sample", f"fold {fold}", "no item to train on", f"items by the rule '{model.rule}'"))
    return Labels(_shaped(target, model), used)


def _by_counts(material: Material, model: Network) -> tuple[Array, NDArray[np.bool_]]:
    truth = material.majority if model.rule == "majority" else material.truth
    if truth is None:
        raise TableError(Problem("sample", "", "no column 'majority'", "a sample drawn by the all-inclusive rule"))
    some = np.ones(truth.size, dtype=bool) if model.rule in ("all_inclusive", None) else truth >= 0
    if model.labels == "hard":
        return np.eye(len(material.labels))[truth], truth >= 0
    return material.votes_needed("soft labels learn from"), some


def _by_raters(material: Material, model: Network, training: NDArray[np.bool_]) -> tuple[Array, NDArray[np.bool_]]:
    target = np.stack([_posterior(material, model, items) for items in training])
    there = np.asarray(np.isfinite(target).all(axis=-1))
    target[~there] = 0.0
    if model.labels == "hard":
        target = np.eye(len(material.labels))[target.argmax(axis=-1)]
    return target, there


def _posterior(material: Material, model: Network, items: NDArray[np.bool_]) -> Array:
    """Of each item, shape (N, C); NaN for items that are not given and for those without a vote."""
    assert material.votes is not None
    votes = material.votes.of(items)
    shape = (items.size, len(votes.raters), len(material.labels))
    return aggregate(model.rule, votes.item, votes.rater, votes.label, shape).posterior  # type: ignore[arg-type]


def _shaped(target: Array, model: Network) -> Array:
    classes = target.shape[-1]
    if model.least_share > 0:
        largest = target.max(axis=-1, keepdims=True)
        target = np.where((target >= model.least_share) | (target == largest), target, 0.0)
        target = _normalised(target)
    if model.labels == "set":
        members = target > 1 / classes
        target = _normalised(np.where(members.any(axis=-1, keepdims=True), members, target > 0).astype(float))
    if model.smoothing > 0:
        target = (1 - model.smoothing) * target + model.smoothing / classes
    return target


def _normalised(target: Array) -> Array:
    total = target.sum(axis=-1, keepdims=True)
    return np.divide(target, total, out=np.zeros(target.shape), where=total > 0)


def penalties(shares: Array, items: NDArray[np.bool_]) -> Array:
    """Cost of each pair of a voted and a predicted class, from the items given.

    Args:
        shares: distribution of the raters' votes, shape (N, C).
        items: which items to count, shape (N,).

    Returns:
        1 - P(d | c) with c in rows, shape (C, C); 0 on the diagonal; 1 where c has no vote.

    Source: the idea is of Chou, Lee and Busso (2022), Exploiting co-occurrence frequency of
    emotions in perceptual evaluations to train a speech emotion classifier, Interspeech; the
    convention `PENALTY` of `telling` says what is ours.
    """
    voted = (shares[items] > 0).astype(float)
    together = voted.T @ voted
    alone = np.diag(together)[:, None]
    costs = 1 - np.divide(together, alone, out=np.zeros(together.shape), where=alone > 0)
    np.fill_diagonal(costs, 0.0)
    return costs
