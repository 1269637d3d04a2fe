"""Who was assessed, randomised, lost and analysed, and the means of who was measured."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ...studies.analyse.trial import Trial
from ..cohort import Cohort
from ..spread import mean_and_sd

NOT_STATED = "not stated"


def flow(participants: pd.DataFrame, data: Cohort, asked: Trial, complete: dict[str, pd.Index]) -> dict[str, Any]:
    """Counts for the diagram of the CONSORT 2010 statement, by the arm that was drawn.

    `lost` counts by the participants table, `missing` by the outcomes table, `analysed` are
    the complete cases of the ANCOVA. `randomised` counts those without an arm too; `left_out`
    are randomised persons whom the table keeps out of every analysis, and `not_in_set` those
    whom the analysis set or the condition of the analysis does.

    Args:
        participants: table `participants`.
        data: who is analysed.
        asked: the declaration.
        complete: by occasion, who is in its ANCOVA.
    """
    excluded = participants.loc[~participants["randomised"], "excluded"]
    drawn = participants[participants["arm"].notna() & participants["randomised"]].set_index("participant_id")
    others = sorted(set(drawn["arm"]) - set(asked.arms))
    return {
        "assessed": len(participants),
        "excluded": _tally(excluded),
        "randomised": int(participants["randomised"].sum()),
        "arms": {arm: _arm(drawn[drawn["arm"] == arm], data, asked, complete) for arm in (*asked.arms, *others)},
    }


def means(data: Cohort, asked: Trial) -> dict[str, Any]:
    """Mean and standard deviation (denominator n - 1) of everyone measured, by arm and occasion."""
    values = data.values[asked.measure]
    return {arm: {at: mean_and_sd(values.loc[data.arm(arm)][at]) for at in values} for arm in asked.arms}


def _arm(drawn: pd.DataFrame, data: Cohort, asked: Trial, complete: dict[str, pd.Index]) -> dict[str, Any]:
    kept = drawn.index.intersection(data.people.index)
    missing = data.missing[asked.measure].loc[kept]
    lost = drawn.dropna(subset=["lost_at"])
    out = drawn["left_out"].notna()
    return {
        "allocated": len(drawn),
        "received": int(drawn["received"].sum()),
        "lost": {str(at): _tally(rows["lost_reason"]) for at, rows in lost.groupby("lost_at")},
        "left_out": _tally(drawn.loc[out, "left_out"]),
        "not_in_set": len(drawn) - int(out.sum()) - len(kept),
        "missing": {at: _tally(missing[at].dropna()) for at in missing},
        "analysed": {at: int(complete[at].isin(kept).sum()) for at in asked.occasions},
    }


def _tally(reasons: pd.Series) -> dict[str, int]:
    counts = reasons.fillna(NOT_STATED).value_counts()
    return {str(reason): int(counts[reason]) for reason in sorted(counts.index)}
