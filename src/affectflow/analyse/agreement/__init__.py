"""`analyse: {kind: agreement}`: how far raters agree, over all and by strata, and what their votes look like."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ...errors import LimitError, Problem
from ...statistics.agreement.alpha_distances import Metric
from ...studies.analyse.agreement import NUMERIC, Agreement
from ...studies.ingest import Ingest
from .measures import Clusters, alpha_result, clusters_of, kappa_result, metric_of
from .numbers import number_result
from .pairs import cohen_result
from .raters import raters_told
from .recognition import recognition_result
from .units import Units, pick, read_units, strata
from .votes import disputed, votes_told

CONVENTIONS = {
    "units": "an item on a scale is a unit; votes are compared within units, and an item is one cluster",
    "votes": "votes for what is not among the levels are left out and counted",
    "gate": "min_alpha is held against alpha over all strata",
}


def agreement(items: pd.DataFrame, ratings: pd.DataFrame, *, spec: dict, ingest: dict) -> dict:
    """Coefficients of agreement with intervals, the distribution of votes, disputed items and a map of raters.

    Args:
        items: table `items`; `ingest.where` picks from it.
        ratings: table `ratings`, every vote.
        spec: plain data of `studies.analyse.Agreement`.
        ingest: plain data of `studies.ingest.Ingest`. Without declared levels they are the
            target's labels when the target is on one of the scales, else those found, sorted.

    Returns:
        the document `agreement.json`: what `_stratum` returns for all units (without
        coefficients where the study does not pool), `by` with the same for each stratum,
        `raters`, `disputed` and `conventions`.

    Raises:
        StudyError: when a name of the study is not in the data, or does not fit it.
        LimitError: when alpha is undefined or below `min_alpha`.
    """
    asked, chosen = Agreement.load(spec), Ingest.load(ingest)
    picked = pick(items, ratings, asked, chosen)
    units = read_units(picked, ratings, asked, chosen)
    metric, conventions = metric_of(units, asked), dict[str, str]()
    whole = _stratum(units, metric, asked, conventions, pooled=asked.pool)
    _hold_limit(whole, asked)
    document = {
        "kind": "agreement",
        "scales": list(asked.scales),
        "pooled": asked.pool,
        "measurement": asked.measurement,
        "weights": asked.weights,
        "levels": list(units.levels),
        "levels_declared": units.declared,
        "votes_left_out": units.left_out,
        "by": {by: _by(units, by, metric, asked, conventions) for by in asked.by},
        "raters": raters_told(units, metric),
        "disputed": disputed(units, metric, asked),
        "conventions": CONVENTIONS | conventions,
    }
    return document | whole


def _by(units: Units, by: str, metric: Metric, asked: Agreement, conventions: dict[str, str]) -> dict[str, Any]:
    found = {}
    for name, within in strata(units, by):
        found[name] = _stratum(units.picked(within), metric, asked, conventions, pooled=True, within=within)
    return found


def _stratum(
    units: Units,
    metric: Metric,
    asked: Agreement,
    conventions: dict[str, str],
    *,
    pooled: bool,
    within: np.ndarray | None = None,
) -> dict[str, Any]:
    """What is known of some units: how many there are, their votes, and every coefficient that is asked for."""
    per_unit, rater = units.votes.per_item(), units.votes.rater
    there = np.ones(len(units.item), dtype=bool) if within is None else within
    voted = np.unique(units.item[per_unit > 0])
    counted = {
        "items": len(np.unique(units.item[there])),
        "units": int(np.sum(per_unit > 0)),
        "units_with_pairs": int(np.sum(per_unit >= 2)),
        "ratings": len(rater),
        "raters_n": len(np.unique(rater[units.follows])),
        "ratings_of_unnamed_raters": int(np.sum(~units.follows)),
        "left_out": {
            "items_without_vote": len(np.setdiff1d(np.unique(units.item[there]), voted)),
            "units_with_one_vote": int(np.sum(per_unit == 1)),
        },
        "votes": votes_told(units, metric, asked),
    }
    return counted | (_coefficients(units, metric, asked, conventions) if pooled else {})


def _coefficients(units: Units, metric: Metric, asked: Agreement, conventions: dict[str, str]) -> dict[str, Any]:
    clusters = clusters_of(units, asked)
    found: dict[str, Any] = {name: _coefficient(name, units, metric, asked, clusters) for name in asked.coefficients}
    for name, result in found.items():
        if words := result.pop("conventions", ""):
            conventions[name] = words
    return found


def _coefficient(name: str, units: Units, metric: Metric, asked: Agreement, clusters: Clusters) -> dict[str, Any]:
    known = bool(units.follows.all())
    if name == "alpha":
        return alpha_result(units.votes, metric, asked, clusters, known)
    if name == "cohen":
        return cohen_result(units, asked, clusters)
    if name == "recognition":
        return recognition_result(units, asked, clusters, known)
    if name in NUMERIC:
        return number_result(name, units, asked, clusters)
    return kappa_result(name, units, asked, clusters, known)


def _hold_limit(whole: dict[str, Any], asked: Agreement) -> None:
    if asked.min_alpha is None or whole["alpha"][asked.gate] >= asked.min_alpha:
        return
    alpha = whole["alpha"]
    found = f"alpha {alpha['estimate']:.3f} [{alpha['low']:.3f}, {alpha['high']:.3f}] on {whole['units_with_pairs']} "
    found += "items" if len(asked.scales) == 1 else "items on scales"
    if "reason" in alpha:
        found = f"alpha {alpha['estimate']:.3f} ({alpha['reason']})"
    allowed = f"{asked.min_alpha:g} or more" + (" as the lower limit" if asked.gate == "low" else "")
    raise LimitError(Problem("study", "analyse.agreement.min_alpha", found, allowed))
