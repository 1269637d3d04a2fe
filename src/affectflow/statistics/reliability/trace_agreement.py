"""Agreement of continuous traces: per pair, pooled, against the others, with and without lag."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import add
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .lagged import Divisor, LagAgreement, LagSums, lag_agreement, lag_sums

Floats = NDArray[np.float64]
By = Literal["correlation", "concordance"]

CONVENTION = (
    "lag in seconds, positive where the second annotator follows the first; at each lag all samples that overlap; "
    "the best lag has the largest value, among equals the shortest, and is chosen on the same data it is reported on"
)


def trace_agreement(
    items: Sequence[Floats],
    *,
    step: float,
    longest_lag: float,
    by: By = "concordance",
    divisor: Divisor = "population",
    fewest: int = 3,
) -> dict[str, Any]:
    """Correlation and concordance of annotators' traces of one item or of several.

    Samples of all items are pooled for each pair; a lag never joins two items.

    Args:
        items: traces of each item on one time base, shape (R, T) with the same R annotators;
            NaN where an annotator has no value (all NaN where one did not see the item).
        step: seconds between samples.
        longest_lag: seconds, the range searched on both sides; 0 for no lag.
        by: what the lag maximises.
        divisor: of the variances in the concordance.
        fewest: samples that a pair must share at a lag.

    Returns:
        dict with annotators, `pairs` (first, second, samples, correlation and concordance at
        lag 0, lag, at_edge (the best lag is the longest one: look further), correlation_at_lag,
        concordance_at_lag, and `reason` where undefined), `pooled` (means over the pairs that
        are defined, how many are not), `delays` (see `delays`), `leave_one_out`, convention,
        by and divisor.
    """
    longest = int(np.floor(longest_lag / step + 1e-9))
    sums = pooled_sums(items, longest)
    agreement = lag_agreement(sums, divisor=divisor, fewest=fewest)
    best = best_lags(getattr(agreement, by), sums.lags)
    raters = sums.count.shape[1]
    pairs = [_pair(agreement, best, sums, i, j, step, fewest) for i in range(raters) for j in range(i + 1, raters)]
    result: dict[str, Any] = {"annotators": raters, "pairs": pairs, "pooled": _pooled(pairs)}
    result["delays"] = delays(np.asarray(best * step, dtype=np.float64), np.isnan(getattr(agreement, by)).all(axis=0))
    result["leave_one_out"] = leave_one_out(items, divisor=divisor, fewest=fewest)
    return result | {"convention": CONVENTION, "by": by, "divisor": divisor}


def pooled_sums(items: Sequence[Floats], longest: int) -> LagSums:
    """The sums of all items together, with one centre so that they add up."""
    return reduce(add, each_sums(items, longest))


def each_sums(items: Sequence[Floats], longest: int) -> list[LagSums]:
    """The sums of each item, all with the mean of all values as centre."""
    total, count = sum(np.nansum(x) for x in items), sum(int(np.sum(~np.isnan(x))) for x in items)
    centre = float(total / count) if count else 0.0
    return [lag_sums(np.asarray(x, dtype=np.float64), longest, centre) for x in items]


def best_lags(values: Floats, lags: NDArray[np.int64]) -> NDArray[np.int64]:
    """The lag with the largest value, the shortest among equals; 0 where all are NaN.

    Args:
        values: shape (lags, ...), NaN where undefined.
        lags: in samples, shape (lags,).
    """
    order = np.argsort(np.abs(lags), kind="stable")
    return lags[order][np.argmax(np.where(np.isnan(values), -np.inf, values)[order], axis=0)]


def delays(lags: Floats, undefined: NDArray[np.bool_]) -> dict[str, Any]:
    """One delay for each annotator that explains the lags of the pairs best, by least squares.

    Args:
        lags: seconds by which j follows i, shape (R, R).
        undefined: pairs without a lag, shape (R, R).

    Returns:
        dict with seconds (R numbers with mean 0) and residual (root mean square of what the
        delays leave of the lags: large where lags do not fit together), or NaN with `reason`.
    """
    i, j = np.nonzero(np.triu(~undefined, 1))
    raters = len(lags)
    if len(np.unique(np.append(i, j))) < raters or raters < 2:
        why = "an annotator has no pair with a lag" if raters > 1 else "one annotator: nothing to compare"
        return {"seconds": [float("nan")] * raters, "residual": float("nan"), "reason": why}
    design = np.eye(raters)[j] - np.eye(raters)[i]
    found = np.linalg.lstsq(design, lags[i, j], rcond=None)[0]
    residual = float(np.sqrt(np.mean((design @ found - lags[i, j]) ** 2)))
    return {"seconds": found.tolist(), "residual": residual}


def shifted(values: Floats, samples: NDArray[np.integer]) -> Floats:
    """Traces moved earlier by their delays: what annotator r gave at t + samples[r] stands at t.

    Args:
        values: shape (R, T).
        samples: delay of each annotator, shape (R,); what moves out of the ends is NaN.
    """
    raters, length = values.shape
    source = np.arange(length) + np.asarray(samples)[:, None]
    inside = (source >= 0) & (source < length)
    return np.where(inside, values[np.arange(raters)[:, None], np.clip(source, 0, length - 1)], np.nan)


def leave_one_out(items: Sequence[Floats], *, divisor: Divisor = "population", fewest: int = 3) -> list[dict[str, Any]]:
    """Each annotator against the mean of the others who are there, at lag 0, over all items.

    Args:
        items, divisor, fewest: see `trace_agreement`.

    Returns:
        for each annotator samples, correlation, concordance and, where undefined, `reason`.
    """
    joined = np.concatenate([np.asarray(x, dtype=np.float64) for x in items], axis=1)
    there = ~np.isnan(joined)
    total, count = np.where(there, joined, 0.0).sum(axis=0), there.sum(axis=0)
    found = []
    for own, mine in zip(joined, there, strict=True):
        both = mine & (count > 1)
        others = (total[both] - own[both]) / (count[both] - 1)
        found.append(_of_two(np.stack([own[both], others]), divisor, fewest))
    return found


def _of_two(traces: Floats, divisor: Divisor, fewest: int) -> dict[str, Any]:
    agreement = lag_agreement(lag_sums(traces, 0), divisor=divisor, fewest=fewest)
    result = {name: float(getattr(agreement, name)[0, 0, 1]) for name in ("correlation", "concordance")}
    reason = _why(agreement, 0, 0, 1, fewest, ("the annotator", "the mean of the others"))
    return {"samples": traces.shape[1]} | result | ({"reason": reason} if reason else {})


def _pair(
    agreement: LagAgreement, best: NDArray[np.int64], sums: LagSums, i: int, j: int, step: float, fewest: int
) -> dict[str, Any]:
    zero = len(sums.lags) // 2
    lag = int(best[i, j])
    result: dict[str, Any] = {"first": i, "second": j, "samples": int(agreement.count[zero, i, j])}
    for name in ("correlation", "concordance"):
        values = getattr(agreement, name)[:, i, j]
        result |= {name: float(values[zero]), f"{name}_at_lag": float(values[zero + lag])}
    result |= {"lag": lag * step, "at_edge": bool(zero and abs(lag) == zero)}
    if np.isnan(result["correlation_at_lag"]):
        result |= {"lag": float("nan"), "at_edge": False}
    reason = _why(agreement, zero, i, j, fewest, (f"annotator {i}", f"annotator {j}"))
    return result | ({"reason": reason} if reason else {})


def _why(agreement: LagAgreement, lag: int, i: int, j: int, fewest: int, names: tuple[str, str]) -> str:
    """Why a pair is undefined at a lag, or nothing."""
    if agreement.count[lag, i, j] < fewest:
        return f"{int(agreement.count[lag, i, j])} samples in common, fewer than {fewest}"
    still = [name for name, one in zip(names, agreement.constant[:, lag, i, j], strict=True) if one]
    return f"constant over the samples in common: {' and '.join(still)}" if still else ""


def _pooled(pairs: list[dict[str, Any]]) -> dict[str, Any]:
    """Means over the pairs that are defined."""
    names = ("correlation", "concordance", "correlation_at_lag", "concordance_at_lag")
    values = np.array([[pair[name] for name in names] for pair in pairs]).reshape(len(pairs), len(names))
    defined = ~np.isnan(values)
    result: dict[str, Any] = {"rule": "mean over pairs that are defined", "pairs": len(pairs)}
    result["undefined_pairs"] = int(len(pairs) - defined[:, 0].sum())
    means = [float(v[d].mean()) if d.any() else float("nan") for v, d in zip(values.T, defined.T, strict=True)]
    result |= dict(zip(names, means, strict=True))
    return result | ({} if defined.all(axis=1).any() else {"reason": "no pair of annotators is defined"})
