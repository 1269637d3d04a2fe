"""Wilcoxon's signed-rank test, exact with ties."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

EXACT = 60
"""Most differences that are counted out; with more the normal approximation is taken."""


def signed_rank(differences: ArrayLike) -> dict[str, Any]:
    """Two-sided test that differences lie symmetrically about zero.

    Zeros are dropped and ties share their mean rank (midranks). Up to 60 differences the
    distribution over all signs of these midranks is counted, so that ties need no correction;
    above, it is normal with the variance sum of squared midranks over 4, without continuity correction.

    Args:
        differences: shape (n,), NaN not allowed.

    Returns:
        dict with statistic (sum of the ranks of positive differences), p, n, zeros, method and
        rank_biserial, (positive less negative ranks) over all; NaN with a `reason` where all are zero.

    Source: Wilcoxon (1945), Biometrics Bulletin 1, 80-83; Kerby (2014), Comprehensive Psychology 3, 11.IT.3.1.
    """
    given = np.asarray(differences, dtype=np.float64)
    kept = given[given != 0]
    told: dict[str, Any] = {"n": len(kept), "zeros": int(len(given) - len(kept))}
    if not len(kept):
        nothing = dict.fromkeys(("statistic", "p", "rank_biserial"), math.nan)
        return told | nothing | {"method": "none", "reason": "no difference other than zero"}
    from scipy.stats import rankdata

    ranks = rankdata(np.abs(kept))
    positive = float(ranks[kept > 0].sum())
    exact = len(kept) <= EXACT
    p = _counted(ranks, positive) if exact else _normal(ranks, positive)
    method = "exact distribution over signs of midranks" if exact else "normal approximation, variance by midranks"
    return told | {
        "statistic": positive,
        "p": p,
        "rank_biserial": float(2 * positive / ranks.sum() - 1),
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


def _normal(ranks: NDArray[np.float64], positive: float) -> float:
    z = (positive - ranks.sum() / 2) / math.sqrt(float(np.sum(ranks**2)) / 4)
    return math.erfc(abs(z) / math.sqrt(2))
