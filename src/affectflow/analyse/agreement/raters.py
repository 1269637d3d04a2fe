"""The map of raters in an analysis of agreement: how each compares with the others on the same items."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from ...statistics.agreement.alpha_distances import Metric
from ...statistics.agreement.rater_map import rater_map
from .measures import UNNAMED
from .units import Units

MOST_RATERS = 20_000
"""The most raters that a document maps, about 3 MB; of more, none are."""
_LINEAR = ("interval", "ratio")


def raters_told(units: Units, metric: Metric) -> dict[str, Any]:
    """Each known rater's votes and, against the other votes on the same units, agreement, bias and scatter.

    Returns:
        dict of lists in the order of `ids`: votes, paired, difference (mean difference to the
        others' votes), alpha (1 - difference / expected), and of numbers bias and scatter.
    """
    if not units.raters:
        return {"ids": [], "reason": UNNAMED}
    if len(units.raters) > MOST_RATERS:
        return {"ids": [], "reason": f"{len(units.raters)} raters are more than the {MOST_RATERS} that are mapped"}
    votes = units.votes
    values = units.values if metric.name in (*_LINEAR, "ordinal") else None
    found = rater_map(replace(votes, raters=max(votes.raters, 1)), metric, values)
    known = np.arange(len(units.raters))
    columns = {
        "votes": found.votes,
        "paired": found.paired,
        "difference": found.disagreement,
        "alpha": found.alpha,
        **({} if values is None else {"bias": found.bias, "scatter": found.scatter}),
    }
    told: dict[str, Any] = {name: column[known].tolist() for name, column in columns.items()}
    told["ids"] = units.raters
    if any(np.isnan(column[known]).any() for column in columns.values()):
        told["reason"] = "no vote beside another's, one vote only for the scatter, or one value only"
    return told
