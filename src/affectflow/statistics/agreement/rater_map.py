"""How each rater's votes compare with those of the others on the same items, in time linear in the votes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy import sparse

from .alpha_distances import Metric
from .disagreement import settled
from .sums import item_sums, ratio_of
from .table import Floats, Integers, Votes

_ITEMS = 4096


@dataclass(frozen=True)
class RaterMap:
    """One row for each rater; NaN where a rater has no vote beside another's. Each of shape (raters,).

    Attributes:
        votes: all votes of the rater.
        paired: those on items that another rated too.
        disagreement: mean difference to each other vote on the same item, the mean over the
            rater's paired votes.
        alpha: 1 - disagreement / expected, where expected is the mean difference between the
            rater's paired votes and all paired votes of others, on whatever item.
        bias: mean of the rater's value less the mean of the others' on the item.
        scatter: standard deviation of these differences, divisor n - 1.
    """

    votes: Integers
    paired: Integers
    disagreement: Floats
    alpha: Floats
    bias: Floats
    scatter: Floats


def rater_map(votes: Votes, metric: Metric, values: Floats | None = None) -> RaterMap:
    """Each rater against the others.

    Args:
        votes: the votes.
        metric: the difference, of Krippendorff's alpha.
        values: value of each level, shape (levels,); without it there is no bias and no scatter.
    """
    every = np.bincount(votes.rater, minlength=votes.raters)
    pairable = votes.with_at_least(2)[0]
    n = np.bincount(pairable.rater, minlength=votes.raters)
    fixed = settled(metric, pairable)
    observed = ratio_of(_summed(pairable, _to_others(pairable, fixed)), n)
    alpha = 1.0 - ratio_of(observed, _expected(pairable, fixed, n))
    nothing = np.full(votes.raters, np.nan)
    bias, scatter = (nothing, nothing) if values is None else _shift(pairable, values, n)
    return RaterMap(every, n, observed, alpha, bias, scatter)


def _summed(votes: Votes, numbers: Floats) -> Floats:
    return np.bincount(votes.rater, numbers, minlength=votes.raters).astype(np.float64)


def _to_others(votes: Votes, metric: Metric) -> Floats:
    """Mean difference of each vote to the others of its item, shape (votes,)."""
    others = votes.per_item()[votes.item] - 1.0
    sums = item_sums(votes, metric.features)
    order = np.argsort(votes.item, kind="stable")
    starts = np.searchsorted(votes.item[order], np.arange(0, votes.items + _ITEMS, _ITEMS))
    found = np.empty(len(votes.item))
    for block, (start, stop) in enumerate(pairwise(starts)):
        first, rows = block * _ITEMS, order[start:stop]
        pulls = np.asarray(sums[first : first + _ITEMS] @ metric.form)
        at, code = votes.item[rows] - first, votes.code[rows]
        own = pulls[at, code] if metric.features is None else np.sum(pulls[at] * metric.features[code], axis=1)
        found[rows] = own
    return np.maximum(found, 0.0) / others


def _expected(votes: Votes, metric: Metric, n: Integers) -> Floats:
    """Mean difference between the votes of each rater and all votes of others, shape (raters,)."""
    of_raters = Votes(votes.rater, votes.item, votes.code, votes.raters, max(votes.items, 1), votes.levels)
    own = item_sums(of_raters, metric.features)
    own = own.toarray() if sparse.issparse(own) else own
    apart = np.sum((own @ metric.form) * (own.sum(axis=0) - own), axis=1)
    return ratio_of(np.maximum(apart, 0.0), n * (n.sum() - n))


def _shift(votes: Votes, values: Floats, n: Integers) -> tuple[Floats, Floats]:
    x, m = values[votes.code], votes.per_item()
    total = np.bincount(votes.item, x, minlength=votes.items)
    apart = x - (total[votes.item] - x) / (m[votes.item] - 1)
    bias = ratio_of(_summed(votes, apart), n)
    squares = _summed(votes, (apart - bias[votes.rater]) ** 2)
    return bias, np.sqrt(ratio_of(squares, np.where(n > 1, n - 1, 0)))
