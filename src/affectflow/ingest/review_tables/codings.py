"""The codings of a review: one row for each record, one column for each variable."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from ...studies.readers.reviews import Codings
from ..files.by_file import present, readable, screened_by_file, without_empty
from ..rows.answers import numbers
from ..rows.setting_aside import Screen, quarantine

COLUMNS = ["record_id", "variable", "label", "value"]


def columns_of(spec: Codings) -> list[str]:
    """The columns of the files that are read."""
    return [spec.record, *spec.columns.values()]


def understood(rows: pd.DataFrame, spec: Codings) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The table `codings`, and the quarantine of `missing_cell`, `mojibake`, `duplicate_record` and `not_a_number`."""
    told = rows.assign(record_id=rows[spec.record])
    screens = [
        *present(told, ["record_id"]),
        *readable(told, ["record_id"]),
        Screen("duplicate_record", "record_id", told.duplicated("record_id"), "one row; the first is kept"),
    ]
    good, bad = screened_by_file(told, screens, {"record_id": spec.record})
    parts = [(_of(good, variable, column, spec)) for variable, column in spec.columns.items()]
    return pd.concat([part for part, _ in parts], ignore_index=True), quarantine(bad, *(aside for _, aside in parts))


def _of(rows: pd.DataFrame, variable: str, column: str, spec: Codings) -> tuple[pd.DataFrame, pd.DataFrame]:
    filled, empty = without_empty(rows, column, column)
    cells = filled[["record_id", "file", "row"]].assign(variable=variable, cell=filled[column])
    if variable in spec.numeric:
        value = numbers(cells["cell"], spec.writing.decimal)
        screens = [Screen("not_a_number", "cell", value.isna(), "a number")]
        good, bad = screened_by_file(cells, screens, {"cell": column})
        return good.assign(label="value", value=value.loc[good.index])[COLUMNS], quarantine(empty, bad)
    labels = pd.DataFrame(_split(cells, spec.separator), columns=["record_id", "label"])
    labels = labels.drop_duplicates().assign(variable=variable, value=float("nan"))
    return labels[COLUMNS].astype({"record_id": "str", "label": "str"}), empty


def _split(cells: pd.DataFrame, separator: str | None) -> Iterator[tuple[str, str]]:
    for record, cell in zip(cells["record_id"], cells["cell"], strict=True):
        parts = cell.split(separator) if separator else [cell]
        yield from ((record, part.strip()) for part in parts if part.strip())
