"""Coefficients of categories in an analysis of agreement: each with its interval, as plain data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...errors import Problem, StudyError
from ...statistics.agreement import alpha_distances as distances
from ...statistics.agreement.alpha import alpha
from ...statistics.agreement.alpha_distances import MOST_LEVELS, Metric
from ...statistics.agreement.alpha_sets import jaccard, masi
from ...statistics.agreement.conger import conger_kappa
from ...statistics.agreement.fleiss import fleiss_kappa, scott_pi
from ...statistics.agreement.gwet import brennan_prediger, gwet_ac, percent_agreement
from ...statistics.agreement.intervals import analytic_interval, bootstrap_interval
from ...statistics.agreement.resampling import Measure
from ...statistics.agreement.table import Integers, Votes
from ...statistics.agreement.weights import agreement_weights
from ...studies.analyse.agreement import Agreement
from .units import Units

MOST_CATEGORIES = 200
"""Coefficients of categories are of no more levels than this."""
UNNAMED = "the raters are not known, so that none can be followed from item to item"
WORDS = {"item": "item", "speaker_id": "speaker", "session_id": "session", "rater": "rater"}

_OF_ALL: dict[str, Callable[..., Measure]] = {
    "percent": percent_agreement,
    "scott": scott_pi,
    "fleiss": fleiss_kappa,
    "conger": conger_kappa,
    "brennan_prediger": brennan_prediger,
    "gwet": gwet_ac,
}


@dataclass(frozen=True)
class Clusters:
    """What is resampled: the group of each unit, or None where each unit is its own or raters are drawn."""

    group: Integers | None
    word: str


def clusters_of(units: Units, asked: Agreement) -> Clusters:
    """The groups of units that are drawn together."""
    word = WORDS[asked.resample]
    if asked.resample == "rater" or (asked.resample == "item" and len(units.scales) == 1):
        return Clusters(None, word)
    if asked.resample == "item":
        return Clusters(units.item, word)
    names = units.items[asked.resample].to_numpy(dtype=str)
    return Clusters(np.unique(names, return_inverse=True)[1][units.item], word)


def metric_of(units: Units, asked: Agreement) -> Metric:
    """The difference that the measurement names.

    Raises:
        StudyError: for a ratio scale with a value below 0, or more categories than a table can hold.
    """
    values, count = units.values, len(units.levels)
    if asked.measurement in ("nominal", "jaccard", "masi") and count > MOST_LEVELS:
        found = f"{count} different {'sets' if units.members is not None else 'levels'}"
        raise StudyError(Problem("study", "analyse.agreement.measurement", found, f"at most {MOST_LEVELS}"))
    if units.members is not None:
        return {"jaccard": jaccard, "masi": masi}[asked.measurement](units.members)
    if asked.measurement in ("nominal", "ordinal"):
        return {"nominal": distances.nominal, "ordinal": distances.ordinal}[asked.measurement](count)
    assert values is not None
    if asked.measurement == "circular":
        return distances.circular(values, asked.period or 1.0)
    if asked.measurement == "ratio" and np.any(values < 0):
        found = f"the value {values.min():g} on a ratio scale"
        raise StudyError(Problem("study", "analyse.agreement.measurement", found, "values of 0 or more"))
    return (distances.ratio if asked.measurement == "ratio" else distances.interval)(values)


def alpha_result(votes: Votes, metric: Metric, asked: Agreement, clusters: Clusters, known: bool) -> dict[str, Any]:
    """Krippendorff's alpha with its interval."""
    if votes.levels == 0:
        return undefined(asked, "no pairable votes: there is no vote")
    return interval_of(alpha(votes, metric), asked, clusters, known)


def kappa_result(name: str, units: Units, asked: Agreement, clusters: Clusters, known: bool) -> dict[str, Any]:
    """One of the chance-corrected coefficients of any number of raters, with its interval."""
    votes = units.named() if name == "conger" else units.votes
    if reason := why_not(units, name == "conger"):
        return undefined(asked, reason)
    most = int(votes.per_item().max(initial=0))
    if name == "scott" and most > 2:
        return undefined(asked, f"Scott's pi is of two raters, but an item has {most} votes: take Fleiss' kappa")
    return interval_of(_OF_ALL[name](votes, weights_of(units, asked)), asked, clusters, known)


def why_not(units: Units, follows: bool) -> str:
    """Why a coefficient of categories cannot be computed, or nothing."""
    if len(units.levels) > MOST_CATEGORIES:
        return f"{len(units.levels)} different levels are more than the {MOST_CATEGORIES} of a scale of categories"
    if len(units.votes.item) == 0:
        return "no pairable votes: there is no vote"
    return UNNAMED if follows and not units.follows.any() else ""


def weights_of(units: Units, asked: Agreement) -> str | np.ndarray:
    """Weights by their name, or for values by how far these lie apart."""
    if asked.weights == "identity" or units.values is None:
        return asked.weights
    return agreement_weights(asked.weights, len(units.values), units.values)


def interval_of(measure: Measure, asked: Agreement, clusters: Clusters, known: bool) -> dict[str, Any]:
    """A measure with the interval that the study asks for.

    Args:
        measure: a ready measure.
        asked: the study's words.
        clusters: what is resampled.
        known: whether all raters are known, without whom raters cannot be drawn.
    """
    boot = asked.bootstrap
    if asked.interval == "analytic":
        found = analytic_interval(measure, level=boot.level, groups=clusters.group)
    elif asked.resample == "rater" and not known:
        return (
            _head(measure, asked)
            | _nothing(asked)
            | {"estimate": measure.estimate(), "reason": measure.reason() or UNNAMED}
        )
    else:
        found = bootstrap_interval(
            measure,
            rng=np.random.default_rng(boot.seed),
            level=boot.level,
            resamples=boot.resamples,
            unit="rater" if asked.resample == "rater" else "item",
            groups=clusters.group,
            method=asked.interval,
        )
    return found | {"cluster": clusters.word, "conventions": _told(measure.conventions, asked)}


def undefined(asked: Agreement, reason: str) -> dict[str, Any]:
    """A coefficient that cannot be computed."""
    return _nothing(asked) | {"estimate": float("nan"), "reason": reason}


def _head(measure: Measure, asked: Agreement) -> dict[str, Any]:
    return {"measure": measure.name} | measure.parts() | {"conventions": _told(measure.conventions, asked)}


def _nothing(asked: Agreement) -> dict[str, Any]:
    return {"low": float("nan"), "high": float("nan"), "level": asked.bootstrap.level}


def _told(conventions: Mapping[str, str], asked: Agreement) -> str:
    """The conventions that concern what was asked for."""
    unused = set() if asked.interval == "analytic" else {"analytic standard error"}
    unused |= set() if asked.resample == "rater" else {"resampled raters"}
    return "; ".join(f"{name}: {words}" for name, words in conventions.items() if name not in unused)
