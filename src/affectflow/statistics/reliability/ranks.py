"""Kendall's coefficient of concordance, with ties."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .cluster_bootstrap import Method, cluster_intervals

Floats = NDArray[np.float64]

TIES = "mean ranks; ties taken off the variance of ranks (Kendall 1970, chapter 6)"
_CELLS = 2_000_000


def kendall_w(ratings: ArrayLike, *, permutations: int = 0, rng: np.random.Generator | None = None) -> dict[str, Any]:
    """Kendall's W of raters who rank the same items, with its tests.

    W = 12 S / (m^2 (n^3 - n) - m sum_j T_j), where S is the sum of squares of the items' rank
    sums around their mean and T_j the sum of t^3 - t over the ties of rater j.

    Args:
        ratings: shape (items, raters); ranked within each rater, equal ratings share the mean
            of their ranks.
        permutations: how many times each rater's ranks are shuffled for the permutation p;
            0 for none.
        rng: source of randomness of the permutations.

    Returns:
        dict with estimate, items, raters, ties, mean_spearman (of pairs, (m W - 1) / (m - 1),
        which is their mean where no one ties), chi_square, df, p_chi_square, f, df1, df2, p_f
        (Kendall and Babington Smith's z, better than chi-square for few raters),
        p_permutation ((1 + hits) / (1 + permutations)) where asked for, constant_raters
        (their numbers), and `reason` where undefined.

    Source: Kendall (1970), Rank Correlation Methods, chapter 6; Legendre (2005), Journal of
    Agricultural, Biological and Environmental Statistics 10.
    """
    x = np.asarray(ratings, dtype=np.float64)
    names = ("estimate", "mean_spearman", "chi_square", "p_chi_square", "f", "df1", "df2", "p_f")
    result: dict[str, Any] = dict.fromkeys(names, float("nan"))
    result |= {"items": x.shape[0], "raters": x.shape[1], "ties": TIES, "df": x.shape[0] - 1}
    if reason := why_undefined(x):
        return result | {"reason": reason}
    result["constant_raters"] = np.flatnonzero(np.ptp(x, axis=0) == 0).tolist()
    ranks = _ranks(x)
    w = float(w_of_ranks(ranks))
    result |= {"estimate": w, "mean_spearman": (x.shape[1] * w - 1) / (x.shape[1] - 1)} | _chi_square(w, *x.shape)
    if permutations and rng is not None:
        result |= {"permutations": permutations, "p_permutation": _permutation_p(ranks, permutations, rng)}
    return result | _f_test(w, *x.shape)


def kendall_w_interval(
    ratings: ArrayLike,
    *,
    method: Method,
    resamples: int,
    level: float,
    rng: np.random.Generator,
    groups: NDArray[np.int64] | None = None,
    unit: str = "item",
) -> dict[str, Any]:
    """Bootstrap interval of W over items; ranks are made anew in every resample.

    Args:
        ratings: shape (items, raters).
        method, resamples, level, rng, groups, unit: see `cluster_intervals`.
    """
    x = np.asarray(ratings, dtype=np.float64)
    rank = _WeightedRanks(x)
    options: dict[str, Any] = {"method": method, "resamples": resamples, "level": level, "rng": rng}
    options |= {"groups": groups, "unit": unit}
    return cluster_intervals(rank.concordance, ["W"], len(x), **options)["W"]


def why_undefined(x: Floats) -> str:
    """Why W is undefined, or nothing."""
    if np.isnan(x).any():
        return "a rating is missing: W needs every rater to rank every item"
    if x.shape[1] < 2:
        return "one rater or none: nothing to compare"
    if x.shape[0] < 2:
        return "one item or none: nothing to rank"
    return "every rater is constant: nothing is ranked" if not np.ptp(x, axis=0).any() else ""


def w_of_ranks(ranks: Floats) -> Floats:
    """W of ranks of shape (..., items, raters), ties included; NaN where all are tied."""
    m = ranks.shape[-1]
    centred = ranks - ranks.mean(axis=-2, keepdims=True)
    above = np.sum(centred.sum(axis=-1) ** 2, axis=-1)
    below = m * np.sum(centred**2, axis=(-2, -1))
    return np.divide(above, below, out=np.full(np.shape(below), np.nan), where=below > 0)


def _ranks(x: Floats) -> Floats:
    from scipy.stats import rankdata

    return rankdata(x, axis=0)


def _chi_square(w: float, n: int, m: int) -> dict[str, float]:
    from scipy.special import chdtrc

    value = m * (n - 1) * w
    return {"chi_square": value, "p_chi_square": float(chdtrc(n - 1, value))}


def _f_test(w: float, n: int, m: int) -> dict[str, Any]:
    from scipy.special import fdtrc

    df1 = n - 1 - 2 / m
    freedom = {"df1": df1, "df2": (m - 1) * df1}
    if w >= 1 - 1e-12 or df1 <= 0:
        why = (
            "perfect concordance: F is not finite"
            if df1 > 0
            else "two items and two raters: F has no degrees of freedom"
        )
        return freedom | {"reason": why}
    value = (m - 1) * w / (1 - w)
    return freedom | {"f": value, "p_f": float(fdtrc(df1, freedom["df2"], value))}


def _permutation_p(ranks: Floats, permutations: int, rng: np.random.Generator) -> float:
    """Share of shuffled tables with a W at least as large, up to rounding, the table itself among them."""
    limit = float(w_of_ranks(ranks)) - 1e-12
    block = max(1, _CELLS // ranks.size)
    hits = 0
    for start in range(0, permutations, block):
        rows = min(block, permutations - start)
        shuffled = rng.permuted(np.broadcast_to(ranks, (rows, *ranks.shape)), axis=1)
        hits += int(np.sum(w_of_ranks(shuffled) >= limit))
    return (1 + hits) / (1 + permutations)


class _WeightedRanks:
    """Mean ranks where each item counts as often as its weight says."""

    def __init__(self, x: Floats) -> None:
        self.order = np.argsort(x, axis=0, kind="stable")
        self.tied = []
        for column, order in zip(x.T, self.order.T, strict=True):
            ordered = column[order]
            self.tied.append(np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])))

    def concordance(self, weights: Floats) -> Floats:
        """W of each row of weights, shape (B, items) to (B, 1)."""
        n, rows = weights.sum(axis=1, keepdims=True), []
        spread = np.zeros(len(weights))
        for order, starts in zip(self.order.T, self.tied, strict=True):
            size = np.add.reduceat(weights[:, order], starts, axis=1)
            middle = np.cumsum(size, axis=1) - size / 2 - n / 2
            ranks = np.empty_like(weights)
            ranks[:, order] = np.repeat(middle, np.diff(np.append(starts, len(order))), axis=1)
            spread += np.sum(size * middle**2, axis=1)
            rows.append(ranks)
        above = np.sum(weights * np.sum(rows, axis=0) ** 2, axis=1)
        below = len(rows) * spread
        return np.divide(above, below, out=np.full(len(below), np.nan), where=below > 0)[:, None]
