"""Fleiss' kappa (Scott's pi for two raters) and its variances."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .gwet import Coefficient
from .table import Floats, Integers, Votes


def fleiss_kappa(votes: Votes, weights: str | ArrayLike = "identity") -> Coefficient:
    """Fleiss' kappa (1971), with missing votes in Gwet's (2014) generalisation.

    With complete data this is Fleiss (1971), equation 12. With missing votes there are
    several generalisations; in ours shares are the mean over items of r_ik / r_i, and p_a
    is over items with two votes or more. Raters need not be the same for each item.
    """
    return Coefficient(votes, "Fleiss' kappa", "shares", weights)


def scott_pi(votes: Votes, weights: str | ArrayLike = "identity") -> Coefficient:
    """Scott's pi (1955): the same with two raters.

    Raises:
        ValueError: when an item has more than two votes.
    """
    most = int(votes.per_item().max(initial=0))
    if most > 2:
        raise ValueError(f"Scott's pi is of two raters, but an item has {most} votes: use Fleiss' kappa")
    return Coefficient(votes, "Scott's pi", "shares", weights)


def fleiss_null_test(counts: Integers) -> dict[str, Any]:
    """The test that Fleiss' kappa is 0, with the variance of Fleiss, Nee and Landis (1979).

    The variance holds under no agreement beyond chance and is for tests, not intervals. (The
    variance in Fleiss (1971) is wrong, as Fleiss, Nee and Landis say; some software has it.)

    Args:
        counts: votes, shape (items, levels), the same number m of votes for each item.

    Returns:
        dict with estimate, standard_error, z, p (two-sided), variance, and `levels`: the
        same for each level against all others, lists of shape (levels,); `reason` where
        undefined.
    """
    table = np.asarray(counts, dtype=np.float64)
    votes = np.unique(table.sum(axis=1))
    if len(votes) != 1 or votes[0] < 2:
        return _test(math.nan, math.nan) | {"reason": "items differ in votes, or have fewer than two: no such variance"}
    n, m, p = len(table), float(votes[0]), table.mean(axis=0) / votes[0]
    spread = p * (1 - p)
    if spread.sum() == 0:
        return _test(math.nan, math.nan) | {"reason": "one level only is used: the expected agreement is 1"}
    apart = np.sum(table * (m - table), axis=0)
    variance = 2 * (spread.sum() ** 2 - np.sum(spread * (1 - 2 * p))) / (n * m * (m - 1) * spread.sum() ** 2)
    overall = _test(1 - apart.sum() / (n * m * (m - 1) * spread.sum()), math.sqrt(variance))
    levels = _levels(apart, spread, n * m * (m - 1))
    return overall | {"variance": "Fleiss, Nee and Landis (1979), no agreement beyond chance", "levels": levels}


def _levels(apart: Floats, spread: Floats, pairs: float) -> dict[str, list[float]]:
    rows = [
        _test(1 - a / (pairs * s) if s > 0 else math.nan, math.sqrt(2 / pairs))
        for a, s in zip(apart, spread, strict=True)
    ]
    return {name: [row[name] for row in rows] for name in rows[0]}


def _test(estimate: float, error: float) -> dict[str, Any]:
    from scipy.special import ndtr

    z = float(estimate / error)
    return {"estimate": float(estimate), "standard_error": error, "z": z, "p": float(2 * ndtr(-abs(z)))}
