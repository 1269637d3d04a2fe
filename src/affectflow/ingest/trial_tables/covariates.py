"""What participants brought along: numbers and categories."""

from __future__ import annotations

import math

import pandas as pd

from ...studies.readers.trial_columns import Covariate, Participants
from ...tables import empty
from ..files.by_file import readable
from ..rows.answers import near_misses
from ..rows.setting_aside import quarantine
from .cells import blanked, numeric

COLUMNS = ["participant_id", "covariate", "label", "value"]


def covariates(rows: pd.DataFrame, spec: Participants) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The covariates table, without rows for empty cells, and its quarantine.

    Args:
        rows: the usable rows of participants.
        spec: what their columns mean.
    """
    tables, told = [empty("covariates")], []
    for name, part in spec.covariates.items():
        cells = rows[["participant_id", "file", "row"]].assign(cell=rows[part.column])
        read, aside = _read(cells, part, spec.writing.decimal)
        tables.append(read.assign(covariate=name)[COLUMNS])
        told.append(aside)
    filled = [table for table in tables if len(table)] or tables[:1]
    return pd.concat(filled, ignore_index=True), quarantine(*told)


def _read(cells: pd.DataFrame, part: Covariate, decimal: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    if not (part.words or part.open):
        low, high = (math.copysign(math.inf, sign) if end is None else end for end, sign in _ends(part))
        value, _, aside = numeric(cells, "cell", part.column, low, high, decimal)
        whole = cells.assign(label=pd.Series(None, cells.index, dtype="str"), value=value)
        return whole[value.notna()], aside
    cell, words = cells["cell"], list(part.words)
    unknown = cell.notna() & ~cell.isin(words) if words else pd.Series(False, cells.index)
    screens = [*readable(cells, ["cell"]), *near_misses("unknown_label", cell, unknown, words, ", ".join(words))]
    label, aside = blanked(cells, "cell", screens, {"cell": part.column})
    label = label.map(part.words).astype("str") if words else label
    return cells.assign(label=label, value=math.nan)[label.notna()], aside


def _ends(part: Covariate) -> list[tuple[float | None, int]]:
    return [(part.low, -1), (part.high, 1)]
