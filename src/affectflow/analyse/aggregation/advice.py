"""Advice on more votes: for which items, and what they would give for what they cost."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ...statistics.aggregation import projection
from ...statistics.aggregation.advice import most_uncertain, next_vote
from ...statistics.aggregation.dawid_skene import Confusions, normalised
from ...statistics.aggregation.latent import climb
from ...statistics.agreement.alpha import alpha
from ...statistics.agreement.alpha_distances import interval, nominal
from ...statistics.agreement.intervals import analytic_interval
from ...statistics.agreement.table import Votes, levels_of
from ...studies.analyse.aggregation import Aggregation
from .votes import Given

MOST_ITEMS = 50
CERTAIN = 0.9
VOTES = (1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 50)
TIMES_ITEMS = (0.25, 0.5, 1, 2, 4, 10)
TARGETS = (0.7, 0.8, 0.9)


def advice(given: Given, asked: Aggregation) -> dict[str, Any]:
    """The items that another vote would tell most about, and the curve of reliability against cost."""
    if len(given.item) == 0:
        return {"items": [], "reason": "no rating is left"}
    told = _of_numbers(given) if given.numeric else _of_classes(given, asked)
    return told | {"cost": cost(given, asked.bootstrap.level)}


def _of_classes(given: Given, asked: Aggregation) -> dict[str, Any]:
    state, voted = _all_as_one(given, asked)
    tallies = state.tallies[0]
    known = tallies.sum(axis=1) > 0
    # A class that no item can have any more is left out: nobody's votes for it are known.
    worth = next_vote(state.posterior[:, known], normalised(tallies[known]))
    votes = np.bincount(given.item, minlength=len(given.items))[voted]
    rows = [
        {
            "item": given.items[voted[i]], "votes": int(votes[i]), "label": given.labels[state.posterior[i].argmax()],
            "probability": float(state.posterior[i].max()), "entropy": float(worth.entropy[i]),
            "information": float(worth.information[i]), "gain": float(worth.gain[i]),
        }
        for i in most_uncertain(worth.information, MOST_ITEMS)
    ]  # fmt: skip
    certain = float(np.mean(state.posterior.max(axis=1) >= CERTAIN))
    told = {"share_certain": certain, "certain_from": CERTAIN, "mean_entropy": float(worth.entropy.mean())}
    return told | {"items": rows, "basis": "Dawid and Skene's, with one confusion matrix for all raters"}


def _all_as_one(given: Given, asked: Aggregation) -> tuple[Any, np.ndarray]:
    """Dawid and Skene's model in which all votes are of one rater.

    It serves corpora whose raters are not named, and where each rater gave few votes: matrices
    of each would then fit them too well, and call nearly every item certain.
    """
    size = (len(given.items), 1, len(given.labels))
    votes, voted = Votes(given.item, np.zeros_like(given.item), given.code, *size).with_at_least(1)
    model = Confusions(votes, asked.class_prior)
    fit = climb(model, model.start(), max_iterations=asked.max_iterations, tolerance=asked.tolerance)
    return fit.state, voted


def _of_numbers(given: Given) -> dict[str, Any]:
    n = np.bincount(given.item, minlength=len(given.items))
    voted = np.flatnonzero(n)
    mean = np.bincount(given.item, given.code, len(given.items)) / np.maximum(n, 1)
    inside = np.bincount(given.item, (given.code - mean[given.item]) ** 2, len(given.items))
    freedom = int((n[voted] - 1).sum())
    if freedom == 0:
        return {"items": [], "reason": "no item has two ratings: the spread within items is unknown"}
    variance = float(inside.sum()) / freedom
    # One more rating lowers the variance of an item's mean from s2 / n to s2 / (n + 1); own spread breaks ties.
    order = sorted(voted, key=lambda i: (n[i], -inside[i]))[:MOST_ITEMS]
    rows = [
        {
            "item": given.items[i], "votes": int(n[i]), "mean": float(mean[i]),
            "standard_error": math.sqrt(variance / n[i]), "next_standard_error": math.sqrt(variance / (n[i] + 1)),
            "own_spread": math.sqrt(inside[i] / (n[i] - 1)) if n[i] > 1 else math.nan,
        } | ({} if n[i] > 1 else {"reason": "one rating has no spread"})
        for i in order
    ]  # fmt: skip
    return {"items": rows, "basis": "one spread within items for all", "spread_within_items": math.sqrt(variance)}


def cost(given: Given, level: float) -> dict[str, Any]:
    """Alpha now, and what is expected of it and of the aggregate with other numbers of votes and items."""
    levels, code = levels_of(given.code) if given.numeric else (np.arange(len(given.labels)), given.code)
    metric = interval(levels) if given.numeric else nominal(len(given.labels))
    # Alpha does not ask who voted, so an unnamed rater may stand twice on an item.
    votes = Votes(given.item, given.rater, code, len(given.items), len(given.raters), len(levels))
    now = analytic_interval(alpha(votes, metric), level=level)
    per_item = votes.per_item()
    paired = per_item[per_item >= 2]
    told: dict[str, Any] = {"alpha": now, "measurement": "interval" if given.numeric else "nominal"}
    if "reason" in now or not now["estimate"] > 0:
        return told | {
            "votes": [],
            "items": [],
            "reason": now.get("reason", "alpha is not above 0: items do not differ"),
        }
    each, half = float(paired.mean()), (now["high"] - now["low"]) / 2
    return told | {
        "votes_per_item": each,
        "half_width": half,
        "votes": [_with_votes(k, now, half, (len(paired), each)) for k in VOTES],
        "items": [_with_items(times, now, half, len(paired), each) for times in TIMES_ITEMS],
        "needed": [{"reliability": t, "votes": projection.votes_needed(now["estimate"], t)} for t in TARGETS],
    }


def _with_votes(k: int, now: dict, half: float, had: tuple[int, float]) -> dict[str, Any]:
    items, each = had
    low = projection.reliability(now["low"], k) if now["low"] > 0 else 0.0
    kept = {
        "estimate": projection.reliability(now["estimate"], k),
        "low": low,
        "high": projection.reliability(min(now["high"], 1.0), k),
    }
    row: dict[str, Any] = {"votes_per_item": k, "votes": k * items, "items": items, "reliability": kept}
    if k < 2:
        return row | {"half_width": math.nan, "reason": "one vote per item: no two votes can be compared"}
    width = projection.half_width(half, now["estimate"], items=(items, items), votes=(each, k))
    return row | {"half_width": width}


def _with_items(times: float, now: dict, half: float, items: int, each: float) -> dict[str, Any]:
    wanted = max(2, round(items * times))
    width = projection.half_width(half, now["estimate"], items=(items, wanted), votes=(each, each))
    return {"items": wanted, "votes": round(wanted * each), "half_width": width}
