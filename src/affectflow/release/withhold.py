"""Stand-ins: what readers get in the place of a table that may not leave.

A reader's workflow looks for every file of a run. Where a table is kept here, its stand-in
travels: the same rows with the columns emptied that a licence or a consent keeps, or no
rows where the table as a whole stays. DVC is told to pass over the table itself.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pyarrow as arrow
import pyarrow.parquet as parquet

from ..files import whole
from ..studies import Catalogue
from ..tables import SCHEMAS, STAND_IN, write_text
from .gate import Refusal, refusals
from .places import STAND_IN as SUFFIX

IGNORED = ".dvcignore"
BEGIN = "# Kept on this machine by licence or consent; `affectflow withhold` writes the lines below."


def withhold(catalogue: Catalogue, home: Path) -> tuple[dict[str, str], list[Refusal]]:
    """Write a stand-in beside each table that may not leave, and let DVC pass over the table.

    Args:
        catalogue: all studies and corpora.
        home: root of the repository.

    Returns:
        what each stand-in holds, in words, by the table's path; and the refusals of files
        that are no table of results, for which there is no stand-in.
    """
    tables, others = _refused(catalogue, home)
    told = {}
    for path, columns in tables.items():
        content, told[path] = _stand_in(home / path, columns)
        with whole(home / f"{path}{SUFFIX}") as temporary:
            temporary.write_bytes(content)
    for old in (home / "results").rglob(f"*{SUFFIX}"):
        if old.relative_to(home).as_posix().removesuffix(SUFFIX) not in tables:
            old.unlink()
    _ignore(home / IGNORED, sorted(tables))
    return told, others


def outdated(catalogue: Catalogue, home: Path) -> list[str]:
    """Tables that may not leave and whose stand-in is absent or of another table, as after a new run."""
    tables, _ = _refused(catalogue, home)
    stand_ins = {path: home / f"{path}{SUFFIX}" for path in tables}
    return [
        path
        for path, file in stand_ins.items()
        if not file.is_file() or file.read_bytes() != _stand_in(home / path, tables[path])[0]
    ]


def place_stand_ins(home: Path) -> list[str]:
    """Put each stand-in where its table is not, as old as can be, so that nothing is made from it by itself.

    Returns:
        paths of the tables that have a stand-in in their place.
    """
    placed = []
    for stand_in in sorted((home / "results").rglob(f"*{SUFFIX}")):
        table = stand_in.with_name(stand_in.name.removesuffix(SUFFIX))
        if not table.is_file():
            with whole(table) as temporary:
                temporary.write_bytes(stand_in.read_bytes())
                os.utime(temporary, (1, 1))
        if table.read_bytes() == stand_in.read_bytes():
            placed.append(table.relative_to(home).as_posix())
    return placed


def _refused(catalogue: Catalogue, home: Path) -> tuple[dict[str, list[str | None]], list[Refusal]]:
    """Columns that keep each table of results here (None for the table as a whole), and what else may not leave."""
    tables: dict[str, list[str | None]] = defaultdict(list)
    others = []
    for one in refusals(catalogue, home, ["results", "reports"]):
        if one.path.startswith("results/") and one.path.endswith(".parquet"):
            tables[one.path].append(one.column)
        elif not one.path.endswith(SUFFIX):
            others.append(one)
    return tables, others


def _stand_in(file: Path, columns: list[str | None]) -> tuple[bytes, str]:
    """Content of a table's stand-in, and what it lacks, in words."""
    table = parquet.read_table(file, partitioning=None)
    kept = sorted({column for column in columns if column})
    without_rows = None in columns or not all(_may_be_empty(table.schema, column) for column in kept)
    for column in [] if without_rows else kept:
        place, spec = table.column_names.index(column), table.schema.field(column)
        table = table.set_column(place, spec, arrow.nulls(len(table), spec.type))
    about = (table.schema.metadata or {}) | {STAND_IN: b"whole" if without_rows else b"columns"}
    sink = arrow.BufferOutputStream()
    rows = table.slice(0, 0) if without_rows else table
    parquet.write_table(rows.replace_schema_metadata(about), sink, compression="zstd", version="2.6")
    return sink.getvalue().to_pybytes(), "no rows" if without_rows else f"no values of {', '.join(kept)}"


def _may_be_empty(schema: arrow.Schema, column: str) -> bool:
    columns = SCHEMAS[schema.metadata[b"affectflow.table"].decode()].columns
    return column in columns and columns[column].nullable


def _ignore(file: Path, paths: Iterable[str]) -> None:
    before = file.read_text(encoding="utf-8").split(BEGIN)[0].rstrip() if file.is_file() else ""
    lines = [f"/{path}" for path in paths]
    write_text("\n".join([before, *([BEGIN, *lines] if lines else [])]).strip() + "\n", file)
