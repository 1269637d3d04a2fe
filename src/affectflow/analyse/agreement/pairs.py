"""Coefficients of pairs of raters in an analysis of agreement.

A pair is told by the numbers of its raters, which are places in `raters/ids`, so that a
report that hides names need hide them in one place.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...statistics.agreement.cohen import cohen_kappa
from ...statistics.agreement.light import LightKappa
from ...statistics.agreement.pairs import most_shared
from ...statistics.agreement.table import Floats, Votes
from ...statistics.reliability.bland_altman import bland_altman
from ...statistics.reliability.concordance import lin_ccc
from ...studies.analyse.agreement import Agreement
from .measures import Clusters, interval_of, undefined, weights_of, why_not
from .units import Units

TEST = ("null_standard_error", "z", "p")


def cohen_result(units: Units, asked: Agreement, clusters: Clusters) -> dict[str, Any]:
    """Cohen's kappa of two raters; of more, each pair's and their mean."""
    if reason := why_not(units, True):
        return undefined(asked, reason)
    votes, weights = units.named(), weights_of(units, asked)
    first, second, items, shared = most_shared(votes, asked.pairs)
    measure = LightKappa(votes, first, second, weights)
    result = interval_of(measure, asked, clusters, True)
    told = [cohen_kappa(table, weights=weights, level=asked.bootstrap.level) for table in measure.tables]
    if shared == 1:
        return result | {name: told[0][name] for name in TEST} | {"raters_at": [int(first[0]), int(second[0])]}
    columns = ("estimate", "low", "high")
    pairs = _columns(first, second, items, {name: [float(one[name]) for one in told] for name in columns})
    return result | {"pairs": pairs | _limited(shared, len(first)) | _why([one.get("reason", "") for one in told])}


def ccc_pairs(votes: Votes, units: Units, asked: Agreement) -> dict[str, Any]:
    """Lin's concordance correlation of each pair of raters."""

    def of(x: Floats, y: Floats) -> dict[str, Any]:
        return lin_ccc(x, y, divisor=asked.divisor, level=asked.bootstrap.level)

    return _each(votes, units, asked, of, ("estimate", "low", "high"))


def limits_pairs(votes: Votes, units: Units, asked: Agreement) -> dict[str, Any]:
    """Bias and limits of agreement of each pair of raters."""

    def of(x: Floats, y: Floats) -> dict[str, Any]:
        found = bland_altman(x, y, level=asked.bootstrap.level)
        flat = {name: found[name]["estimate"] for name in ("bias", "lower", "upper")}
        bias = {f"bias_{end}": found["bias"][end] for end in ("low", "high")}
        return flat | bias | {"sd": found["sd"], "reason": found.get("reason", "")}

    return _each(votes, units, asked, of, ("bias", "bias_low", "bias_high", "sd", "lower", "upper"))


def _each(
    votes: Votes,
    units: Units,
    asked: Agreement,
    of: Callable[[Floats, Floats], dict[str, Any]],
    columns: tuple[str, ...],
) -> dict[str, Any]:
    first, second, items, shared = most_shared(votes, asked.pairs)
    assert units.values is not None
    order = np.lexsort((votes.item, votes.rater))
    starts = np.searchsorted(votes.rater[order], np.arange(votes.raters + 1))
    found = []
    for a, b in zip(first, second, strict=True):
        one, two = (order[starts[r] : starts[r + 1]] for r in (a, b))
        _, x, y = np.intersect1d(votes.item[one], votes.item[two], assume_unique=True, return_indices=True)
        found.append(of(units.values[votes.code[one[x]]], units.values[votes.code[two[y]]]))
    pairs = _columns(first, second, items, {name: [float(one[name]) for one in found] for name in columns})
    return pairs | _limited(shared, len(first)) | _why([one.get("reason", "") for one in found])


def _columns(first: np.ndarray, second: np.ndarray, items: np.ndarray, more: dict[str, list[float]]) -> dict[str, Any]:
    return {"first": first.tolist(), "second": second.tolist(), "items": items.tolist()} | more


def _limited(shared: int, listed: int) -> dict[str, int]:
    return {"pairs": shared, "not_listed": shared - listed}


def _why(reasons: list[str]) -> dict[str, str]:
    told = list(dict.fromkeys(reason for reason in reasons if reason))
    return {"reason": "; ".join(told)} if told else {}
