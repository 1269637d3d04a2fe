"""Bootstrap intervals of pooled trace agreement, over items or over annotators."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np

from .cluster_bootstrap import Floats, Method, Statistic, cluster_intervals
from .lagged import Divisor, LagSums, lag_agreement
from .trace_agreement import By, best_lags, delays, each_sums

NAMES = ("correlation", "concordance", "correlation_at_lag", "concordance_at_lag")
_PARTS = ("count", "own", "squares", "product")


def trace_intervals(
    items: Sequence[Floats],
    *,
    step: float,
    longest_lag: float,
    over: Literal["item", "annotator"],
    by: By = "concordance",
    divisor: Divisor = "population",
    fewest: int = 3,
    method: Method,
    resamples: int,
    level: float,
    rng: np.random.Generator,
) -> dict[str, dict[str, Any]]:
    """Intervals of the means over pairs that `trace_agreement` calls pooled.

    Samples of one trace depend on one another and are never drawn alone. Over items, lags are
    sought anew in each resample; over annotators, pairs count by the product of how often each
    of the two was drawn, and nobody is paired with a copy of themselves.

    Args:
        items, step, longest_lag, by, divisor, fewest: see `trace_agreement`.
        over: what is drawn.
        method, resamples, level, rng: see `cluster_intervals`.
    """
    stacked = _stacked(items, step, longest_lag)
    raters = stacked.count.shape[-1]
    make = _over_items if over == "item" else _over_annotators
    statistic = make(stacked, by, divisor, fewest)
    clusters = len(items) if over == "item" else raters
    return cluster_intervals(
        statistic, NAMES, clusters, unit=over, method=method, resamples=resamples, level=level, rng=rng
    )


def delay_intervals(
    items: Sequence[Floats],
    *,
    step: float,
    longest_lag: float,
    by: By = "concordance",
    divisor: Divisor = "population",
    fewest: int = 3,
    resamples: int,
    level: float,
    rng: np.random.Generator,
) -> list[dict[str, Any]]:
    """Percentile intervals of each annotator's delay, with items drawn and lags sought anew.

    Lags are whole steps, so that draws may all agree on one: half a step is added at either end.

    Args:
        items, step, longest_lag, by, divisor, fewest: see `trace_agreement`.
        resamples, level, rng: see `cluster_intervals`.

    Returns:
        what `cluster_intervals` returns for each annotator, in seconds.
    """
    stacked = _stacked(items, step, longest_lag)
    raters = stacked.count.shape[-1]

    def one(weights: Floats) -> Floats:
        sums = LagSums(stacked.lags, *(np.tensordot(weights, getattr(stacked, name), 1) for name in _PARTS))
        values = getattr(lag_agreement(sums, divisor=divisor, fewest=fewest), by)
        lags = np.asarray(best_lags(values, sums.lags) * step, dtype=np.float64)
        return np.array(delays(lags, np.isnan(values).all(axis=0))["seconds"])

    options: dict[str, Any] = {"method": "percentile", "resamples": resamples, "level": level, "rng": rng}
    names = [str(place) for place in range(raters)]
    drawn = cluster_intervals(
        lambda weights: np.stack([one(row) for row in weights]), names, len(items), unit="item", **options
    )
    return [
        found | {"low": found["low"] - step / 2, "high": found["high"] + step / 2}
        for found in (drawn[name] for name in names)
    ]


def _stacked(items: Sequence[Floats], step: float, longest_lag: float) -> LagSums:
    """Sums of each item, on a new first axis."""
    each = each_sums(items, int(np.floor(longest_lag / step + 1e-9)))
    return LagSums(each[0].lags, *(np.stack([getattr(s, name) for s in each]) for name in _PARTS))


def _over_items(stacked: LagSums, by: By, divisor: Divisor, fewest: int) -> Statistic:
    size = stacked.count[0].size
    parts = {name: getattr(stacked, name).reshape(len(stacked.count), size) for name in _PARTS}

    def one(weights: Floats) -> Floats:
        sums = ((weights @ parts[name]).reshape(stacked.count.shape[1:]) for name in _PARTS)
        values = _pair_values(LagSums(stacked.lags, *sums), by, divisor, fewest)
        upper = values[:, *np.triu_indices(values.shape[-1], 1)]
        return np.array([np.nanmean(row) if not np.isnan(row).all() else np.nan for row in upper])

    return lambda weights: np.stack([one(row) for row in weights])


def _over_annotators(stacked: LagSums, by: By, divisor: Divisor, fewest: int) -> Statistic:
    whole = LagSums(stacked.lags, *(getattr(stacked, name).sum(axis=0) for name in _PARTS))
    values = _pair_values(whole, by, divisor, fewest)
    defined = ~np.isnan(values) & ~np.eye(values.shape[-1], dtype=bool)

    def statistic(weights: Floats) -> Floats:
        pairs = np.einsum("bi,sij,bj->bs", weights, defined.astype(float), weights)
        total = np.einsum("bi,sij,bj->bs", weights, np.where(defined, values, 0.0), weights)
        return np.divide(total, pairs, out=np.full(pairs.shape, np.nan), where=pairs > 0)

    return statistic


def _pair_values(sums: LagSums, by: By, divisor: Divisor, fewest: int) -> Floats:
    """The four values of every pair, shape (4, R, R)."""
    agreement = lag_agreement(sums, divisor=divisor, fewest=fewest)
    zero = len(sums.lags) // 2
    best = best_lags(getattr(agreement, by), sums.lags)[None] + zero
    both = (agreement.correlation, agreement.concordance)
    return np.stack([v[zero] for v in both] + [np.take_along_axis(v, best, axis=0)[0] for v in both])
