"""Writes columns as CSV, Excel, SPSS or Stata files, with the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...files import whole
from ..table_files import write_table

if TYPE_CHECKING:
    from .sheets import Sheet

NO_TIME = datetime(2024, 1, 1)
"""The time that stands in files whose format asks for one."""

SAV_TIME = slice(92, 109)
"""Where an SPSS file holds the day and the time of its making."""


def write(path: Path, sheet: Sheet) -> None:
    """Write one file in the format that its name says."""
    ending = path.suffix.lower()
    if ending == ".xlsx":
        _excel(path, sheet)
    elif ending in (".sav", ".dta"):
        _statistics(path, sheet)
    else:
        tab = sheet.writing.delimiter or ("\t" if ending in (".tsv", ".tab") else ",")
        rows = zip(*(_told(cells, sheet.writing.decimal) for cells in sheet.columns.values()), strict=True)
        write_table(path, list(sheet.columns), rows, separator=tab)


def _told(cells: list[Any], decimal: str) -> list[Any]:
    return [str(cell).replace(".", decimal) if isinstance(cell, float) else cell for cell in cells]


def _excel(path: Path, sheet: Sheet) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    page = book.create_sheet(sheet.sheet or "Sheet1")
    page.append(list(sheet.columns))
    for row in zip(*sheet.columns.values(), strict=True):
        page.append(row)
    book.properties.creator, book.properties.created = "", NO_TIME
    made = io.BytesIO()
    book.save(made)
    with whole(path) as temporary:
        _without_time(made, temporary, book.properties.modified)


def _without_time(made: io.BytesIO, path: Path, changed: datetime | None) -> None:
    """Copy an archive with one date for all its parts, and for the time at which it was changed."""
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            content = old.read(name)
            if name == "docProps/core.xml" and changed:
                content = content.replace(_stamp(changed), _stamp(NO_TIME))
            new.writestr(zipfile.ZipInfo(name, NO_TIME.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)


def _stamp(time: datetime) -> bytes:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ").encode()


def _statistics(path: Path, sheet: Sheet) -> None:
    """SPSS or Stata; with value labels words are codes from 1, in order of the alphabet."""
    import pandas as pd
    import pyreadstat

    frame, labels = pd.DataFrame(sheet.columns), {}
    for name in frame.select_dtypes(exclude="number").columns:
        words = sorted({cell for cell in frame[name] if isinstance(cell, str)})
        if sheet.value_labels and 0 < len(words) <= 20:
            labels[name] = {float(code): word for code, word in enumerate(words, 1)}
            frame[name] = frame[name].map({word: code for code, word in labels[name].items()})
        else:
            frame[name] = frame[name].fillna("").astype(str)
    with whole(path) as temporary:
        if path.suffix.lower() == ".sav":
            pyreadstat.write_sav(frame, str(temporary), variable_value_labels=labels)
            content = bytearray(temporary.read_bytes())
            content[SAV_TIME] = b"01 Jan 2400:00:00"
            temporary.write_bytes(content)
        else:
            frame.to_stata(temporary, write_index=False, version=118, time_stamp=NO_TIME, value_labels=labels)
