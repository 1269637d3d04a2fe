"""Sorts the records of a trial into usable and set-aside ones."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .setting_aside import Screen, quarantine, screened

OPTIONAL = ("stratum", "randomised_on", "left_out")
"""Columns that a corpus need not have."""

OUTCOME_KEY = ["participant_id", "measure", "occasion"]


def participants(rows: pd.DataFrame, words: dict[str, bool], file: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Check the people who were assessed for a trial.

    Args:
        rows: the participants' columns as text, and `row`.
        words: how yes and no are written.
        file: name of the file, for the quarantine table.

    Returns:
        the participants table and the quarantine table.
    """
    yes = pd.Series([words.get(word) is True for word in rows["randomised"]], index=rows.index, dtype=bool)
    allowed = " or ".join(words)
    screens = [
        Screen("missing_cell", "participant_id", rows["participant_id"].isna(), "a value"),
        *(Screen("not_yes_or_no", c, ~rows[c].isin(list(words)), allowed) for c in ("randomised", "received")),
        Screen("missing_cell", "arm", yes & rows["arm"].isna(), "an arm, because the person was randomised"),
        Screen(
            "duplicate_participant", "participant_id", rows.duplicated("participant_id"), "one row; the first is kept"
        ),
    ]
    good, bad = screened(rows, file, screens)
    truths = {c: good[c].map(words).astype(bool) for c in ("randomised", "received")}
    told = {c: pd.Series(None, good.index, dtype="str") for c in OPTIONAL if c not in good}
    return good.drop(columns="row").assign(**truths, **told), bad


def outcomes(rows: pd.DataFrame, people: pd.Series, file: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Check measurements; one that is no number stays as a missing value with that reason.

    Args:
        rows: the outcomes' columns as text, and `row`.
        people: ids of the participants that can be used.
        file: name of the file, for the quarantine table.

    Returns:
        the outcomes table and the quarantine table.
    """
    week, value = _numbers(rows["week"]), _numbers(rows["value"])
    unreadable = value.isna() & rows["value"].notna()
    good, bad = screened(
        rows,
        file,
        [
            *(Screen("missing_cell", c, rows[c].isna(), "a value") for c in OUTCOME_KEY),
            Screen("unknown_participant", "participant_id", ~rows["participant_id"].isin(people), "a participant"),
            Screen("not_a_number", "week", week.isna(), "a number of weeks"),
            Screen("duplicate_outcome", "value", rows.duplicated(OUTCOME_KEY), "one measurement; the first is kept"),
        ],
    )
    odd = good[unreadable[good.index]]
    _, told = screened(odd, file, [Screen("not_a_number", "value", odd["value"].notna(), "a number, or nothing")])
    reason = good["missing_reason"].fillna("not stated").mask(unreadable, "not a number")
    numbers = {"week": week, "value": value, "missing_reason": reason.where(value[good.index].isna())}
    return good.drop(columns="row").assign(**numbers), quarantine(bad, told)


def _numbers(cells: pd.Series) -> pd.Series:
    numbers = pd.to_numeric(cells, errors="coerce").astype(float)
    return numbers.where(np.isfinite(numbers))
