"""Who was assessed, randomised, lost and analysed, and the means of who was measured."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from ...studies.analyse.trial import Trial
from .data import TrialData

NOT_STATED = "not stated"


def flow(participants: pd.DataFrame, data: TrialData, asked: Trial) -> dict[str, Any]:
    """Counts for the diagram of the CONSORT 2010 statement, by the arm that was drawn.

    `lost` counts by the participants table, `missing` by the outcomes table, `analysed` are
    the complete cases of the ANCOVA. `randomised` counts those without an arm too.
    """
    excluded = participants.loc[~participants["randomised"], "excluded"]
    return {
        "assessed": len(participants),
        "excluded": _tally(excluded),
        "randomised": int(participants["randomised"].sum()),
        "arms": {arm: _arm(data, arm, asked) for arm in data.arms},
    }


def means(data: TrialData) -> dict[str, Any]:
    """Mean and standard deviation (denominator n - 1) of everyone measured, by arm and occasion."""
    return {
        arm: {occasion: _mean(data.values[occasion][data.people["arm"] == arm]) for occasion in data.values}
        for arm in data.arms
    }


def _arm(data: TrialData, arm: str, asked: Trial) -> dict[str, Any]:
    people = data.people[data.people["arm"] == arm]
    values, missing = data.values.loc[people.index], data.missing.loc[people.index]
    lost = people.dropna(subset=["lost_at"])
    complete = values.notna().mul(values[asked.baseline].notna(), axis=0)
    return {
        "allocated": len(people),
        "received": int(people["received"].sum()),
        "lost": {str(at): _tally(rows["lost_reason"]) for at, rows in lost.groupby("lost_at")},
        "missing": {occasion: _tally(missing[occasion].dropna()) for occasion in missing},
        "analysed": {occasion: int(complete[occasion].sum()) for occasion in asked.occasions},
    }


def _tally(reasons: pd.Series) -> dict[str, int]:
    counts = reasons.fillna(NOT_STATED).value_counts()
    return {str(reason): int(counts[reason]) for reason in sorted(counts.index)}


def _mean(values: pd.Series) -> dict[str, Any]:
    there = values.dropna()
    result = {"n": len(there), "mean": math.nan, "sd": math.nan}
    if len(there):
        result["mean"] = float(there.mean())
    if len(there) > 1:
        return result | {"sd": float(there.std(ddof=1))}
    return result | {"reason": "nobody was measured" if there.empty else "one person: no standard deviation"}
