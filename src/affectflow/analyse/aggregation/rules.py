"""What each rule makes of the ratings, and how far rules agree with one another and with what was intended."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from ...statistics.aggregation import rules
from ...statistics.aggregation.numeric import Estimate
from ...statistics.aggregation.rules import Aggregated
from ...statistics.proportion import wilson
from ...studies.analyse.aggregation import Aggregation
from .votes import Given

NOBODY_NAMED = "no rater is named, and the rule follows raters across items"
FOLLOWING = (*rules.FOLLOWING, "ewe")


def found_by_rules(given: Given, asked: Aggregation) -> dict[str, Any]:
    """What each rule finds; None for rules that follow raters where no rater is named."""
    found: dict[str, Any] = {}
    for rule in asked.rules:
        ratings = given.of_named() if rule in FOLLOWING else given
        found[rule] = None if rule in FOLLOWING and not len(ratings.item) else _one(rule, ratings, asked)
    return found


def _one(rule: Any, ratings: Given, asked: Aggregation) -> Aggregated | Estimate:
    codes = (ratings.item, ratings.rater, ratings.code)
    shape = (len(ratings.items), len(ratings.raters))
    if ratings.numeric:
        return rules.aggregate_numbers(rule, *codes, shape, against=asked.against)
    return rules.aggregate(
        rule, *codes, (*shape, len(ratings.labels)), ties=asked.ties, class_prior=asked.class_prior,
        max_iterations=asked.max_iterations, tolerance=asked.tolerance,
    )  # fmt: skip


def classes(given: Given, found: Aggregated | None, asked: Aggregation) -> dict[str, Any]:
    """One rule for classes: how many items have which label, why others have none, and whether it is what was asked."""
    if found is None:
        return {"reason": NOBODY_NAMED}
    labels, has = given.labels, found.label >= 0
    counts = np.bincount(found.label[has], minlength=len(labels))
    votes = np.zeros((len(given.items), len(labels)), dtype=bool)
    votes[given.item, given.code] = True
    told = {
        "labelled": int(has.sum()),
        "share_labelled": wilson(int(has.sum()), len(has), asked.bootstrap.level),
        "without_label": _reasons(found.reason),
        "counts": dict(zip(labels, map(int, counts), strict=True)),
        "label_without_vote": int(np.sum(~votes[np.flatnonzero(has), found.label[has]])),
        "mean_shares": _mean_shares(found, labels),
        "intended": _against_intended(given, found, asked),
    }
    return told | (_fitted(found) if found.fit is not None else {})


def numbers(given: Given, found: Estimate | None) -> dict[str, Any]:
    """One rule for numbers: how many items have a value, why others have none, and how the values are spread."""
    if found is None:
        return {"reason": NOBODY_NAMED}
    values = found.value[found.reason == ""]
    told = {"valued": len(values), "without_value": _reasons(found.reason)}
    if not len(values):
        nothing = dict.fromkeys(("mean", "standard_deviation", "low", "high"), math.nan)
        return told | nothing | {"reason": "no item has a value"}
    spread: dict[str, Any] = {"standard_deviation": float(values.std(ddof=1)) if len(values) > 1 else math.nan}
    if len(values) == 1:
        spread |= {"reason": "one item has no spread"}
    return told | {"mean": float(values.mean()), "low": float(values.min()), "high": float(values.max())} | spread


def pairs(found: dict[str, Any], asked: Aggregation) -> list[dict[str, Any]]:
    """Every pair of rules that both found something, in the order in which they were asked."""
    names = [name for name in asked.rules if found[name] is not None]
    every = [(one, other) for i, one in enumerate(names) for other in names[i + 1 :]]
    return [{"rules": [a, b]} | _pair(found[a], found[b], asked.bootstrap.level) for a, b in every]


def _pair(one: Any, other: Any, level: float) -> dict[str, Any]:
    if isinstance(one, Estimate):
        return _pair_of_numbers(one, other)
    both = (one.label >= 0) & (other.label >= 0)
    rows = ~np.isnan(one.posterior).any(axis=1) & ~np.isnan(other.posterior).any(axis=1)
    apart = np.abs(one.posterior[rows] - other.posterior[rows]).sum(axis=1) / 2
    told = {"same_label": wilson(int(np.sum(one.label[both] == other.label[both])), int(both.sum()), level)}
    distance = {"total_variation": float(apart.mean()) if len(apart) else math.nan, "items": int(rows.sum())}
    return told | distance | ({} if len(apart) else {"reason": "no item has a result of both rules"})


def _pair_of_numbers(one: Estimate, other: Estimate) -> dict[str, Any]:
    both = (one.reason == "") & (other.reason == "")
    x, y = one.value[both], other.value[both]
    told = {"items": int(both.sum())}
    if len(x) < 2 or np.ptp(x) == 0 or np.ptp(y) == 0:
        nothing = {"correlation": math.nan, "mean_difference": math.nan, "mean_absolute_difference": math.nan}
        return told | nothing | {"reason": "fewer than two different values"}
    return told | {
        "correlation": float(np.corrcoef(x, y)[0, 1]),
        "mean_difference": float(np.mean(x - y)),
        "mean_absolute_difference": float(np.mean(np.abs(x - y))),
    }


def _reasons(reason: np.ndarray) -> dict[str, int]:
    names, n = np.unique(reason[reason != ""], return_counts=True)
    return dict(zip(map(str, names), map(int, n), strict=True))


def _mean_shares(found: Aggregated, labels: list[str]) -> dict[str, Any]:
    rows = ~np.isnan(found.posterior).any(axis=1)
    if not rows.any():
        return dict.fromkeys(labels, math.nan) | {"reason": "no item has a result"}
    return dict(zip(labels, map(float, found.posterior[rows].mean(axis=0)), strict=True))


def _against_intended(given: Given, found: Aggregated, asked: Aggregation) -> dict[str, Any]:
    intended = pd.Index(given.labels).get_indexer(pd.Index(given.intended))
    rows = (intended >= 0) & (found.label >= 0)
    return wilson(int(np.sum(intended[rows] == found.label[rows])), int(rows.sum()), asked.bootstrap.level)


def _fitted(found: Aggregated) -> dict[str, Any]:
    assert found.fit is not None
    trace = found.fit.objective
    steps = [later - sooner for sooner, later in pairwise(map(float, trace))]
    told = {"iterations": len(trace), "converged": found.fit.converged, "tolerance": found.fit.tolerance}
    told |= {"objective": float(trace[-1]), "last_gain": steps[-1] if steps else math.nan}
    return told | ({} if steps else {"reason": "one iteration has no gain"})
