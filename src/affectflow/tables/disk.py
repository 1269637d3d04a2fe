"""Reads and writes tables as Parquet: checked both ways, atomic, and the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.pandas as pa
import pyarrow as arrow
import pyarrow.parquet as parquet
from pandera.errors import SchemaErrors

from ..errors import Problem, TableError, did_you_mean
from ..files import whole
from .schemas import SCHEMAS

STAND_IN = b"affectflow.withheld"
"""Key in the metadata of a table that stands for one that was kept where it was made; `whole` for one without rows."""


def empty(name: str) -> pd.DataFrame:
    """The table `name` without rows, with all columns that it must have and their types."""
    columns = {c: spec for c, spec in SCHEMAS[name].columns.items() if spec.required and not spec.regex}
    return pd.DataFrame({c: pd.Series(dtype=str(spec.dtype)) for c, spec in columns.items()})


def check(frame: pd.DataFrame, name: str, file: str = "table in memory") -> pd.DataFrame:
    """Hold a frame against the schema `name`.

    Returns:
        the frame with columns in the schema's order and rows sorted by its key.

    Raises:
        TableError: with every column and value that does not match.
    """
    schema = SCHEMAS[name]
    fixed = [c for c, spec in schema.columns.items() if not spec.regex]
    rest = [c for c in frame.columns if c not in fixed]
    ordered = frame[[c for c in fixed if c in frame.columns] + rest]
    try:
        checked = schema.validate(ordered, lazy=True)
    except SchemaErrors as error:
        raise TableError(_problems(error, name, file, fixed)) from None
    key = (schema.metadata or {}).get("key") or list(checked.columns)
    return checked.sort_values(key, kind="stable", ignore_index=True)


def write(frame: pd.DataFrame, name: str, path: str | Path) -> None:
    """Check a frame and write it; the file appears whole or not at all.

    Rows are sorted by the table's key and no library version is stored by pandas, so
    equal tables are equal bytes under the pinned pyarrow.
    """
    path = Path(path)
    checked = check(frame, name, str(path))
    data = arrow.Table.from_pandas(checked, preserve_index=False).replace_schema_metadata(
        {"affectflow.table": name, "affectflow.about": SCHEMAS[name].description or ""}
    )
    data = data.cast(arrow.schema([_documented(f, SCHEMAS[name]) for f in data.schema], data.schema.metadata))
    with whole(path) as temporary:
        parquet.write_table(data, temporary, compression="zstd", version="2.6")


def write_each(frames: Mapping[str, pd.DataFrame], paths: Any) -> None:
    """Write several tables, each to the attribute `<name>_table` of `paths`."""
    for name, frame in frames.items():
        write(frame, name, getattr(paths, f"{name}_table"))


def read(name: str, *paths: str | Path) -> pd.DataFrame:
    """Read one table from one file or from several shards, and check it; from no file, the table without rows.

    Raises:
        TableError: when a file is absent, is no Parquet, or does not match the schema.
    """
    frames = [_read_one(Path(path)) for path in paths] or [empty(name)]
    whole = pd.concat(frames, ignore_index=True) if len(frames) != 1 else frames[0]
    return check(whole, name, ", ".join(map(str, paths)))


def read_by_folder(name: str, paths: Iterable[str | Path]) -> dict[str, pd.DataFrame]:
    """Read tables that lie as shards in folders; the folder's name is the key.

    Args:
        name: the schema of all of them.
        paths: files such as ``features/<data>/egemaps/shard-0-of-2.parquet``.

    Returns:
        one checked frame for each folder, in the order in which folders come first.
    """
    folders: dict[str, list[Path]] = {}
    for path in map(Path, paths):
        folders.setdefault(path.parent.name, []).append(path)
    return {folder: read(name, *shards) for folder, shards in folders.items()}


def _read_one(path: Path) -> pd.DataFrame:
    try:
        table = parquet.read_table(path, partitioning=None)
    except (OSError, arrow.ArrowInvalid) as error:
        found = "no such file" if isinstance(error, FileNotFoundError) else f"unreadable ({error})"
        raise TableError(Problem(str(path), "", found, "a Parquet table")) from None
    if (table.schema.metadata or {}).get(STAND_IN) == b"whole":
        hint = "Get the corpus and say where it is; its entry in params/datasets tells where it can be had."
        raise TableError(
            Problem(str(path), "", "a stand-in for a table that its author may not pass on", "the table", hint)
        )
    return table.to_pandas()


def _documented(field: arrow.Field, schema: pa.DataFrameSchema) -> arrow.Field:
    spec = schema.columns.get(field.name)
    if spec is None:
        return field.remove_metadata()
    unit = (spec.metadata or {}).get("unit", "")
    kind = arrow.string() if arrow.types.is_large_string(field.type) else field.type
    about = {"about": spec.description or ""} | ({"unit": unit} if unit else {})
    return arrow.field(field.name, kind, metadata=about)


def _problems(error: SchemaErrors, name: str, file: str, columns: list[str]) -> list[Problem]:
    problems = []
    for (column, finding), cases in error.failure_cases.groupby(["column", "check"], dropna=False, sort=False):
        first = cases.iloc[0]
        if finding == "column_in_dataframe":
            missing = str(first["failure_case"])
            problems.append(Problem(file, f"table '{name}'", f"no column '{missing}'", ", ".join(columns)))
        elif finding == "column_in_schema":
            extra = str(first["failure_case"])
            hint = did_you_mean(extra, columns)
            problems.append(Problem(file, f"table '{name}'", f"column '{extra}'", ", ".join(columns), hint))
        else:
            rows = "" if pd.isna(first["index"]) else f", row {first['index']} ({len(cases)} in all)"
            place = f"table '{name}', column '{column}'{rows}"
            problems.append(Problem(file, place, repr(first["failure_case"]), str(finding)))
    return problems
