"""Metrics of predicted distributions against target distributions, as means over items.

The target is the distribution of the raters' votes where there is one, else all of the
probability on the target class.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import rel_entr, xlogy

from .outcome import Outcome

LOG_LOSS = (
    "mean over items of the cross-entropy, in nats, of the predicted distribution to the target distribution "
    "(the raters' votes, or 1 on the target class); no clipping: NaN where a class with a positive "
    "target has predicted probability 0"
)
JS_DIVERGENCE = (
    "mean over items of the Jensen-Shannon divergence, logarithm to base 2 (0 equal, 1 disjoint), of the predicted "
    "distribution and the target distribution (the raters' votes, or 1 on the target class)"
)

KL_DIVERGENCE = (
    "mean over items of the relative entropy of the target distribution to the predicted one, in nats: the log loss "
    "less the entropy of the target; NaN where a class with a positive target has predicted probability 0"
)
SOFT_ACCURACY = (
    "mean over items of the sum over classes of the smaller of the target's and the predicted probability (1 equal, 0 "
    "disjoint), which is 1 minus their total variation distance; soft accuracy of Kurniawan et al. (2026)"
)
COSINE = "mean over items of the cosine of the angle between the target and the predicted distribution (1 equal)"
EUCLIDEAN = "mean over items of the Euclidean distance of the target and the predicted distribution"
TOP_2 = (
    "share of items of which a class with most votes (any of them, where several have as many) is among the two most "
    "probable ones; equal probabilities rank in the alphabet's order"
)


def log_loss(target: NDArray[np.float64], probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    """Cross-entropy -sum_c t_c ln(p_c) of each item, in nats, with 0 ln 0 = 0.

    Args:
        target: shape (N, C), rows sum to 1.
        probabilities: shape (N, C), rows sum to 1.

    Returns:
        shape (N,), in [0, inf]; inf where a class with a positive target has probability 0.
    """
    return -xlogy(target, probabilities).sum(-1)


def js_divergence(target: NDArray[np.float64], probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    """Jensen-Shannon divergence of each item, logarithm to base 2.

    The mean of the two relative entropies to the midpoint of the two distributions. It
    is the square of the Jensen-Shannon distance.

    Args:
        target: shape (N, C), rows sum to 1.
        probabilities: shape (N, C), rows sum to 1.

    Returns:
        shape (N,), in [0, 1].

    Source: Lin (1991), Divergence measures based on the Shannon entropy, IEEE Trans. Inf. Theory 37.
    """
    middle = (target + probabilities) / 2
    both = rel_entr(target, middle).sum(-1) + rel_entr(probabilities, middle).sum(-1)
    return both / (2 * np.log(2))


def kl_divergence(target: NDArray[np.float64], probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    """Relative entropy sum_c t_c ln(t_c / p_c) of each item, in nats, shapes as in `js_divergence`; may be inf."""
    return rel_entr(target, probabilities).sum(-1)


def soft_accuracy(target: NDArray[np.float64], probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    """Overlap sum_c min(t_c, p_c) of each item, in [0, 1], shapes as in `js_divergence`.

    Source: Kurniawan et al. (2026), Training and evaluating with human label variation,
    Computational Linguistics 52(1).
    """
    return np.minimum(target, probabilities).sum(-1)


def cosine_similarity(target: NDArray[np.float64], probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    """Cosine of each item's two distributions, in [0, 1], shapes as in `js_divergence`."""
    lengths = np.linalg.norm(target, axis=-1) * np.linalg.norm(probabilities, axis=-1)
    return (target * probabilities).sum(-1) / lengths


def euclidean_distance(target: NDArray[np.float64], probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    """Euclidean distance of each item's two distributions, in [0, sqrt(2)], shapes as in `js_divergence`."""
    return np.linalg.norm(target - probabilities, axis=-1)


def top_2_accuracy(target: NDArray[np.float64], probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    """1 for each item of which a class with the largest target is among the two most probable, shape (N,)."""
    best = np.argsort(-probabilities, axis=-1, kind="stable")[:, :2]
    most = target == target.max(axis=-1, keepdims=True)
    return np.take_along_axis(most, best, axis=-1).any(axis=-1).astype(float)


def sums(outcome: Outcome, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sum of the finite values, number of items and number of infinite values of each group.

    Infinite values are counted apart because infinity times a weight of 0 is no number.

    Args:
        outcome: N items in G groups.
        values: one for each item, shape (N,).

    Returns:
        shape (G, 3).
    """
    infinite = np.isinf(values)
    parts = (np.where(infinite, 0.0, values), np.ones(values.size), infinite.astype(float))
    return np.column_stack([np.bincount(outcome.groups, p, minlength=outcome.clusters) for p in parts])


def mean(totals: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean from `sums` (or weighted sums of them); NaN without items or with an infinite one.

    Args:
        totals: shape (..., 3).

    Returns:
        shape (...).
    """
    defined = (totals[..., 1] > 0) & (totals[..., 2] == 0)
    return np.divide(totals[..., 0], totals[..., 1], out=np.full(totals.shape[:-1], np.nan), where=defined)
