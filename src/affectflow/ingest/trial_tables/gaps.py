"""A row for every measurement that should be there, and why it is not."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

KEY = ["participant_id", "measure", "occasion"]
COLUMNS = [*KEY, "week", "value", "missing_reason"]
LOST = "lost to follow-up"


def with_gaps(rows: pd.DataFrame, people: pd.DataFrame, weeks: Mapping[str, float]) -> pd.DataFrame:
    """The outcomes table.

    Whoever was randomised (everyone, where nobody was) has a row for each measure and occasion
    of the corpus. A missing value's reason is, in this order: what was wrong with its cell,
    what the file states, why the person was lost at or before that occasion, `not stated` for
    an empty cell and `no row` for none.

    Args:
        rows: participant_id, measure, occasion, value, why (what was wrong), stated.
        people: the participants table.
        weeks: occasion -> week.
    """
    drawn = people[people["randomised"]]
    expected = (people if drawn.empty else drawn)[["participant_id"]]
    times = rows[["measure", "occasion"]].drop_duplicates()
    filled = rows.assign(there=True).merge(expected.merge(times, how="cross"), on=KEY, how="outer")
    week = filled["occasion"].map(weeks).astype(float)
    who = people.set_index("participant_id")
    since = filled["participant_id"].map(who["lost_at"]).map(weeks)
    lost = filled["participant_id"].map(who["lost_reason"]).fillna(LOST).where(week >= since)
    reason = filled["why"].fillna(filled["stated"]).fillna(lost)
    reason = reason.fillna("not stated").where(filled["there"].notna() | lost.notna(), "no row")
    value = filled["value"].astype(float)
    whole = filled.assign(week=week, value=value, missing_reason=reason.where(value.isna()))
    return whole[COLUMNS].astype(dict.fromkeys((*KEY, "missing_reason"), "str")).reset_index(drop=True)
