"""The map of raters in an analysis of agreement: how each compares with the others on the same items."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from ..statistics.agreement.alpha_distances import Metric
from ..statistics.agreement.rater_map import rater_map
from .agreement_measures import UNNAMED
from .agreement_units import Units

MOST_RATERS = 5000
"""The most raters that a document lists, those with most votes."""
_LINEAR = ("interval", "ratio")


def raters_told(units: Units, metric: Metric) -> dict[str, Any]:
    """Each known rater's votes and, against the other votes on the same units, agreement, bias and scatter.

    Returns:
        dict of lists in the order of `ids`: votes, paired, difference (mean difference to the
        others' votes), alpha (1 - difference / expected), and of numbers bias and scatter.
    """
    if not units.raters:
        return {"ids": [], "reason": UNNAMED}
    votes = units.votes
    values = units.values if metric.name in (*_LINEAR, "ordinal") else None
    found = rater_map(replace(votes, raters=max(votes.raters, 1)), metric, values)
    known = np.arange(len(units.raters))
    listed = np.sort(np.lexsort((known, -found.votes[known]))[:MOST_RATERS])
    columns = {
        "votes": found.votes,
        "paired": found.paired,
        "difference": found.disagreement,
        "alpha": found.alpha,
        **({} if values is None else {"bias": found.bias, "scatter": found.scatter}),
    }
    told: dict[str, Any] = {name: column[listed].tolist() for name, column in columns.items()}
    told |= {"ids": [units.raters[rater] for rater in listed], "not_listed": len(known) - len(listed)}
    if any(np.isnan(column[listed]).any() for column in columns.values()):
        told["reason"] = "no vote beside another's, one vote only for the scatter, or one value only"
    return told
