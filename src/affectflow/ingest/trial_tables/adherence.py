"""What participants took of what was drawn."""

from __future__ import annotations

import math

import pandas as pd

from ...studies.readers.trial_columns import Adherence
from ...tables import empty
from ..rows.setting_aside import quarantine
from .cells import numeric, of_known

COLUMNS = ["participant_id", "component", "value", "possible"]


def columns_of(spec: Adherence) -> list[str]:
    """The columns of the files that are read, besides that of participants."""
    return [part.column for part in spec.components.values()]


def adherence(
    frames: list[pd.DataFrame], people: pd.Series, specs: tuple[Adherence, ...]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The adherence table, without rows for empty cells, and its quarantine."""
    tables, told = [], []
    for rows, spec in zip(frames, specs, strict=True):
        known, strange = of_known(rows, people, spec.participant, once=True)
        told.append(strange)
        for name, part in spec.components.items():
            cells = known[["participant_id", "file", "row"]].assign(cell=known[part.column])
            most = part.possible or math.inf
            value, _, aside = numeric(cells, "cell", part.column, 0.0, most, spec.writing.decimal)
            possible = math.nan if part.possible is None else part.possible
            tables.append(cells.assign(component=name, value=value, possible=possible)[value.notna()][COLUMNS])
            told.append(aside)
    filled = [table for table in tables if len(table)] or [empty("adherence")]
    return pd.concat(filled, ignore_index=True), quarantine(*told)
