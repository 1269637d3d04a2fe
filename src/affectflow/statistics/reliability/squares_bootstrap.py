"""Bootstrap of what is a function of mean squares, over items or over raters.

Intraclass correlations, Cronbach's alpha, Finn's coefficient and the overall concordance
correlation all are. Over raters the mean squares are taken from pairs of different raters: a
rater drawn twice is not compared with itself, which would look like perfect agreement.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .cluster_bootstrap import Floats, Method, cluster_intervals
from .icc import FORMS, Form, icc_estimates
from .mean_squares import MeanSquares, item_sums, weighted_mean_squares

Over = Literal["item", "rater"]


def squares_intervals(
    ratings: ArrayLike,
    statistics: Mapping[str, Callable[[MeanSquares], Floats]],
    *,
    over: Over,
    method: Method,
    resamples: int,
    level: float,
    rng: np.random.Generator,
    groups: NDArray[np.int64] | None = None,
    unit: str = "",
) -> dict[str, dict[str, Any]]:
    """Intervals of several statistics of mean squares on the same resamples.

    With few items they are too short. In 8,000 simulations of four raters, 95 % intervals of
    ICC(A,1) over items held the truth in 90.9 % (percentile) and 91.7 % (BCa) of cases at 30
    items, 92.6 and 93.3 % at 60, 93.6 and 94.0 % at 120; at 500 items 94.3 and 94.8 % of 3,000.
    Where the model holds, `icc` has intervals that keep their level at any size.

    Args:
        ratings: complete, shape (items, raters), at least two of each.
        statistics: functions of mean squares with a leading shape (B,), by name.
        over: what is drawn: "item" asks about other items, "rater" about other raters.
        method, resamples, level, rng, groups: see `cluster_intervals`; groups are of items.
        unit: what is drawn, in words; "item" or "rater" without it.
    """
    x = np.asarray(ratings, dtype=np.float64)
    squares = _over_items(x) if over == "item" else _over_raters(x)

    def statistic(weights: Floats) -> Floats:
        found = squares(weights)
        return np.stack([of(found) for of in statistics.values()], axis=-1)

    options: dict[str, Any] = {"method": method, "resamples": resamples, "level": level, "rng": rng}
    options |= {"unit": unit or over, "groups": groups}
    return cluster_intervals(statistic, list(statistics), x.shape[0 if over == "item" else 1], **options)


def icc_statistics() -> dict[str, Callable[[MeanSquares], Floats]]:
    """The six intraclass correlations as statistics of mean squares, by form."""

    def of(form: Form) -> Callable[[MeanSquares], Floats]:
        return lambda squares: icc_estimates(squares)[form]

    return {form: of(form) for form in FORMS}


def _over_items(x: Floats) -> Callable[[Floats], MeanSquares]:
    sums = item_sums(x)
    return lambda weights: weighted_mean_squares(sums, weights)


def _over_raters(x: Floats) -> Callable[[Floats], MeanSquares]:
    """Mean variance v, covariance c and half squared difference of means q of pairs of raters give all three."""
    n, k = x.shape
    shared, means = np.cov(x, rowvar=False), x.mean(axis=0)
    own = np.diag(shared)
    tables = [(own[:, None] + own) / 2, shared, (means[:, None] - means) ** 2 / 2]
    off = 1.0 - np.eye(k)

    def of(weights: Floats) -> MeanSquares:
        pairs = np.sum((weights @ off) * weights, axis=1)
        with np.errstate(invalid="ignore", divide="ignore"):
            v, c, q = (np.sum((weights @ (table * off)) * weights, axis=1) / pairs for table in tables)
        return MeanSquares(v + (k - 1) * c, n * q, np.maximum(v - c, 0.0), items=n, count=k)

    return of
