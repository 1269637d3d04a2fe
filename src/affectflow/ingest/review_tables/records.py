"""The screening log of a review."""

from __future__ import annotations

import pandas as pd

from ...errors import did_you_mean
from ...studies.readers.reviews import Records
from ..files.by_file import present, readable, screened_by_file
from ..rows.answers import numbers
from ..rows.setting_aside import Screen

STAGES = ("identified", "screened", "sought", "assessed", "included")
CALLED = {"record_id": "record", "source": "source", "year": "year", "reached": "reached", "reason": "reason",
          "study_id": "study"}  # fmt: skip
"""Column of the table `records` -> option of `Records`."""


def columns_of(spec: Records) -> list[str]:
    """The columns of the files that are read."""
    return [name for option in CALLED.values() if (name := getattr(spec, option))]


def understood(rows: pd.DataFrame, spec: Records) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The table `records`, and the quarantine of `missing_cell`, `mojibake`, `unknown_stage`, `not_a_year`,
    `included_with_reason` and `duplicate_record`."""
    called = {column: name for column, option in CALLED.items() if (name := getattr(spec, option))}
    told = pd.DataFrame({column: rows[name] for column, name in called.items()})
    told = told.reindex(columns=list(CALLED)).astype({"reason": "str", "study_id": "str"})
    told = told.assign(file=rows["file"], row=rows["row"])
    stage = told["reached"].map(lambda word: spec.words.get(word, word if word in STAGES else None))
    year = numbers(told["year"].astype("str"), spec.writing.decimal)
    odd_year = told["year"].notna() & (year.isna() | (year != year.round()))
    needed = ["record_id", "source", "reached"]
    screens = [
        *present(told, needed),
        *readable(told, [column for column in needed if column in called]),
        *_unknown(told["reached"], stage.isna(), spec),
        Screen("not_a_year", "year", odd_year, "a whole number"),
        Screen("included_with_reason", "reason", (stage == "included") & told["reason"].notna(),
               "no reason, because the record is included"),
        Screen("duplicate_record", "record_id", told.duplicated("record_id"), "one row; the first is kept"),
    ]  # fmt: skip
    good, bad = screened_by_file(told, screens, called)
    whole = good.assign(reached=stage.loc[good.index].astype("str"), year=year.loc[good.index])
    return whole[list(CALLED)], bad


def _unknown(words: pd.Series, unknown: pd.Series, spec: Records) -> list[Screen]:
    """One screen for each odd word, so that each is told its nearest."""
    known = list(dict.fromkeys([*spec.words, *STAGES]))
    odd = words[unknown & words.notna()].unique()
    return [
        Screen("unknown_stage", "reached", words == word, f"{', '.join(known)}. {did_you_mean(word, known)}".strip())
        for word in odd
    ]
