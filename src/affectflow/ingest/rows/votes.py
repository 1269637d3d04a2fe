"""Sorts the rows of a ratings file into usable votes and set-aside ones, without a loop over rows."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from .setting_aside import Fault, Screen, quarantine, screened, set_aside

KEY = ["item_id", "rater_id", "scale"]


def votes(
    rows: pd.DataFrame,
    scales: pd.DataFrame,
    named: pd.Series,
    usable: pd.Series,
    file: str,
    columns: Mapping[str, str] | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Check categorical votes.

    Of votes that one rater gave one item on one scale, the first is kept. Votes on an
    item that is itself left out are left out too, and told in one row per item.

    Args:
        rows: item_id, rater_id, scale, label as text, and `row`.
        scales: allowed pairs of scale and label.
        named: ids of all items that the corpus names.
        usable: ids of the items that can be used.
        file: name of the file, for the quarantine table.
        columns: how the file itself calls these columns, where it calls them otherwise.

    Returns:
        the ratings table and the quarantine table.
    """
    good, bad = screened(rows, file, _screens(rows, scales, named))
    for column, name in (columns or {}).items():
        bad["place"] = bad["place"].str.replace(f"column '{column}'", f"column '{name}'", regex=False)
    orphaned = ~good["item_id"].isin(usable)
    counts = good.loc[orphaned, "item_id"].value_counts().sort_index()
    told = [
        set_aside(Fault("item_left_out", f"{n} ratings of '{item}'", "ratings of usable items"), file, place="rows")
        for item, n in counts.items()
    ]
    kept = good.loc[~orphaned, [*KEY, "label"]].assign(value=float("nan"))
    return kept.reset_index(drop=True), quarantine(bad, told)


def _screens(rows: pd.DataFrame, scales: pd.DataFrame, named: pd.Series) -> list[Screen]:
    allowed = pd.MultiIndex.from_frame(scales[["scale", "label"]])
    pairs = pd.Series(pd.MultiIndex.from_frame(rows[["scale", "label"]]).isin(allowed), index=rows.index)
    unknown = ~rows["item_id"].isin(named)
    no_scale = ~rows["scale"].isin(scales["scale"])
    broken = rows[[*KEY, "label"]].isna().any(axis=1) | unknown | no_scale | ~pairs
    # A vote that cannot be used does not make a later, usable one its duplicate.
    repeated = rows[~broken].duplicated(KEY).reindex(rows.index, fill_value=False)
    labels = ", ".join(sorted(scales["label"].unique()))
    return [
        *(Screen("missing_cell", column, rows[column].isna(), "a value") for column in [*KEY, "label"]),
        Screen("unknown_item", "item_id", unknown, "an item that the corpus names"),
        Screen("unknown_scale", "scale", no_scale, ", ".join(sorted(scales["scale"].unique()))),
        Screen("unknown_label", "label", ~pairs, labels),
        Screen("duplicate_rating", "label", repeated, "one rating by a rater of an item on a scale; the first is kept"),
    ]
