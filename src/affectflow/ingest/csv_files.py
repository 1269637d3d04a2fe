"""Reads the CSV files of a corpus; tells everything that is structurally wrong at once."""

from __future__ import annotations

import csv
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import CorpusError, Problem, did_you_mean

FIRST_ROW = 2
"""Rows are numbered as a spreadsheet shows them: the header is row 1."""


def read_files(
    root: Path, columns: Mapping[str, Iterable[str]], *, separator: str = ",", quotes: bool = True, others: str = ""
) -> dict[str, pd.DataFrame]:
    """Read CSV files as text.

    Args:
        root: folder of the corpus.
        columns: file name -> columns that it must have.
        separator: what stands between cells, such as a tab.
        quotes: whether a cell may be in quotes; else a quote is a character like any other.
        others: further columns are returned too if their name begins so; none if empty.

    Returns:
        file name -> those columns as text (an empty cell is missing) and `row`, the row
        in the file; cells lose blanks around them, blank rows are left out.

    Raises:
        CorpusError: with every file that is absent or unreadable and every absent column.
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
    spare = [c for c in frame.columns if c not in wanted]
    absent = [c for c in wanted if c not in frame.columns]
    problems.extend(
        Problem(name, "header", f"no column '{c}'", ", ".join(wanted), did_you_mean(c, spare)) for c in absent
    )
    further = [c for c in spare if others and c.startswith(others)]
    return frame if absent else frame[["row", *wanted, *further]]


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
            index_col=False,
            skip_blank_lines=False,
            **form,
        )
    frame = frame.rename(columns=str.strip)
    frame = frame.apply(lambda cells: cells.astype("str").str.strip().replace("", None))
    return frame.assign(row=range(FIRST_ROW, FIRST_ROW + len(frame))).dropna(how="all", subset=list(frame.columns))
