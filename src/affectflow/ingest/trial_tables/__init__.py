"""Reads trials and surveys of people in files of any layout, whose columns a user names.

`affectflow.studies.readers.trial_columns` says what can be named. A value that is not what was
declared is missing, with that reason, and is told in the quarantine; a row that says of
nobody known what it says is set aside.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ...errors import CorpusError, Problem
from ...studies.readers.people import TrialTables
from ...studies.readers.trial_columns import PeopleTable
from ..corpus import Corpus
from ..files.sheets import sheet_cells
from ..files.user_files import read_table
from ..pseudonyms import Hide
from ..rows.setting_aside import quarantine
from . import adherence, covariates, measurements, persons


def read(root: Path, reader: Mapping[str, Any], hide: Hide) -> Corpus:
    """Read the files that a `TrialTables` names.

    Raises:
        CorpusError: with every file, sheet and column that is absent or unreadable, or has no row; when no
            participant can be used, or a table's rows are of none.
    """
    spec = TrialTables.load(dict(reader))
    problems: list[Problem] = []
    aside: list[dict] = []

    def rows_of(table: PeopleTable, columns: list[str]) -> pd.DataFrame:
        before = len(problems)
        rows = read_table(root, table, [table.participant, *columns], problems, aside, sheet_cells)
        if rows.empty and len(problems) == before:
            found = "no row below the header"
            problems.append(Problem(", ".join(table.files), "", found, f"rows with {', '.join(rows.columns[:-2])}"))
        return rows.assign(**hide(rows[[table.participant]].set_axis(["participant_id"], axis=1)))

    assessed = rows_of(spec.participants, persons.columns_of(spec.participants))
    measured = [rows_of(table, measurements.columns_of(table)) for table in spec.outcomes]
    took = [rows_of(table, adherence.columns_of(table)) for table in spec.adherence]
    if problems:
        raise CorpusError(problems)
    kept, people, bad = persons.participants(assessed, spec)
    if people.empty:
        counts = ", ".join(f"{reason} {n} times" for reason, n in bad["reason"].value_counts().items())
        found, first = f"no participant that can be used: {counts}", bad.iloc[0]
        hint = f"The first, {first['place']}: found {first['found']}; allowed: {first['allowed']}."
        raise CorpusError(Problem(first["file"], "", found, "participants", hint))
    traits, odd = covariates.covariates(kept, spec.participants)
    outcomes, strange = measurements.outcomes(measured, people, spec)
    taken, wrong = adherence.adherence(took, people["participant_id"], spec.adherence)
    told = quarantine(aside, bad, odd, strange, wrong).drop_duplicates(ignore_index=True)
    return Corpus(participants=people, covariates=traits, outcomes=outcomes, adherence=taken, quarantine=told)
