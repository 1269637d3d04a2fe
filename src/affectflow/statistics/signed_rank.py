"""Wilcoxon's signed-rank test, exact with ties."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Zeros = Literal["wilcoxon", "pratt"]


@dataclass(frozen=True)
class SignedRanks:
    """The test of n differences other than zero: sum of the ranks of positive ones, two-sided p, and whether the
    distribution was counted."""

    n: int
    statistic: float
    p: float
    exact: bool


def ranks_of(differences: Floats, zeros: Zeros) -> tuple[Floats, NDArray[np.bool_]]:
    """Midranks of the sizes of differences other than zero, and which of these are positive.

    Args:
        differences: shape (n,), NaN not allowed.
        zeros: `wilcoxon` drops them before ranking; `pratt` ranks them with the others and drops their ranks, so
            that the others stand higher.

    Source: Wilcoxon (1945), Biometrics Bulletin 1, 80-83; Pratt (1959), J. American Statistical Association 54,
    655-667.
    """
    from scipy.stats import rankdata

    ranked = differences if zeros == "pratt" else differences[differences != 0]
    kept = ranked != 0
    return rankdata(np.abs(ranked))[kept], ranked[kept] > 0


def signed_ranks(differences: Floats, *, zeros: Zeros, continuity: bool, exact_up_to: int) -> SignedRanks:
    """Two-sided test that differences lie symmetrically about zero.

    Args:
        differences: shape (n,), at least one other than zero.
        zeros: see `ranks_of`.
        continuity: whether half a rank is taken off in the normal approximation.
        exact_up_to: most differences other than zero whose distribution over all signs is counted, ties included;
            with more it is normal with the variance sum of squared midranks over 4.
    """
    ranks, positive = ranks_of(differences, zeros)
    statistic = float(ranks[positive].sum())
    exact = len(ranks) <= exact_up_to
    p = _counted(ranks, statistic) if exact else _normal(ranks, statistic, 0.5 if continuity else 0.0)
    return SignedRanks(len(ranks), statistic, p, exact)


def sums_of_signs(steps: NDArray[np.integer]) -> Floats:
    """Chance of each sum from 0 on, where each step counts with probability one half."""
    chance = np.ones(1)
    for step in steps:
        longer = np.zeros(len(chance) + step)
        longer[: len(chance)] += chance / 2
        longer[step:] += chance / 2
        chance = longer
    return chance


def _counted(ranks: Floats, positive: float) -> float:
    """Share of all signs whose sum lies as far from its mean; twice the midranks are whole numbers."""
    steps = np.round(2 * ranks).astype(int)
    chance = sums_of_signs(steps)
    far = np.abs(2 * np.arange(len(chance)) - steps.sum()) >= abs(2 * round(2 * positive) - steps.sum())
    return float(min(chance[far].sum(), 1.0))


def _normal(ranks: Floats, positive: float, less: float) -> float:
    distance = max(0.0, abs(positive - ranks.sum() / 2) - less)
    return math.erfc(distance / math.sqrt(float(np.sum(ranks**2)) / 4) / math.sqrt(2))
