"""What one fit predicted and what was true, as arrays with the items' groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class Outcome:
    """Out-of-fold predictions of N items in G groups and C classes, from one seed.

    Attributes:
        truth: index of the target class, shape (N,); -1 where the item has none, because
            its raters reached no consensus.
        predicted: index of the predicted class, shape (N,).
        groups: index of the item's group, shape (N,).
        classes: C.
        clusters: G.
        target: target distribution, rows sum to 1, shape (N, C).
        probabilities: predicted distribution, shape (N, C); None if the model gives none.
        folds: fold in which each item was tested, shape (N,); None if all were tested by one model.
        majority: index of the class that more than half of the item's raters chose, shape
            (N,), -1 where there is none; None where that is not known.
    """

    truth: NDArray[np.int64]
    predicted: NDArray[np.int64]
    groups: NDArray[np.int64]
    classes: int
    clusters: int
    target: NDArray[np.float64]
    probabilities: NDArray[np.float64] | None = None
    majority: NDArray[np.int64] | None = None
    folds: NDArray[np.int64] | None = None

    def where(self, mask: NDArray[np.bool_]) -> Outcome:
        """The same for some of the items; classes and groups keep their indices."""
        shares = None if self.probabilities is None else self.probabilities[mask]
        majority = None if self.majority is None else self.majority[mask]
        folds = None if self.folds is None else self.folds[mask]
        return Outcome(
            self.truth[mask], self.predicted[mask], self.groups[mask],
            self.classes, self.clusters, self.target[mask], shares, majority, folds,
        )  # fmt: skip


def outcomes(columns: Mapping[str, ArrayLike], labels: Sequence[str]) -> dict[int, Outcome]:
    """Sort the columns of a table of predictions into one `Outcome` for each seed.

    Args:
        columns: equally long arrays `item_id`, `seed`, `group`, `label` and `predicted`;
            `p_<label>` for each label if the model gives probabilities; `share_<label>`
            for each label if the target is a distribution; `majority` if that was kept;
            `fold` if several models tested the items.
            Without shares the target distribution has probability 1 on `label`. A missing
            label or majority is no string: None or NaN.
        labels: the classes, sorted; class indices are places in it.

    Returns:
        seed -> outcome, in the order of seeds; items in the order of their names, and
        group indices in the order of the groups' names, so that outcomes of two models
        on the same items line up.
    """
    table = {name: np.asarray(values) for name, values in columns.items()}
    names, groups = np.unique(table["group"].astype(str), return_inverse=True)
    classes = np.asarray(labels, dtype=str)
    truth = _truth(table["label"], classes)
    predicted = _indices(table["predicted"], classes)
    shares = _columns(table, "share_", labels)
    if shares is None and (truth < 0).any():
        raise ValueError("items without a class need shares of votes as their target")
    target = np.eye(classes.size)[truth] if shares is None else shares
    probabilities = _columns(table, "p_", labels)
    majority = _truth(table["majority"], classes) if "majority" in table else None
    folds = table["fold"].astype(np.int64) if "fold" in table else None
    whole = Outcome(truth, predicted, groups, classes.size, names.size, target, probabilities, majority, folds)
    order = np.argsort(table["item_id"].astype(str), kind="stable")
    seeds = table["seed"][order]
    return {int(seed): whole.where(order[seeds == seed]) for seed in np.unique(seeds)}


def _truth(values: NDArray, classes: NDArray) -> NDArray[np.int64]:
    there = np.array([isinstance(value, str) for value in values], dtype=bool)
    truth = np.full(values.size, -1)
    truth[there] = _indices(values[there], classes)
    return truth


def _indices(values: NDArray, classes: NDArray) -> NDArray[np.int64]:
    values = values.astype(str)
    found = np.minimum(np.searchsorted(classes, values), classes.size - 1)
    if not np.array_equal(classes[found], values):
        strange = sorted(set(values) - set(classes))
        raise ValueError(f"{strange} is not among the sorted labels {list(classes)}")
    return found


def _columns(table: Mapping[str, NDArray], prefix: str, labels: Sequence[str]) -> NDArray[np.float64] | None:
    if not any(name.startswith(prefix) for name in table):
        return None
    return np.column_stack([table[f"{prefix}{label}"] for label in labels]).astype(float)
