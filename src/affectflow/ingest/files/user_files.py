"""Reads the files of a table whose columns a user named; tells everything that is structurally wrong at once."""

from __future__ import annotations

import csv
import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import pandas as pd

from ...errors import CorpusError, Problem, did_you_mean
from ...studies.readers.columns import Table
from ...studies.readers.open_tables import IN_BRACES
from ..rows.setting_aside import Fault, set_aside
from .csv_files import FIRST_ROW

BROKEN = (pd.errors.ParserError, pd.errors.ParserWarning, pd.errors.EmptyDataError, csv.Error)
SPREADSHEETS = {".xls", ".xlsx", ".ods"}
LIKELY_HEADERS = 5
"""How many rows below the header may hold the columns' names."""
AnyTable = TypeVar("AnyTable", bound=Table)


def csv_cells(path: Path, table: Table) -> pd.DataFrame:
    """Cells of a CSV file below their header, as text without blanks around; an empty cell is missing."""
    writing = table.writing
    encoding = "utf-8-sig" if writing.encoding == "utf-8" else writing.encoding
    delimiter = writing.delimiter or ("\t" if path.suffix.lower() in (".tsv", ".tab") else ",")
    with warnings.catch_warnings():
        # Pandas drops surplus cells with a warning only.
        warnings.simplefilter("error", pd.errors.ParserWarning)
        cells = pd.read_csv(
            path,
            sep=delimiter,
            dtype="str",
            encoding=encoding,
            header=None,
            keep_default_na=False,
            na_values=["", *writing.missing],
            index_col=False,
            skip_blank_lines=False,
            skiprows=writing.header - 1,
        )
    names = cells.iloc[0].fillna("").str.strip()
    body = cells.iloc[1:].reset_index(drop=True)
    return body.apply(partial(cleaned, missing=("", *writing.missing))).set_axis(names, axis=1)


def cleaned(cells: pd.Series, missing: tuple[str, ...]) -> pd.Series:
    """Cells as text without blanks around; those that stand for a missing value are missing."""
    stripped = cells.astype("str").str.strip()
    return stripped.mask(stripped.isin(missing))


def read_table(
    root: Path,
    table: AnyTable,
    columns: Iterable[str],
    problems: list[Problem],
    aside: list[dict],
    cells_of: Callable[[Path, AnyTable], pd.DataFrame] = csv_cells,
) -> pd.DataFrame:
    """Read the files of a table.

    Args:
        root: folder of the corpus.
        table: patterns of the files, and how they are written.
        columns: the columns that a user named.
        problems: takes what is structurally wrong: no file, no such column, an undecodable file.
        aside: takes rows for the quarantine: columns without a name, or with one that stands twice.
        cells_of: reads the cells of one file.

    Returns:
        these columns as text (an empty cell is missing), `file` and `row`; without rows
        where there are problems.
    """
    wanted = list(dict.fromkeys(columns))
    frames = []
    for pattern in table.files:
        found = sorted(_matching(root, pattern))
        if not found:
            problems.append(Problem(pattern, "", "no such file", f"a file with the columns {', '.join(wanted)}"))
        reads = partial(_read, root, table=table, wanted=wanted, problems=problems, aside=aside, cells_of=cells_of)
        frames += [reads(file, parts) for file, parts in found]
    whole = [frame for frame in frames if frame is not None]
    return pd.concat(whole, ignore_index=True) if whole else pd.DataFrame(columns=[*wanted, "file", "row"], dtype="str")


