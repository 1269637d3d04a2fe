"""Who was assessed, in which arm, and what became of them."""

from __future__ import annotations

import pandas as pd

from ...studies.readers.people import TrialTables
from ...studies.readers.trial_columns import Participants, YesNo
from ..files.by_file import present, readable, screened_by_file
from ..rows.answers import near_misses
from ..rows.setting_aside import Screen, quarantine
from .cells import blanked

TEXTS = ("excluded", "lost_at", "lost_reason", "stratum", "randomised_on", "left_out")
NO_DAY = "or a cell that a spreadsheet formats as one"
ORDER = ["participant_id", "arm", "randomised", "received", *TEXTS]


def columns_of(spec: Participants) -> list[str]:
    """The columns of the files that are read, besides that of participants."""
    parts = (spec.arm, spec.randomised, spec.received, *spec.covariates.values())
    return [part.column for part in parts if part] + [c for c in (getattr(spec, text) for text in TEXTS) if c]


def participants(rows: pd.DataFrame, spec: TrialTables) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Check the people.

    Of rows that repeat a participant the first is kept, and the others are told unless they say the
    same; a participant whose rows name two arms is in neither.

    Args:
        rows: the files' rows, with `participant_id`.
        spec: what their columns mean.

    Returns:
        the rows that can be used, the participants table of them, and the quarantine of
        `missing_cell`, `mojibake`, `unknown_arm`, `not_yes_or_no`, `two_arms`, `duplicate_participant`,
        `unknown_occasion` and `not_a_date`; the last two leave only the cell out.
    """
    table = spec.participants
    # A file with a row for each occasion says of a participant the same again.
    rows = rows[
        ~rows.duplicated(["participant_id", table.participant, *columns_of(table)]) | rows["participant_id"].isna()
    ]
    arm = _arm(rows, table)
    randomised, received = _yes(rows, table.randomised, arm.notna()), _yes(rows, table.received, arm.notna())
    if table.received is None:
        received = randomised
    whole = rows.assign(arm=arm, randomised=randomised.eq(1), received=received.eq(1))
    kept, bad = screened_by_file(whole, _screens(whole, table), {"participant_id": table.participant})
    told = {text: _column(kept, getattr(table, text)) for text in TEXTS}
    found, odd = _checked(kept.assign(**told), spec)
    return kept, found[ORDER].reset_index(drop=True), quarantine(bad, odd)


def _arm(rows: pd.DataFrame, spec: Participants) -> pd.Series:
    cells = _column(rows, spec.arm.column if spec.arm else None)
    return cells.map(spec.arm.words).astype("str") if spec.arm and spec.arm.words else cells


def _column(rows: pd.DataFrame, name: str | None) -> pd.Series:
    return rows[name] if name else pd.Series(None, rows.index, dtype="str")


def _yes(rows: pd.DataFrame, spec: YesNo | None, otherwise: pd.Series) -> pd.Series:
    """1 for yes, 0 for no, NaN for anything else."""
    if spec is None:
        return otherwise.astype(float)
    return rows[spec.column].map(dict.fromkeys(spec.yes, 1.0) | dict.fromkeys(spec.no, 0.0)).astype(float)


def _screens(rows: pd.DataFrame, spec: Participants) -> list[Screen]:
    who = rows["participant_id"]
    screens = [*present(rows, ["participant_id"]), *readable(rows, ["participant_id"])]
    if spec.arm:
        cells, words = rows[spec.arm.column], list(spec.arm.words)
        screens += near_misses("unknown_arm", cells, cells.notna() & rows["arm"].isna(), words, ", ".join(words))
    for part in (spec.randomised, spec.received):
        if part:
            allowed = " or ".join([*part.yes, *part.no])
            screens.append(Screen("not_yes_or_no", part.column, _yes(rows, part, who.isna()).isna(), allowed))
    if spec.arm:
        without = rows["randomised"] & rows["arm"].isna()
        screens.append(Screen("missing_cell", spec.arm.column, without, "an arm, because the person was randomised"))
    two = who.map(rows.groupby("participant_id")["arm"].nunique()) > 1
    again = rows.duplicated("participant_id")
    screens.append(Screen("two_arms", "participant_id", two, "one arm; no row of the participant is used"))
    return [*screens, Screen("duplicate_participant", "participant_id", again, "one row; the first is kept")]


def _checked(kept: pd.DataFrame, spec: TrialTables) -> tuple[pd.DataFrame, pd.DataFrame]:
    table, lost, day = spec.participants, kept["lost_at"], kept["randomised_on"]
    words = list(spec.occasions)
    unknown = near_misses("unknown_occasion", lost, lost.notna() & ~lost.isin(words), words, ", ".join(words))
    read = pd.to_datetime(day, format="%Y-%m-%d", errors="coerce")
    wrong = Screen("not_a_date", "randomised_on", day.notna() & read.isna(), f"a day as YYYY-MM-DD, {NO_DAY}")
    lost, odd = blanked(kept, "lost_at", unknown, {"lost_at": table.lost_at or ""})
    day, odder = blanked(kept, "randomised_on", [wrong], {"randomised_on": table.randomised_on or ""})
    return kept.assign(lost_at=lost, randomised_on=day), quarantine(odd, odder)
