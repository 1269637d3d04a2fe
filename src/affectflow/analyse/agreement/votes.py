"""What the votes of an analysis of agreement look like: their distribution, and the items that they dispute."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...statistics.agreement.alpha_distances import Metric
from ...statistics.agreement.disagreement import entropies, mean_differences, settled
from ...statistics.agreement.table import Floats
from ...studies.analyse.agreement import Agreement
from .units import Units

FEW_VALUES = 31
"""Up to so many values each has a bar of its own; more are counted in bins."""
BINS = 20
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


def votes_told(units: Units, metric: Metric, asked: Agreement) -> dict[str, Any]:
    """Distribution of votes, of votes per unit, and of the units' disagreement."""
    per_unit = units.votes.per_item()
    many, times = np.unique(per_unit[per_unit > 0], return_counts=True)
    return {
        "distribution": _distribution(units),
        "per_unit": {"votes": many.tolist(), "units": times.tolist()},
        "disagreement": _spread(units, metric, asked),
    }


def disagreements(units: Units, metric: Metric, asked: Agreement) -> tuple[Floats, str]:
    """The disagreement of each unit, shape (units,), NaN with fewer than two votes, and what it is in words."""
    if len(units.votes.item) == 0:
        return np.full(units.votes.items, np.nan), "none, since there is no vote"
    if asked.measurement == "nominal" or (asked.measurement == "ordinal" and units.values is None):
        return np.where(units.votes.per_item() > 1, entropies(units.votes), np.nan), "entropy of the votes (nats)"
    if asked.measurement in ("ordinal", "interval", "ratio"):
        assert units.values is not None
        first, second = (
            np.bincount(units.votes.item, x[units.votes.code], minlength=units.votes.items)
            for x in (_centred(units.values), _centred(units.values) ** 2)
        )
        m = units.votes.per_item().astype(np.float64)
        with np.errstate(invalid="ignore", divide="ignore"):
            variance = np.maximum(second - first**2 / m, 0.0) / (m - 1)
        return np.where(m > 1, np.sqrt(variance), np.nan), "standard deviation of the votes (divisor n - 1)"
    fixed = settled(metric, units.votes.with_at_least(2)[0])
    return mean_differences(units.votes, fixed), f"mean difference of pairs of votes ({metric.name})"


def disputed(units: Units, metric: Metric, asked: Agreement) -> dict[str, Any]:
    """The units whose votes differ most, with these votes; of equals, those with more votes."""
    found, words = disagreements(units, metric, asked)
    per_unit = units.votes.per_item()
    there = np.flatnonzero(~np.isnan(found))
    order = there[np.lexsort((there, -per_unit[there], -np.round(found[there], 12)))][: asked.disputed]
    return {
        "measure": words,
        "ids": [str(units.items["item_id"].iloc[units.item[unit]]) for unit in order],
        "scales": [units.scales[units.scale[unit]] for unit in order],
        "disagreement": [float(found[unit]) for unit in order],
        "n": [int(per_unit[unit]) for unit in order],
        "votes": [_cast(units, unit) for unit in order],
    }


def _centred(values: Floats) -> Floats:
    return values - values.mean()


def _cast(units: Units, unit: int) -> list[list[Any]]:
    """The different votes on a unit and how often each was cast, most first."""
    code, times = np.unique(units.votes.code[units.votes.item == unit], return_counts=True)
    order = np.lexsort((code, -times))
    plain = units.levels.tolist() if isinstance(units.levels, np.ndarray) else units.levels
    return [[plain[code[at]], int(times[at])] for at in order]


def _spread(units: Units, metric: Metric, asked: Agreement) -> dict[str, Any]:
    found, words = disagreements(units, metric, asked)
    there = found[~np.isnan(found)]
    result: dict[str, Any] = {"measure": words, "n": len(there)}
    if len(there) == 0:
        return result | {"mean": float("nan"), "reason": "no unit has two votes"}
    counts, edges = np.histogram(there, bins=BINS, range=(0.0, float(there.max()) or 1.0))
    quantiles = {f"{100 * q:g}": float(v) for q, v in zip(QUANTILES, np.quantile(there, QUANTILES), strict=True)}
    none = int(np.sum(there <= 1e-12))
    histogram = {"edges": edges.tolist(), "counts": counts.tolist()}
    return result | {"mean": float(there.mean()), "none": none, "quantiles": quantiles, "histogram": histogram}


def _distribution(units: Units) -> dict[str, Any]:
    """Votes for each level (of sets, that hold each member); of values, moments and a histogram too."""
    counts = np.bincount(units.votes.code, minlength=len(units.levels))
    if units.members is not None:
        told = {"labels": units.labels, "counts": (counts @ units.members).tolist(), "n": int(counts.sum())}
        return told | {"sizes": np.bincount(units.members.sum(axis=1), counts).astype(int).tolist()}
    if units.values is None:
        return {"labels": list(units.labels), "counts": counts.tolist(), "n": int(counts.sum())}
    return _moments(units.values, counts)


def _moments(values: Floats, counts: np.ndarray) -> dict[str, Any]:
    n = int(counts.sum())
    result: dict[str, Any] = {"n": n}
    if n < 2:
        return result | {"mean": float("nan"), "sd": float("nan"), "reason": "fewer than two votes"}
    mean = float(counts @ values) / n
    second, third = (float(counts @ (values - mean) ** power) / n for power in (2, 3))
    result |= {"mean": mean, "sd": float(np.sqrt(second * n / (n - 1)))}
    used = values[counts > 0]
    result |= {"least": float(used.min()), "most": float(used.max())}
    if second > 1e-24 * max(mean**2, 1e-300):
        result["skewness"] = third / second**1.5
    else:
        result |= {"skewness": float("nan"), "reason": "one value only is used: no skewness"}
    if len(values) <= FEW_VALUES:
        return result | {"labels": values.tolist(), "counts": counts.tolist()}
    bins, edges = np.histogram(values, bins=BINS, weights=counts)
    return result | {"edges": edges.tolist(), "counts": bins.astype(int).tolist()}
