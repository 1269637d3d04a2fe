"""Header and tables of an audformat database, as they were written.

The package `audformat` reads the header. Its own reader of tables makes cells that are
no label of their scheme missing without a word, and prefers pickled tables, which run code of
whoever wrote them; so the CSV and Parquet files are read here, as text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as arrow
import pyarrow.parquet as parquet

from ...errors import CorpusError, Problem, did_you_mean
from ...studies.readers.columns import Scale
from ..files.csv_files import FIRST_ROW

FILE = ("file", "start", "end")


@dataclass(frozen=True)
class Database:
    """A database: its folder, the base name of its files, its header; problems so far, and tables that were read."""

    root: Path
    name: str
    header: Any
    problems: list[Problem] = field(default_factory=list)
    read: dict[str, pd.DataFrame] = field(default_factory=dict)

    def table(self, name: str, place: str) -> Any:
        """A table of the header, or None and a problem."""
        known = {**self.header.tables, **self.header.misc_tables}
        if name in known:
            return known[name]
        self._unknown(place, f"no table '{name}'", name, known)
        return None

    def column(self, table: str, column: str, place: str) -> Any:
        """A column of the header, or None and a problem."""
        found = self.table(table, place)
        if found is None or column in found.columns:
            return None if found is None else found.columns[column]
        self._unknown(place, f"no column '{column}' in the table '{table}'", column, found.columns)
        return None

    def level(self, table: str, name: str, place: str) -> None:
        """Hold a level or column of a table against the header."""
        found = self.table(table, place)
        allowed = [] if found is None else [*_levels(found), *found.columns]
        if found is not None and name not in allowed:
            self._unknown(place, f"no level or column '{name}' in the table '{table}'", name, allowed)

    def _unknown(self, place: str, found: str, word: str, allowed: Any) -> None:
        words = sorted(map(str, allowed))
        self.problems.append(
            Problem(f"{self.name}.yaml", place, found, ", ".join(words) or "nothing", did_you_mean(word, words))
        )

    def kind(self, name: str) -> str:
        """`filewise`, `segmented` or `misc`."""
        return "misc" if name in self.header.misc_tables else self.header.tables[name].type

    def levels(self, name: str) -> list[str]:
        """The levels of a table's index."""
        return _levels({**self.header.tables, **self.header.misc_tables}[name])

    def rows(self, name: str) -> pd.DataFrame:
        """The cells of a table as text, its index too, with `file_of_rows` and `row`."""
        if name not in self.read:
            found = _cells(self.root, self.name, name)
            table = {**self.header.tables, **self.header.misc_tables}[name]
            file = found["file_of_rows"].iloc[0] if len(found) else f"{self.name}.{name}"
            absent = [column for column in (*_levels(table), *table.columns) if column not in found]
            if absent:
                there = [str(column) for column in found if column not in ("file_of_rows", "row")]
                raise CorpusError(
                    Problem(file, "header", f"no column '{column}'", ", ".join(there), did_you_mean(column, there))
                    for column in absent
                )
            self.read[name] = found
        return self.read[name]

    def item_ids(self, name: str, level: str | None = None) -> pd.Series:
        """The item of each row of a table: its file, its segment, or a level of a misc table."""
        rows = self.rows(name)
        if self.kind(name) == "misc":
            return rows[level or self.levels(name)[0]]
        if self.kind(name) == "filewise":
            return rows["file"]
        start, end = (pd.to_timedelta(rows[c]).dt.total_seconds() for c in ("start", "end"))
        return rows["file"] + "#" + start.map(_seconds).astype("str") + "-" + end.map(_seconds).astype("str")

    def scale(self, column: Any, place: str) -> Scale | None:
        """What the scheme of a column allows, or None and a problem."""
        scheme = self.header.schemes[column.scheme_id] if column.scheme_id else None
        if scheme is None or (scheme.dtype == "str" and scheme.labels is None):
            return Scale(open=True)
        if scheme.labels is not None:
            return Scale(labels=tuple(self.labels(scheme)))
        if scheme.dtype == "bool":
            return Scale(labels=("false", "true"), words={"False": "false", "True": "true", "0": "false", "1": "true"})
        if scheme.dtype in ("int", "float"):
            ends = (scheme.minimum, scheme.maximum)
            low, high = (float(end) if end is not None else limit for end, limit in zip(ends, INFINITE, strict=True))
            return Scale(low=low, high=high)
        allowed = "a scheme of labels, numbers, truths or texts"
        self.problems.append(Problem(f"{self.name}.yaml", place, f"a scheme of type '{scheme.dtype}'", allowed))
        return None

    def labels(self, scheme: Any) -> list[str]:
        """The labels of a scheme, which may be the index of a misc table."""
        if isinstance(scheme.labels, str):
            return self.item_ids(scheme.labels).tolist()
        return [str(label) for label in scheme.labels]

    def texts(self, table: str, column: str) -> dict[str, str]:
        """Label -> text, where the scheme of a column has a text for each label."""
        scheme_id = {**self.header.tables, **self.header.misc_tables}[table].columns[column].scheme_id
        labels = self.header.schemes[scheme_id].labels if scheme_id else None
        if not isinstance(labels, dict) or not all(isinstance(text, str) for text in labels.values()):
            return {}
        return {str(label): text for label, text in labels.items()}


