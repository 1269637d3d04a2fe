"""Reads Emo-DB's listening test, `erkennung.txt`."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from ...errors import CorpusError, Problem, did_you_mean
from ...layouts.emodb import LISTENING_COLUMNS, LISTENING_SCALES, LISTENING_TEST
from ...tables import empty
from ..files.csv_files import FIRST_ROW
from ..rows.setting_aside import Screen, quarantine, screened

RATER = "listening_test"
BLANKS = " \t\xa0"


def listening_test(root: Path, items: pd.Series, code: re.Pattern[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read the test as ratings in percent, for the items that are present.

    The test names takes that were never released; they are no fault and are left out.

    Args:
        root: folder of the corpus; without the file there are no ratings.
        items: ids of the usable items.
        code: shape of an item's id.

    Returns:
        the ratings table and the quarantine table.

    Raises:
        CorpusError: when columns are absent.
    """
    path = root / LISTENING_TEST
    if not path.is_file():
        return empty("ratings"), quarantine()
    rows, bad = screened(*_rows(path, code))
    parts = [_scale(rows[rows["item_id"].isin(items)], *names) for names in LISTENING_SCALES.items()]
    return pd.concat([good for good, _ in parts], ignore_index=True), quarantine(bad, *(odd for _, odd in parts))


def _rows(path: Path, code: re.Pattern[str]) -> tuple[pd.DataFrame, str, list[Screen]]:
    lines = pd.Series(path.read_text(encoding="latin-1").splitlines(), dtype="str")
    cells = lines.str.split("\t", expand=True).apply(lambda column: column.astype("str").str.strip(BLANKS))
    header = [str(name) for name in cells.iloc[0].dropna()] if len(cells) else []
    absent = [c for c in LISTENING_COLUMNS if c not in header]
    if absent:
        allowed = ", ".join(LISTENING_COLUMNS)
        raise CorpusError(
            Problem(LISTENING_TEST, "header", f"no column '{c}'", allowed, did_you_mean(c, header)) for c in absent
        )
    frame = cells.iloc[1:, : len(header)].set_axis(header, axis=1)
    surplus = cells.iloc[1:, len(header) :].notna().any(axis=1)
    frame = frame.assign(row=range(FIRST_ROW, FIRST_ROW + len(frame)))[frame.fillna("").ne("").any(axis=1)]
    frame = frame.assign(item_id=frame["Satz"].str.removesuffix(".wav"))
    odd = ~frame["item_id"].fillna("").str.fullmatch(code)
    return frame, LISTENING_TEST, [
        Screen("surplus_cells", "Satz", surplus[frame.index], f"{len(header)} cells, as in the header"),
        Screen("not_emodb_code", "Satz", odd, "an Emo-DB code such as 03a01Wa.wav"),
        Screen("duplicate_rating", "Satz", frame.duplicated("item_id"), "one row for each take; the first is kept"),
    ]  # fmt: skip


def _scale(rows: pd.DataFrame, column: str, scale: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    value = pd.to_numeric(rows[column].str.replace(",", ".", regex=False), errors="coerce").astype(float)
    screens = [
        Screen("not_a_number", column, value.isna(), "a number with a decimal comma"),
        Screen("out_of_range", column, ~value.between(0, 100), "0 to 100 percent"),
    ]
    good, bad = screened(rows, LISTENING_TEST, screens)
    columns = {"rater_id": RATER, "scale": scale, "label": None, "value": value[good.index]}
    ratings = good[["item_id"]].assign(**columns)
    return ratings.astype({"label": "str", "rater_id": "str", "scale": "str"}), bad
