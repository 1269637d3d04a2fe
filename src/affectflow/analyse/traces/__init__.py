"""`analyse: {kind: traces}`: how far annotators' traces agree, and who follows whom."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ...statistics.reliability.lagged import lag_agreement
from ...statistics.reliability.trace_agreement import CONVENTION, pooled_sums, shifted, trace_agreement
from ...statistics.reliability.trace_bootstrap import delay_intervals, trace_intervals
from ...studies.analyse.traces import Traces
from ...studies.ingest import Ingest
from .grid import Floats, Grid, grid

POINTS = 240
"""Samples of an example trace that the report draws."""

CONVENTIONS = {
    "pooled": "samples of all items are pooled for each pair, then the mean over pairs that are defined is taken",
    "lag": CONVENTION,
    "lagged": "agreement at the best lag is never below that at no lag: two unrelated traces gain by the search too",
    "interval": "items are drawn with replacement, and lags sought anew; with thirty items or fewer percentile "
    "intervals are too short: in simulations of thirty they cover about nine times in ten, not nineteen in twenty",
    "delays": "seconds after the mean annotator; least squares from the lags of the pairs; half a step is added to "
    "either end of the interval, since lags are whole steps",
    "by_item": "each annotator moved by the one delay found over all items, then no further lag; blocks of time drawn",
    "alignment": "traces are aligned from the start of their item and compared where the span has a value",
    "one_item": "with one item, blocks of its time stand for items in all intervals, and a lag never joins two blocks",
}


def traces(items: pd.DataFrame, table: pd.DataFrame, *, spec: dict, ingest: dict) -> dict[str, Any]:
    """Agreement of annotators' traces of one scale.

    Args:
        items: table `items`; `ingest.where` picks from it.
        table: table `traces`.
        spec: plain data of `studies.analyse.traces.Traces`.
        ingest: plain data of `studies.ingest.Ingest`.

    Returns:
        the document `<name>.json`: `pooled` with intervals, `pairs`, `delays`, `leave_one_out`,
        `by_item`, `profile` (mean concordance of each annotator with the others at each lag)
        and `example`.

    Raises:
        StudyError: when a scale or an item is not in the data, or nothing can be compared.
    """
    asked, chosen = Traces.load(spec), Ingest.load(ingest)
    found = grid(items, table, asked, chosen)
    whole = trace_agreement(list(found.items.values()), **_options(asked))
    intervals = _intervals(found, asked)
    delays = _delays(whole["delays"], found, asked)
    return {
        "kind": "traces",
        "scale": asked.scale,
        "rate": asked.rate,
        "max_lag": asked.max_lag,
        "lag_by": asked.lag_by,
        "divisor": asked.divisor,
        "items": len(found.items),
        "annotators": found.annotators,
        "annotators_n": len(found.annotators),
        "traces": len(found.lengths),
        "left_out": {"items_with_one_annotator": found.lonely, "unnamed_traces": found.unnamed},
        "minutes": _minutes(found.lengths),
        "pooled": whole["pooled"] | intervals,
        "pairs": [_named(pair, found.annotators) for pair in whole["pairs"]],
        "delays": delays,
        "leave_one_out": dict(zip(found.annotators, whole["leave_one_out"], strict=True)),
        "by_item": _by_item(found, whole["delays"], asked),
        "profile": _profile(found, asked),
        "example": _example(found, asked),
        "conventions": CONVENTIONS,
    }


def _options(asked: Traces) -> dict[str, Any]:
    return {
        "step": 1 / asked.rate, "longest_lag": asked.max_lag, "by": asked.lag_by, "divisor": asked.divisor,
        "fewest": asked.fewest,
    }  # fmt: skip


def _drawn(found: Grid, asked: Traces) -> tuple[list[Floats], str]:
    """What is drawn with replacement: the items, or blocks of the only one."""
    values = list(found.items.values())
    return (values, "item") if len(values) > 1 else (_blocks(values[0], asked), "block of time")


def _blocks(values: Floats, asked: Traces) -> list[Floats]:
    size = max(1, round(asked.block * asked.rate))
    return np.split(values, np.arange(size, values.shape[1], size), axis=1)


def _intervals(found: Grid, asked: Traces) -> dict[str, Any]:
    units, unit = _drawn(found, asked)
    boot = asked.bootstrap
    told = trace_intervals(
        units, over="item", method=asked.method, resamples=boot.resamples, level=boot.level,
        rng=np.random.default_rng(boot.seed), **_options(asked),
    )  # fmt: skip
    return {name: one | {"cluster": unit} for name, one in told.items()}


def _delays(point: dict[str, Any], found: Grid, asked: Traces) -> dict[str, Any]:
    """Each annotator's delay with its interval, and what the delays leave of the pairs' lags."""
    units, unit = _drawn(found, asked)
    boot = asked.bootstrap
    told = delay_intervals(
        units, resamples=boot.resamples, level=boot.level, rng=np.random.default_rng(boot.seed), **_options(asked)
    )
    seconds = zip(found.annotators, point["seconds"], told, strict=True)
    result = {who: one | {"estimate": value, "cluster": unit} for who, value, one in seconds}
    reason = {"reason": point["reason"]} if "reason" in point else {}
    return {"seconds": result, "residual": point["residual"]} | reason


def _named(pair: dict[str, Any], annotators: list[str]) -> dict[str, Any]:
    return pair | {end: annotators[pair[end]] for end in ("first", "second")}


def _by_item(found: Grid, point: dict[str, Any], asked: Traces) -> dict[str, Any]:
    """Concordance of each item without lag, and after each annotator was moved by the delay found over all."""
    # Without delays nobody is moved: `delays` says why there are none.
    seconds = np.nan_to_num(np.array(point["seconds"]))
    moves = np.round((seconds - seconds.min()) * asked.rate).astype(int)
    boot = asked.bootstrap
    options: dict[str, Any] = {"method": asked.method, "resamples": boot.resamples, "level": boot.level}
    options |= _options(asked) | {"longest_lag": 0.0, "over": "item"}
    told = {}
    for item, values in found.items.items():
        parts = {"concordance": values, "concordance_aligned": shifted(values, moves)}
        told[item] = {"annotators": int((~np.isnan(values).all(axis=1)).sum()), "seconds": values.shape[1] / asked.rate}
        for name, moved in parts.items():
            blocks = [block for block in _blocks(moved, asked) if not np.isnan(block).all()]
            one = trace_intervals(blocks, rng=np.random.default_rng(boot.seed), **options)["concordance"]
            told[item][name] = one | {"cluster": "block of time"}
    return told


def _profile(found: Grid, asked: Traces) -> dict[str, Any]:
    """Mean concordance of each annotator with the others when they are read so many seconds later."""
    sums = pooled_sums(list(found.items.values()), int(np.floor(asked.max_lag * asked.rate + 1e-9)))
    values = lag_agreement(sums, divisor=asked.divisor, fewest=asked.fewest).concordance
    values = np.where(np.eye(values.shape[-1], dtype=bool), np.nan, values)
    defined = ~np.isnan(values)
    means = np.where(defined, values, 0.0).sum(axis=2) / np.where(defined.any(axis=2), defined.sum(axis=2), np.nan)
    curves = dict(zip(found.annotators, means.T.tolist(), strict=True))
    return {"lags": (sums.lags / asked.rate).tolist(), "concordance": curves} | (
        {"reason": "too few samples in common, or a constant trace"} if np.isnan(means).any() else {}
    )


def _minutes(lengths: list[float]) -> dict[str, float]:
    minutes = np.array(lengths) / 60
    return {"mean": float(minutes.mean()), "shortest": float(minutes.min()), "longest": float(minutes.max())}


def _example(found: Grid, asked: Traces) -> dict[str, Any]:
    """One item's traces and their mean, thinned for a drawing."""
    item = asked.shown or next(iter(found.items))
    values = found.items[item]
    kept = slice(None, None, -(-values.shape[1] // POINTS))
    there = ~np.isnan(values)
    mean = np.where(there, values, 0.0).sum(axis=0) / np.where(there.any(axis=0), there.sum(axis=0), np.nan)
    time = found.start[item] + np.arange(values.shape[1]) / asked.rate
    told = dict(zip(found.annotators, values[:, kept].tolist(), strict=True))
    result = {"item": item, "time": time[kept].tolist(), "traces": told, "mean": mean[kept].tolist()}
    return result | ({"reason": "outside the annotator's trace"} if not there.all() else {})
