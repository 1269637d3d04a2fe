"""Parquet tables, cell by cell, rows matched by the table's key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as arrow
import pyarrow.compute as compute
import pyarrow.parquet as parquet
from numpy.typing import NDArray

from .tally import NOTHING, Tally

NAME = b"affectflow.table"
WITHHELD = b"affectflow.withheld"
"""Keys in the metadata of tables; `affectflow.tables` documents them."""
Place = Callable[[int, str], str]


def count(path: Path) -> tuple[int, int]:
    """Numbers and other values of a table, by its footer alone."""
    about = parquet.read_metadata(path)
    numeric = sum(_is_numeric(field.type) for field in about.schema.to_arrow_schema())
    return about.num_rows * numeric, about.num_rows * (about.num_columns - numeric)


def withheld(path: Path) -> bool:
    """Whether a table stands for one that its author may not pass on, as a whole or with columns emptied."""
    try:
        return WITHHELD in (parquet.read_schema(path).metadata or {})
    except (OSError, arrow.ArrowException):
        return False


def compare(pulled: Path, recomputed: Path, tally: Tally) -> None:
    """Hold two tables against each other: description, columns and their types, rows, cells.

    Raises:
        ArrowException, OSError: when one of them is no Parquet table.
    """
    left, right = (parquet.read_table(path, partitioning=None) for path in (pulled, recomputed))
    if WITHHELD in (left.schema.metadata or {}):
        left, right = _handed_over(left, right)
    _descriptions(left.schema, right.schema, tally)
    shared = [name for name in right.column_names if name in left.column_names]
    left, right, place = _aligned(left, right, tally)
    for name in shared:
        _column(left[name].combine_chunks(), right[name].combine_chunks(), name, place, tally)


def _handed_over(left: arrow.Table, right: arrow.Table) -> tuple[arrow.Table, arrow.Table]:
    """Of both tables what the pulled one has: no column that was emptied, and nothing of a table without rows."""
    told = {key: value for key, value in left.schema.metadata.items() if key != WITHHELD}
    whole = left.schema.metadata[WITHHELD] == b"whole"
    gone = [name for name in left.column_names if whole or left[name].null_count == left.num_rows]
    kept = [name for name in right.column_names if name not in gone]
    right = right.slice(0, 0) if whole else right
    return left.drop_columns(gone).replace_schema_metadata(told), right.select(kept)


def _descriptions(left: arrow.Schema, right: arrow.Schema, tally: Tally) -> None:
    """Types, units and texts: a number in another unit is another number."""
    if left.metadata != right.metadata:
        tally.word(_said(left.metadata), _said(right.metadata), "description of the table")
    for name in [*left.names, *(name for name in right.names if name not in left.names)]:
        if name not in left.names or name not in right.names:
            tally.word(_type(left, name), _type(right, name), f"column {name}")
        elif _type(left, name) != _type(right, name):
            tally.word(_type(left, name), _type(right, name), f"type of column {name}")
        elif left.field(name).metadata != right.field(name).metadata:
            given, found = (_said(schema.field(name).metadata) for schema in (left, right))
            tally.word(given, found, f"description of column {name}")


def _type(schema: arrow.Schema, name: str) -> str:
    return str(schema.field(name).type) if name in schema.names else NOTHING


def _said(metadata: dict[bytes, bytes] | None) -> str:
    return ", ".join(f"{k.decode()}: {v.decode()}" for k, v in sorted((metadata or {}).items())) or NOTHING


def _aligned(left: arrow.Table, right: arrow.Table, tally: Tally) -> tuple[arrow.Table, arrow.Table, Place]:
    """Both tables with the rows that both have, in the same order; the other rows are told."""
    key = _key(left, right)
    if key and left.select(key).equals(right.select(key)):
        return left, right, _by_key(left, key)
    if key and all(table.select(key).group_by(key).aggregate([]).num_rows == table.num_rows for table in (left, right)):
        return _joined(left, right, key, tally)
    rows = min(left.num_rows, right.num_rows)
    if left.num_rows != right.num_rows:
        tally.word(left.num_rows, right.num_rows, "number of rows")
    return left.slice(0, rows), right.slice(0, rows), lambda i, column: f"row {i + 1}, column {column}"


def _key(left: arrow.Table, right: arrow.Table) -> list[str]:
    from ..tables import SCHEMAS

    schema = SCHEMAS.get((right.schema.metadata or {}).get(NAME, b"").decode())
    key = (schema.metadata or {}).get("key") or [] if schema else []
    fits = all(
        name in left.column_names and name in right.column_names and left[name].type == right[name].type for name in key
    )
    return list(key) if fits else []


def _joined(
    left: arrow.Table, right: arrow.Table, key: list[str], tally: Tally
) -> tuple[arrow.Table, arrow.Table, Place]:
    numbered = [
        table.select(key).append_column(f"#{i}", arrow.array(np.arange(table.num_rows)))
        for i, table in enumerate((left, right))
    ]
    whole = (
        numbered[0].join(numbered[1], key, join_type="full outer").sort_by([("#0", "ascending"), ("#1", "ascending")])
    )
    there, found = (compute.is_valid(whole[f"#{i}"]) for i in (0, 1))
    _alone(whole.filter(compute.invert(found)), key, ("a row", NOTHING), tally)
    _alone(whole.filter(compute.invert(there)), key, (NOTHING, "a row"), tally)
    both = whole.filter(compute.and_(there, found))
    return left.take(both["#0"]), right.take(both["#1"]), _by_key(both, key)


def _alone(rows: arrow.Table, key: list[str], told: tuple[str, str], tally: Tally) -> None:
    """Rows that one side has and the other has not."""
    place = _by_key(rows, key)
    tally.words(np.zeros(rows.num_rows, dtype=bool), lambda i: (place(i, ""), *told))


def _by_key(table: arrow.Table, key: list[str]) -> Place:
    def place(i: int, column: str) -> str:
        row = "row " + ", ".join(f"{name} {table[name][i].as_py()}" for name in key)
        return f"{row}, column {column}" if column else row

    return place


def _column(left: arrow.Array, right: arrow.Array, name: str, place: Place, tally: Tally) -> None:
    numeric = _is_numeric(left.type) and _is_numeric(right.type)
    absent = [np.asarray(side.is_null()) for side in (left, right)]
    there = np.flatnonzero(~absent[0] & ~absent[1])
    odd = np.flatnonzero(absent[0] != absent[1])
    tally.words(np.zeros(odd.size, dtype=bool), lambda i: _cells(left, right, int(odd[i]), name, place))
    tally.words_same += int((absent[0] & absent[1]).sum())
    if numeric:
        given, found = (side.take(arrow.array(there)).to_numpy(zero_copy_only=False) for side in (left, right))
        tally.numbers(given, found, lambda i: place(int(there[i]), name))
    else:
        same = _equal(left.take(arrow.array(there)), right.take(arrow.array(there)))
        tally.words(same, lambda i: _cells(left, right, int(there[i]), name, place))


def _cells(left: arrow.Array, right: arrow.Array, i: int, name: str, place: Place) -> tuple[str, object, object]:
    values = [NOTHING if cell is None else cell for cell in (left[i].as_py(), right[i].as_py())]
    return place(i, name), values[0], values[1]


def _equal(left: arrow.Array, right: arrow.Array) -> NDArray:
    try:
        return np.asarray(compute.equal(left, right)).astype(bool)
    except (arrow.ArrowNotImplementedError, arrow.ArrowInvalid):
        return np.array([a == b for a, b in zip(left.to_pylist(), right.to_pylist(), strict=True)], dtype=bool)


def _is_numeric(kind: arrow.DataType) -> bool:
    return arrow.types.is_integer(kind) or arrow.types.is_floating(kind)
