"""Ratings of which a file has one row for each rater and item, and one column for each scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from ...tables import empty
from .setting_aside import Screen, quarantine, screened
from .text_items import left_out

KEY = ["item_id", "rater_id"]


def rows_of_ratings(
    rows: pd.DataFrame, known: pd.Series, usable: pd.Series, file: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows that rate a usable item, each rater once.

    Args:
        rows: `item_id`, `rater_id`, `row`, and further columns.
        known: ids of all items that the corpus names.
        usable: ids of the items that can be used.
        file: name of the file.

    Returns:
        the rows that pass, and the quarantine; the ratings of an item that is left out are told in one row.
    """
    unknown = ~rows["item_id"].isin(known)
    broken = rows[KEY].isna().any(axis=1) | unknown
    repeated = rows[~broken].duplicated(KEY).reindex(rows.index, fill_value=False)
    screens = [
        *(Screen("missing_cell", column, rows[column].isna(), "a value") for column in KEY),
        Screen("unknown_item", "item_id", unknown, "an item that the corpus names"),
        Screen("duplicate_rating", "rater_id", repeated, "one row by a rater of an item; the first is kept"),
    ]
    good, bad = screened(rows, file, screens)
    return good[good["item_id"].isin(usable)], quarantine(bad, left_out(good["item_id"], usable, file))


def scores(
    rows: pd.DataFrame, scales: Mapping[str, str], points: Sequence[int], file: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Numeric ratings in columns as rows of the table `ratings`.

    Args:
        rows: `item_id`, `rater_id`, `row` and the columns, as text.
        scales: column in the file -> scale.
        points: the numbers that a scale has.
        file: name of the file.

    Returns:
        the ratings, and the quarantine of cells that are empty or hold no point of the scale.
    """
    parts = [_column(rows, column, scale, points, file) for column, scale in scales.items()]
    return _joined([good for good, _ in parts]), quarantine(*(bad for _, bad in parts))


def choices(
    rows: pd.DataFrame, scales: Mapping[str, str], labels: Mapping[str, Sequence[str]], file: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Chosen labels in columns as rows of the table `ratings`; an empty cell is a question that was not answered.

    Args:
        rows: `item_id`, `rater_id`, `row` and the columns, as text.
        scales: column in the file -> scale.
        labels: scale -> labels that it has; a scale that is not named takes any.
        file: name of the file.
    """
    good, bad = [], []
    for column, scale in scales.items():
        answered = rows[rows[column].notna()]
        known = answered[column].isin(labels[scale]) if scale in labels else answered[column].notna()
        screen = Screen("unknown_label", column, ~known, ", ".join(labels.get(scale, ())))
        kept, aside = (answered, quarantine()) if known.all() else screened(answered, file, [screen])
        good.append(kept[KEY].assign(scale=scale, label=kept[column], value=float("nan")))
        bad.append(aside)
    return _joined(good), quarantine(*bad)


def _column(rows: pd.DataFrame, column: str, scale: str, points: Sequence[int], file: str):
    values = pd.to_numeric(rows[column], errors="coerce")
    fits = values.isin(points)
    good, bad = (rows, quarantine()) if fits.all() else _screened(rows, column, values, fits, points, file)
    return good[KEY].assign(scale=scale, label=None, value=values[good.index].astype(float)), bad


def _screened(rows: pd.DataFrame, column: str, values: pd.Series, fits: pd.Series, points: Sequence[int], file: str):
    allowed = f"a whole number from {min(points)} to {max(points)}"
    screens = [
        Screen("missing_cell", column, rows[column].isna(), allowed),
        Screen("not_a_number", column, values.isna(), allowed),
        Screen("out_of_scale", column, ~fits, allowed),
    ]
    return screened(rows, file, screens)


def _joined(parts: list[pd.DataFrame]) -> pd.DataFrame:
    if not parts:
        return empty("ratings")
    texts = dict.fromkeys([*KEY, "scale", "label"], "str")
    return pd.concat(parts, ignore_index=True).astype(texts)
