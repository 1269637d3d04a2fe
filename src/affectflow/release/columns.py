"""Which columns of a Parquet file hold anything, from its footer where that says so."""

from __future__ import annotations

from pathlib import Path

import pyarrow as arrow
import pyarrow.parquet as parquet


def filled(path: Path) -> list[str] | None:
    """Names of the columns with at least one value; None for a file that cannot be read."""
    try:
        with parquet.ParquetFile(path) as file:
            return [name for number, name in enumerate(file.schema_arrow.names) if _has_value(file, number, name)]
    except (OSError, arrow.ArrowInvalid):
        return None


def values(path: Path, column: str) -> set[str]:
    """The texts in a column; none where there is no such file or column."""
    try:
        with parquet.ParquetFile(path) as file:
            found = file.read(columns=[column])[column].unique().to_pylist()
    except (OSError, KeyError, arrow.ArrowInvalid):
        return set()
    return {str(value) for value in found if value is not None}


def _has_value(file: parquet.ParquetFile, number: int, name: str) -> bool:
    groups = [file.metadata.row_group(i).column(number) for i in range(file.metadata.num_row_groups)]
    if all(group.statistics is not None and group.statistics.has_null_count for group in groups):
        return any(group.num_values > group.statistics.null_count for group in groups)
    column = file.read(columns=[name])[name]
    return column.null_count < len(column)