def _matching(root: Path, pattern: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Files of a pattern, each with the parts of its path that the pattern names."""
    names = IN_BRACES.findall(pattern)
    if not names and "*" not in pattern:
        if (root / pattern).is_file():
            yield pattern, {}
        return
    shape = "".join(
        f"(?P<g{names.index(piece[1:-1])}>[^/]+?)" if IN_BRACES.fullmatch(piece) else re.escape(piece)
        for piece in re.split(r"(\{[^{}]+\})", pattern)
    )
    shape = shape.replace(r"\*\*/", "(?:.*/)?").replace(r"\*", "[^/]*")
    for path in root.glob(IN_BRACES.sub("*", pattern)):
        file = path.relative_to(root).as_posix()
        match = re.fullmatch(shape, file)
        if match and path.is_file():
            yield file, {name: match[f"g{number}"] for number, name in enumerate(names)}


def _read(
    root: Path,
    file: str,
    parts: dict[str, str],
    table: AnyTable,
    wanted: list[str],
    problems: list[Problem],
    aside: list[dict],
    cells_of: Callable[[Path, AnyTable], pd.DataFrame],
) -> pd.DataFrame | None:
    sheet = getattr(table, "sheet", None)
    called = f"{file}, sheet '{sheet}'" if sheet else file
    try:
        frame = cells_of(root / file, table)
    except CorpusError as error:
        problems += [replace(problem, file=file) for problem in error.problems]
        return None
    except pd.errors.EmptyDataError:
        problems.append(Problem(file, "", "an empty file", f"a file with the columns {', '.join(wanted)}"))
        return None
    except BROKEN as error:
        hint = "Save the sheet as CSV." if Path(file).suffix.lower() in SPREADSHEETS else ""
        allowed = "as many cells in each row as in the header; see `writing.header` if it is not in the first row"
        problems.append(Problem(file, "", " ".join(str(error).split()), allowed, hint))
        return None
    except (UnicodeError, ValueError):
        encoding = table.writing.encoding
        hint = "Save the sheet as CSV." if Path(file).suffix.lower() in SPREADSHEETS else "Say `writing.encoding`."
        problems.append(Problem(file, "", f"text that is not {encoding}", f"text in {encoding}", hint))
        return None
    aside += _odd_names(called, list(frame.columns))
    above, body = table.writing.header, frame
    frame = frame.loc[:, ~frame.columns.duplicated(keep=False) & (frame.columns != "")]
    for name, value in parts.items():
        if name in frame:
            problems.append(Problem(called, "header", f"a column '{name}'", "no column named as a part of the path"))
        frame[name] = value
    if absent := [name for name in wanted if name not in frame]:
        problems += _absent(called, absent, wanted, frame, _lower_header(body, wanted, above))
        return None
    numbered = frame.assign(file=called, row=range(above + 1, above + 1 + len(frame)))
    blank = frame.drop(columns=list(parts)).isna().all(axis=1) | (numbered["row"] < (table.writing.first_row or 0))
    return numbered.loc[~blank, [*wanted, "file", "row"]]


def _absent(
    called: str, absent: list[str], wanted: list[str], frame: pd.DataFrame, header: int | None
) -> Iterator[Problem]:
    if header is not None:
        found, allowed = f"the columns' names in row {header}", f"them in row {FIRST_ROW - 1}, or `writing.header`"
        yield Problem(called, "header", found, allowed, f"Say `writing: {{header: {header}}}`.")
        return
    names = [str(name) for name in frame.columns]
    spare = [name for name in names if name not in wanted]
    for name in absent:
        yield Problem(called, "header", f"no column '{name}'", ", ".join(names) or "names", did_you_mean(name, spare))


def _lower_header(body: pd.DataFrame, wanted: list[str], above: int) -> int | None:
    """The row, of the first ones below the header, in which most of the wanted names stand."""
    for number, cells in enumerate(body.head(LIKELY_HEADERS).itertuples(index=False), above + 1):
        if 2 * len(set(wanted) & set(cells)) > len(wanted):
            return number
    return None


def _odd_names(file: str, names: list[str]) -> Iterator[dict]:
    for number, name in enumerate(names, 1):
        if not name:
            fault = Fault("blank_column_name", "a column without a name", "a name; the column is not read")
            yield set_aside(fault, file, place=f"header, column {number}")
        elif names.index(name) < number - 1:
            fault = Fault("duplicate_column_name", f"'{name}' again", "each name once; the columns are not read")
            yield set_aside(fault, file, place=f"header, column {number}")
