"""Predicted sets of labels against reference sets: precision and recall of each item, their means, and pooled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .reliability.cluster_bootstrap import cluster_intervals

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Empty = Literal["undefined", "zero"]

NAMES = ("precision", "recall", "average", "pooled_precision", "pooled_recall", "pooled_average")


@dataclass(frozen=True)
class Overlap:
    """Sizes of sets of each item, each of shape (items,): what both have, what was predicted, the reference."""

    shared: Integers
    predicted: Integers
    reference: Integers


def precision_recall(sizes: Overlap, empty: Empty) -> tuple[Floats, Floats]:
    """Precision and recall of each item.

    Args:
        sizes: of the sets.
        empty: precision of an empty prediction: "undefined" is NaN; "zero" is 0. Its recall is 0 either way. The
            recall of an empty reference is NaN.

    Returns:
        two arrays of shape (items,).
    """
    without = np.nan if empty == "undefined" else 0.0
    precision = np.full(len(sizes.shared), without)
    np.divide(sizes.shared, sizes.predicted, out=precision, where=sizes.predicted > 0)
    recall = np.full(len(sizes.shared), np.nan)
    np.divide(sizes.shared, sizes.reference, out=recall, where=sizes.reference > 0)
    return precision, recall


def set_scores(
    sizes: Overlap, cluster: ArrayLike, empty: Empty, *, resamples: int, level: float, rng: np.random.Generator
) -> dict[str, dict[str, Any]]:
    """Mean precision and recall over items, and pooled over all members, with percentile intervals over clusters.

    `average` is half the sum of mean precision and mean recall, each over the items where it is defined;
    `pooled_` are shares of all members of all sets, which an empty set does not touch.

    Args:
        sizes: of the sets.
        cluster: code of the cluster of each item, shape (items,); whole clusters are drawn.
        empty: see `precision_recall`.

    Returns:
        for each name what `cluster_intervals` returns.
    """
    precision, recall = precision_recall(sizes, empty)
    code = np.unique(np.asarray(cluster), return_inverse=True)[1]
    columns = [np.nan_to_num(precision), ~np.isnan(precision), np.nan_to_num(recall), ~np.isnan(recall),
               sizes.shared, sizes.predicted, sizes.shared, sizes.reference]  # fmt: skip
    groups = int(code.max(initial=-1)) + 1
    sums = np.stack([np.bincount(code, column, minlength=groups) for column in columns], axis=1)

    def statistic(weights: Floats) -> Floats:
        total = weights @ sums
        with np.errstate(invalid="ignore", divide="ignore"):
            p, r, pooled_p, pooled_r = (total[:, i] / total[:, i + 1] for i in (0, 2, 4, 6))
        return np.stack([p, r, (p + r) / 2, pooled_p, pooled_r, (pooled_p + pooled_r) / 2], axis=-1)

    return cluster_intervals(
        statistic, NAMES, groups, unit="item", method="percentile", resamples=resamples, level=level, rng=rng
    )
