"""Reads the CSV files of a corpus; tells everything that is structurally wrong at once."""

from __future__ import annotations

import csv
import warnings
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ...errors import CorpusError, Problem, did_you_mean

FIRST_ROW = 2
"""Rows are numbered as a spreadsheet shows them: the header is row 1."""


def read_files(
    root: Path, columns: Mapping[str, Iterable[str]], *, separator: str = ",", quotes: bool = True, others: str = ""
) -> dict[str, pd.DataFrame]:
    """Read CSV files as text.

    Args:
        root: folder of the corpus.
        columns: file name -> columns that it must have; `""` is the column without a name, in which
            R writes the names of rows.
        separator: what stands between cells, such as a tab.
        quotes: whether a cell may be in quotes; else a quote is a character like any other.
        others: further columns are returned too if their name begins so; none if empty.

    Returns:
        file name -> those columns as text (an empty cell is missing) and `row`, the row
        in the file; cells lose blanks around them, blank rows are left out.

    Raises:
        CorpusError: with every file that is absent or unreadable, every absent column and every
            column that stands twice.
    """
    problems: list[Problem] = []
    form = {"sep": separator, "quoting": csv.QUOTE_MINIMAL if quotes else csv.QUOTE_NONE}
    frames = {name: _read(root, name, tuple(wanted), problems, form, others) for name, wanted in columns.items()}
    if problems:
        raise CorpusError(problems)
    return frames


def _read(
    root: Path, name: str, wanted: tuple[str, ...], problems: list[Problem], form: dict[str, Any], others: str
) -> pd.DataFrame:
    try:
        frame = _parse(root / name, form)
    except FileNotFoundError:
        problems.append(Problem(name, "", "no such file", f"a CSV file with the columns {', '.join(wanted)}"))
        return pd.DataFrame()
    except (pd.errors.ParserError, pd.errors.ParserWarning, pd.errors.EmptyDataError, csv.Error) as error:
        problems.append(Problem(name, "", " ".join(str(error).split()), "as many cells in each row as in the header"))
        return pd.DataFrame()
    except UnicodeDecodeError as error:
        problems.append(Problem(name, f"byte {error.start}", "text that is not UTF-8", "a CSV file in UTF-8"))
        return pd.DataFrame()
    wrong = list(_wrong_header(name, [c for c in frame.columns if c != "row"], wanted))
    problems.extend(wrong)
    further = [c for c in frame.columns if others and c not in wanted and c.startswith(others)]
    return frame if wrong else frame[["row", *wanted, *further]]


def _wrong_header(name: str, header: list[str], wanted: tuple[str, ...]) -> Iterator[Problem]:
    allowed = ", ".join(column or "(no name)" for column in wanted)
    nameless = [str(place) for place, column in enumerate(header, 1) if column == ""]
    for column in wanted:
        if column not in header:
            spare = did_you_mean(column, [c for c in header if c and c not in wanted])
            hint = f"Column {', '.join(nameless)} has no name." if nameless and not spare else spare
            yield Problem(name, "header", f"no column '{column}'", allowed, hint)
        elif header.count(column) > 1:
            yield Problem(name, "header", f"column '{column}' {header.count(column)} times", "each column once")


def _parse(path: Path, form: dict[str, Any]) -> pd.DataFrame:
    with warnings.catch_warnings():
        # Pandas drops surplus cells with a warning only.
        warnings.simplefilter("error", pd.errors.ParserWarning)
        frame = pd.read_csv(
            path,
            dtype="str",
            encoding="utf-8-sig",
            keep_default_na=False,
            na_values=[""],
            header=None,
            index_col=False,
            skip_blank_lines=False,
            **form,
        )
    # The header is taken as a row, since pandas would rename columns that have no name or one that stands twice.
    frame = frame.iloc[1:].set_axis(frame.iloc[0].fillna("").str.strip().tolist(), axis=1)
    frame = frame.apply(lambda cells: cells.astype("str").str.strip().replace("", None))
    blank = frame.isna().all(axis=1)
    return frame.assign(row=range(FIRST_ROW, FIRST_ROW + len(frame)))[~blank].reset_index(drop=True)
