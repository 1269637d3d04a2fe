"""Wilcoxon's signed-rank test, exact with ties."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

EXACT = 60
"""Most differences that are counted out; with more the normal approximation is taken."""


@dataclass(frozen=True)
class SignedRanks:
    """The test of n differences other than zero: sum of the ranks of positive ones, two-sided p, the difference of
    positive and negative ranks over all, and whether the distribution was counted."""

    n: int
    statistic: float
    p: float
    rank_biserial: float
    exact: bool


def signed_ranks(kept: NDArray[np.float64], *, counted: int, continuity: bool) -> SignedRanks:
    """Two-sided test that differences lie symmetrically about zero.

    Args:
        kept: differences other than zero, shape (n,), at least one.
        counted: most differences whose distribution over all signs is counted; with more it is normal with the
            variance sum of squared midranks over 4.
        continuity: whether half a rank is taken off in the normal approximation.

    Source: Wilcoxon (1945), Biometrics Bulletin 1, 80-83; Kerby (2014), Comprehensive Psychology 3, 11.IT.3.1.
    """
    from scipy.stats import rankdata

    ranks = rankdata(np.abs(kept))
    positive = float(ranks[kept > 0].sum())
    exact = len(kept) <= counted
    p = _counted(ranks, positive) if exact else _normal(ranks, positive, 0.5 if continuity else 0.0)
    return SignedRanks(len(kept), positive, p, float(2 * positive / ranks.sum() - 1), exact)


def signed_rank(differences: ArrayLike) -> dict[str, Any]:
    """The test with zeros dropped, without continuity correction, as plain data.

    Up to 60 differences the distribution is counted with ties, so that these need no correction.

    Args:
        differences: shape (n,), NaN not allowed.

    Returns:
        dict with statistic, p, n, zeros, method and rank_biserial; NaN with a `reason` where all are zero.
    """
    given = np.asarray(differences, dtype=np.float64)
    kept = given[given != 0]
    told: dict[str, Any] = {"n": len(kept), "zeros": int(len(given) - len(kept))}
    if not len(kept):
        nothing = dict.fromkeys(("statistic", "p", "rank_biserial"), math.nan)
        return told | nothing | {"method": "none", "reason": "no difference other than zero"}
    found = signed_ranks(kept, counted=EXACT, continuity=False)
    method = (
        "exact distribution over signs of midranks" if found.exact else "normal approximation, variance by midranks"
    )
    return told | {
        "statistic": found.statistic,
        "p": found.p,
        "rank_biserial": found.rank_biserial,
        "method": f"{method}; zeros dropped",
    }


def _counted(ranks: NDArray[np.float64], positive: float) -> float:
    """Share of all signs whose sum lies as far from its mean; twice the midranks are whole numbers."""
    steps = np.round(2 * ranks).astype(int)
    chance = np.ones(1)
    for step in steps:
        longer = np.zeros(len(chance) + step)
        longer[: len(chance)] += chance / 2
        longer[step:] += chance / 2
        chance = longer
    far = np.abs(2 * np.arange(len(chance)) - steps.sum()) >= abs(2 * round(2 * positive) - steps.sum())
    return float(min(chance[far].sum(), 1.0))


def _normal(ranks: NDArray[np.float64], positive: float, less: float) -> float:
    distance = max(0.0, abs(positive - ranks.sum() / 2) - less)
    return math.erfc(distance / math.sqrt(float(np.sum(ranks**2)) / 4) / math.sqrt(2))
