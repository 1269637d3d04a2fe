"""A rank test with its rank-biserial correlation and shift as plain data, in one way for every analysis."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..statistics.effects import rank_biserial, ranks, shifts
from ..statistics.signed_rank import signed_ranks
from ..studies.analyse.ranks import Ranks

Floats = NDArray[np.float64]
Told = dict[str, Any]
ZEROS = {
    "wilcoxon": "differences of zero are dropped before ranking (Wilcoxon, 1945)",
    "pratt": "differences of zero are ranked with the others, then dropped (Pratt, 1959)",
}
INTERVALS = {
    "components": {
        True: "variance by leaving out one pair at a time, Fisher's z, t",
        False: "variance by placements (DeLong et al., 1988), Fisher's z, t",
    },
    "null_variance": dict.fromkeys((True, False), "variance where nothing differs, Fisher's z, normal"),
    "bootstrap_bca": dict.fromkeys((True, False), "BCa bootstrap"),
    "bootstrap_percentile": dict.fromkeys((True, False), "percentile bootstrap"),
}


def ranked_pairs(differences: Floats, asked: Ranks, *, level: float, drawn: Told | None) -> Told:
    """Wilcoxon's test of paired differences.

    Args:
        differences: shape (n,), NaN not allowed.
        asked: how.
        level: coverage of intervals.
        drawn: the rank-biserial correlation, where it is bootstrapped.

    Returns:
        dict with n, zeros, statistic, p, method, rank_biserial and shift; NaN with a `reason`.
    """
    zeros = int(np.sum(differences == 0))
    told: Told = {"n": len(differences) - zeros, "zeros": zeros}
    if not told["n"]:
        return told | _nothing("no difference other than zero", level)
    found = signed_ranks(differences, zeros=asked.zeros, continuity=asked.continuity, exact_up_to=asked.exact_up_to)
    shift = shifts.shift_of_pairs(differences, level=level, exact_up_to=asked.exact_up_to)
    if drawn is None:
        interval = asked.interval
        assert interval in ("components", "null_variance")
        drawn = rank_biserial.of_pairs(differences, zeros=asked.zeros, interval=interval, level=level)
    return told | _test(found, asked) | {"rank_biserial": drawn, "shift": shift}


def ranked_groups(first: Floats, second: Floats, asked: Ranks, *, level: float, drawn: Told | None) -> Told:
    """Mann and Whitney's test of two groups; otherwise as `ranked_pairs`."""
    told: Told = {"n": len(first) + len(second)}
    if not len(first) or not len(second):
        return told | _nothing("a group is empty", level)
    found = ranks.mann_whitney(first, second, continuity=asked.continuity, exact_up_to=asked.exact_up_to)
    shift = shifts.shift_of_groups(first, second, level=level, exact_up_to=asked.exact_up_to)
    if drawn is None:
        interval = asked.interval
        assert interval in ("components", "null_variance")
        drawn = rank_biserial.of_groups(first, second, interval=interval, level=level)
    reason = {"reason": "all values are equal"} if math.isnan(found.p) else {}
    return told | _test(found, asked) | reason | {"rank_biserial": drawn, "shift": shift}


def rank_conventions(asked: Ranks, *, paired: bool) -> dict[str, str]:
    """The choices behind a rank test."""
    correction = "with" if asked.continuity else "without"
    counted = "differences other than zero" if paired else "values"
    told = {
        "ranks": f"midranks; exact permutation distribution up to {asked.exact_up_to} {counted}, above it normal with "
        f"the variance by ties, {correction} continuity correction",
        "rank_biserial": f"interval by {INTERVALS[asked.interval][paired]}",
        "shift": "Hodges and Lehmann (1963), limits by the distribution of ranks without ties, which cover at least "
        f"as often with ties; up to {shifts.LISTED:,} pairs" + (", zeros among them" if paired else ""),
    }
    return told | ({"zeros": ZEROS[asked.zeros]} if paired else {})


def _test(found: Any, asked: Ranks) -> Told:
    normal = f"normal, ties in the variance, {'' if asked.continuity else 'no '}continuity correction"
    method = "exact, ties included" if found.exact else normal
    return {"statistic": found.statistic, "p": found.p, "method": method}


def _nothing(reason: str, level: float) -> Told:
    none = dict.fromkeys(("estimate", "low", "high"), math.nan) | {"level": level, "reason": reason}
    told = {"statistic": math.nan, "p": math.nan, "method": "none", "reason": reason}
    return told | {"rank_biserial": none, "shift": dict(none)}
