"""How much the votes of each item differ."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .alpha_distances import Metric, interval
from .alpha_ordinal import middle_ranks
from .sums import item_sums, quadratic
from .table import Floats, Votes


def settled(metric: Metric, votes: Votes) -> Metric:
    """A difference that does not depend on the votes any more: the ordinal one with the ranks of these votes.

    Args:
        metric: the difference.
        votes: votes of items with two or more, from which ordinal ranks are made.
    """
    if metric.form.size:
        return metric
    ranks = middle_ranks(np.bincount(votes.code, minlength=votes.levels).astype(np.float64))
    return replace(interval(ranks), name=metric.name, convention=metric.convention)


def mean_differences(votes: Votes, metric: Metric) -> Floats:
    """Mean difference of the pairs of votes of each item, shape (items,); NaN with fewer than two votes.

    For nominal levels it is the share of pairs that differ, for values twice the variance
    (divisor n - 1).

    Args:
        votes: the votes.
        metric: a settled difference.
    """
    m = votes.per_item().astype(np.float64)
    between = np.maximum(quadratic(item_sums(votes, metric.features), metric.form), 0.0)
    return np.divide(between, m * (m - 1), out=np.full(len(m), np.nan), where=m > 1)


def entropies(votes: Votes) -> Floats:
    """Entropy of the shares of levels among the votes of each item, in nats, shape (items,); NaN without a vote.

    It is of the shares as they are: with few votes it lies below that of the probabilities.
    """
    cells, times = np.unique(votes.item * votes.levels + votes.code, return_counts=True)
    item, m = cells // votes.levels, votes.per_item()
    share = times / m[item]
    found = np.bincount(item, -share * np.log(share), minlength=votes.items)
    return np.where(m > 0, np.abs(found), np.nan)
