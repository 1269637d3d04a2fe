"""The ratings of a long table, in long or in wide form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from ...studies.readers.columns import Ratings, Scale
from ...tables import UNNAMED
from ..files.by_file import of_usable, present, readable, screened_by_file, without_empty
from ..rows.answers import near_misses, understood
from ..rows.setting_aside import Screen, quarantine

KEY = ["item_id", "rater_id", "scale"]
Parts = tuple[pd.DataFrame, pd.DataFrame]
"""Rows that can be used, and the quarantine table of the others."""


def columns_of(spec: Ratings) -> list[str]:
    """The columns of the files that are read."""
    return [name for name in (spec.item, spec.rater, spec.answer, spec.scale_column, *spec.columns.values()) if name]


def answered(rows: pd.DataFrame, spec: Ratings, scales: Mapping[str, Scale]) -> Iterator[Parts]:
    """Ratings as they stand in files of one kind, scale by scale.

    Args:
        rows: the files' rows.
        spec: what their columns mean.
        scales: what may be answered.

    Yields:
        item_id, rater_id (missing where raters are unnamed), scale, label, value, file, row; the
        quarantine of `missing_cell`, `mojibake`, `unknown_scale`, `unknown_label`, `not_a_number` and
        `out_of_range`. Empty cells of the wide form are counted by file.
    """
    ids = {"item_id": spec.item} | ({"rater_id": spec.rater} if spec.rater else {})
    known = pd.DataFrame({column: rows[name] for column, name in ids.items()}).assign(
        file=rows["file"], row=rows["row"]
    )
    for scale, column in spec.columns.items():
        part, empty = without_empty(known.assign(scale=scale, answer=rows[column]), "answer", column)
        good, bad = _read(part, ids | {"answer": column}, scales[scale], spec)
        yield good, quarantine(empty, bad)
    if not spec.answer:
        return
    called = ids | {"answer": spec.answer, "scale": spec.scale_column or ""}
    whole = known.assign(answer=rows[spec.answer], scale=spec.scale or rows[spec.scale_column])
    if spec.scale_column:
        names = {scale.called or name: name for name, scale in scales.items()}
        unknown = whole["scale"].notna() & ~whole["scale"].isin(names)
        wrong = near_misses("unknown_scale", whole["scale"], unknown, list(names), ", ".join(sorted(names)))
        screens = [*present(whole, ["scale"]), *wrong]
        whole, bad = screened_by_file(whole, screens, called)
        whole = whole.assign(scale=whole["scale"].map(names))
        yield _none(), bad
    yield _none(), quarantine()
    for name, part in whole.groupby("scale", sort=True):
        yield _read(part, called, scales[str(name)], spec)


def ratings(parts: list[pd.DataFrame], named: pd.Series, usable: pd.Series) -> Parts:
    """The ratings table from all parts.

    Of ratings that one rater gave one item on one scale the first is kept; unnamed raters
    are numbered within each item and scale.

    Args:
        parts: what `answered` yields.
        named: ids of all items that the corpus names.
        usable: ids of the items that can be used.
    """
    rows = pd.concat([_none(), *parts], ignore_index=True).sort_values(
        ["file", "row"], kind="stable", ignore_index=True
    )
    unknown = Screen("unknown_item", "item_id", ~rows["item_id"].isin(named), "an item that the corpus names")
    kept, strange = screened_by_file(rows, [unknown], {})
    kept, gone = of_usable(kept, usable, "ratings")
    rater = kept["rater_id"].fillna(UNNAMED + (kept.groupby(["item_id", "scale"]).cumcount() + 1).astype("str"))
    kept = kept.assign(rater_id=rater.astype("str"))
    once = "one rating by a rater of an item on a scale; the first is kept"
    kept, twice = screened_by_file(kept, [Screen("duplicate_rating", "scale", kept.duplicated(KEY), once)], {})
    return kept[[*KEY, "label", "value"]].reset_index(drop=True), quarantine(strange, gone, twice)


def _none() -> pd.DataFrame:
    texts = dict.fromkeys(["item_id", "rater_id", "scale", "label", "file"], "str")
    return pd.DataFrame(columns=[*texts, "value", "row"]).astype(texts | {"value": "float64", "row": "int64"})


def _read(part: pd.DataFrame, called: dict[str, str], scale: Scale, spec: Ratings) -> Parts:
    needed = [column for column in ("item_id", "rater_id", "answer") if column in part]
    meaning, screens = understood(part["answer"], scale, spec.writing.decimal)
    told = [*present(part, needed), *readable(part, needed), *screens]
    good, bad = screened_by_file(part, told, called)
    filled = good.drop(columns="answer").join(meaning)
    return filled if spec.rater else filled.assign(rater_id=pd.Series(None, filled.index, dtype="str")), bad