INFINITE = (float("-inf"), float("inf"))


def open_database(root: Path, name: str) -> Database:
    """Read a database's header.

    Raises:
        CorpusError: when it is absent or no header.
    """
    import audformat

    try:
        return Database(root, name, audformat.Database.load(str(root), name=name, load_data=False))
    except FileNotFoundError:
        there = [path.name for path in sorted(root.glob("*.yaml"))]
        hint = did_you_mean(f"{name}.yaml", there)
        problem = Problem(f"{name}.yaml", "", "no such file", ", ".join(there) or "the header of a database", hint)
    except Exception as error:  # noqa: BLE001 (audformat raises whatever its parts raise on a broken header)
        problem = Problem(f"{name}.yaml", "", " ".join(str(error).split()), "the header of an audformat database")
    raise CorpusError(problem)


def _levels(table: Any) -> list[str]:
    return list(table.levels) if hasattr(table, "levels") else list(FILE[: 1 if table.is_filewise else 3])


def _cells(root: Path, name: str, table: str) -> pd.DataFrame:
    stem = f"{name}.{table}"
    if (root / f"{stem}.parquet").is_file():
        try:
            frame = parquet.read_table(root / f"{stem}.parquet").to_pandas()
        except (OSError, arrow.ArrowInvalid) as error:
            raise CorpusError(Problem(f"{stem}.parquet", "", str(error), "a Parquet table")) from None
        frame = frame.reset_index() if frame.index.names != [None] else frame
        texts = frame.apply(lambda cells: cells.map(_written).astype("str"))
        return texts.assign(file_of_rows=f"{stem}.parquet", row=range(1, len(frame) + 1))
    if not (root / f"{stem}.csv").is_file():
        hint = "A table that is there only as .pkl is not read: a pickle runs code of whoever wrote it."
        raise CorpusError(Problem(stem, "", "no such table", f"{stem}.csv or {stem}.parquet", hint))
    try:
        frame = pd.read_csv(root / f"{stem}.csv", dtype="str", keep_default_na=False, na_values=[""], encoding="utf-8")
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        problem = Problem(f"{stem}.csv", "", " ".join(str(error).split()), "a table of the database, in UTF-8")
        raise CorpusError(problem) from None
    return frame.astype("str").assign(file_of_rows=f"{stem}.csv", row=range(FIRST_ROW, FIRST_ROW + len(frame)))


def _seconds(value: float) -> str:
    """Seconds to the microsecond; nothing for a segment that ends with its file."""
    return "" if pd.isna(value) else f"{value:.6f}".rstrip("0").rstrip(".")


def _written(value: Any) -> str | None:
    return None if pd.isna(value) else str(value)
