"""Sorts numeric ratings in long rows into usable ones and set-aside ones, without a loop over rows."""

from __future__ import annotations

import pandas as pd

from .setting_aside import Screen, screened

KEY = ["item_id", "rater_id", "scale"]


def numeric_ratings(rows: pd.DataFrame, file: str, low: float, high: float) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Check numeric ratings of a file.

    Args:
        rows: item_id, rater_id, scale, `given` (the rating as text, missing where there is none), `row`, and
            `column`, the file's column that it is from.
        file: its name, for the quarantine table.
        low, high: ends of the scale; a value between its points is allowed, since means are such.

    Returns:
        the ratings table and the quarantine table. Of ratings that one rater gave one item on one scale the first
        usable one is kept.
    """
    placed = rows.assign(row=rows["row"].astype("str") + ", column '" + rows["column"] + "'")
    value = pd.to_numeric(rows["given"], errors="coerce").astype(float)
    wrong = value.isna() | ~value.between(low, high) | rows["item_id"].isna()
    repeated = rows[~wrong].duplicated(KEY).reindex(rows.index, fill_value=False)
    ends = f"a number from {low:g} to {high:g}"
    good, bad = screened(placed, file, [
        Screen("missing_cell", "item_id", rows["item_id"].isna(), "the name of an item"),
        Screen("missing_cell", "given", rows["given"].isna(), ends),
        Screen("not_a_number", "given", value.isna(), ends),
        Screen("out_of_range", "given", ~value.between(low, high), ends),
        Screen("duplicate_rating", "given", repeated, "one rating by a rater of an item on a scale; the first is kept"),
    ])  # fmt: skip
    typed = good[KEY].assign(label=None, value=value[good.index])
    told = bad.assign(place=bad["place"].str.replace(r", column '(?:given|item_id)'$", "", regex=True))
    return typed.astype({"item_id": "str", "rater_id": "str", "scale": "str", "label": "str"}), told
