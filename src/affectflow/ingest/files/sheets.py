"""Cells of CSV, Excel, SPSS and Stata files as text, so that one reader reads them all."""

from __future__ import annotations

import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from ...errors import CorpusError, Problem, did_you_mean
from ...studies.readers.trial_columns import PeopleTable
from .user_files import cleaned, csv_cells

EXACT = 2**53
"""Whole numbers up to here are exact as floating point numbers."""


def sheet_cells(path: Path, table: PeopleTable) -> pd.DataFrame:
    """Cells below their header, by the file's suffix; anything but `.xlsx`, `.sav` and `.dta` is read as CSV.

    Numbers are written as short as they are exact (3, not 3.0), days as YYYY-MM-DD. Missing
    values that SPSS or Stata mark are missing.

    Raises:
        CorpusError: when the file or the sheet cannot be read.
    """
    kind = path.suffix.lower()
    if kind == ".xlsx":
        frame = _excel(path, table)
    elif kind in (".sav", ".dta"):
        frame = _statistics(path, table)
    else:
        return csv_cells(path, table)
    text = partial(_text, decimal=table.writing.decimal)
    texts = [cleaned(frame.iloc[:, n].map(text), ("", *table.writing.missing)) for n in range(frame.shape[1])]
    return pd.concat(texts, axis=1) if texts else frame.astype("str")


def _excel(path: Path, table: PeopleTable) -> pd.DataFrame:
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # Damaged files raise whatever the parsers of zip and XML raise.
        raise CorpusError(Problem(path.name, "", f"no Excel file ({type(error).__name__})", "an .xlsx file")) from error
    if table.sheet is not None and table.sheet not in book.sheetnames:
        hint = did_you_mean(table.sheet, book.sheetnames)
        raise CorpusError(Problem(path.name, "", f"no sheet '{table.sheet}'", ", ".join(book.sheetnames), hint))
    sheet = book[table.sheet or book.sheetnames[0]]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)][table.writing.header - 1 :]
    book.close()
    width = max(map(len, rows), default=0)
    header, *body = [row + [None] * (width - len(row)) for row in rows] or [[]]
    names = ["" if name is None else _text(name, ".").strip() for name in header]
    return pd.DataFrame(body, columns=pd.Index(names, dtype="str"), dtype=object)


def _statistics(path: Path, table: PeopleTable) -> pd.DataFrame:
    import pyreadstat

    read = pyreadstat.read_sav if path.suffix.lower() == ".sav" else pyreadstat.read_dta
    try:
        frame, _ = read(str(path), apply_value_formats=table.value_labels, formats_as_category=False)
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, UnicodeError) as error:
        found = f"an unreadable file ({' '.join(str(error).split())})"
        raise CorpusError(Problem(path.name, "", found, f"a {path.suffix.lower()} file")) from error
    return frame.set_axis(frame.columns.str.strip(), axis=1)


def _text(value: Any, decimal: str) -> str:
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    whole = float(value).is_integer() and abs(value) < EXACT
    return str(int(value)) if whole else repr(float(value)).replace(".", decimal)
