"""The items of an audformat database: files, segments of files, or entries of misc tables."""

from __future__ import annotations

import pandas as pd

from ...studies.readers.databases import Cell
from ...studies.readers.open_tables import Audformat
from ..media.items import COLUMNS, with_media
from ..pseudonyms import Hide
from ..rows.setting_aside import Screen, quarantine, screened
from .tables import Database

FIELDS = {"speaker": "speaker_id", "session": "session_id", "condition": "condition", "intended": "intended"}
FIELDS |= {"transcript": "transcript", "audio": "audio", "video": "video"}
"""Option of the reader -> column of the table `items`."""


def items_of(
    base: Database, spec: Audformat, rated: list[pd.Series], hide: Hide
) -> tuple[pd.DataFrame, pd.Series, pd.DataFrame]:
    """The items table, the ids of all items that the database names, and the quarantine.

    Args:
        base: the database.
        spec: which tables say what of items.
        rated: ids of items that have ratings or traces.
        hide: replaces identifiers.
    """
    ids = pd.concat([*(base.item_ids(name) for name in spec.items), *rated], ignore_index=True).dropna()
    items = pd.DataFrame({"item_id": ids.drop_duplicates().sort_values(ignore_index=True)})
    kinds = {base.kind(table) for table in (*spec.items, *(part.table for part in spec.ratings))}
    segment = items["item_id"].str.contains(r"#[\d.e+-]+-[\d.e+-]*$") if "segmented" in kinds else None
    items["file"] = items["item_id"].str.rsplit("#", n=1).str[0].where(segment) if segment is not None else None
    items["file"] = items["file"].fillna(items["item_id"]) if kinds != {"misc"} else None
    for option, column in FIELDS.items():
        cell: Cell | None = getattr(spec, option)
        items[column] = _looked_up(base, cell, items, option) if cell else pd.Series(None, items.index, dtype="str")
    if spec.audio is None and kinds != {"misc"}:
        items["audio"] = items["file"].where(~segment) if segment is not None else items["file"]
    if spec.splits and spec.condition is None:
        items["condition"] = _splits(base, spec, items)
    # Hidden before one stands in for another, so that a session takes a speaker's pseudonym.
    items = hide(items)
    # ASSUME An item without a named speaker has one of its own.
    items["speaker_id"] = items["speaker_id"] if spec.speaker else items["item_id"]
    items["session_id"] = items["session_id"] if spec.session else items["speaker_id"]
    items["condition"] = items["condition"] if spec.condition or spec.splits else "all"
    return _usable(base, items, segment)


def _usable(base: Database, items: pd.DataFrame, segment: pd.Series | None):
    named = items["item_id"]
    rows = items.assign(row=range(1, len(items) + 1)).astype(dict.fromkeys(COLUMNS, "str"))
    screens = [Screen("missing_cell", c, rows[c].isna(), "a value") for c in ("speaker_id", "session_id", "condition")]
    good, bad = screened(rows, f"{base.name}.yaml", screens, item=True)
    kept, broken = with_media(good, base.root)
    if segment is not None:
        length = items.loc[segment, "item_id"].str.rsplit("#", n=1).str[1].str.extract(r"^([\d.e+]+)-([\d.e+]*)$")
        seconds = pd.to_numeric(length[1], errors="coerce") - pd.to_numeric(length[0])
        by_id = dict(zip(items.loc[segment, "item_id"], seconds, strict=True))
        kept["duration"] = kept["duration"].fillna(kept["item_id"].map(by_id).astype(float))
    return kept, named, quarantine(bad, broken)


def _looked_up(base: Database, cell: Cell, items: pd.DataFrame, option: str) -> pd.Series:
    """What a column says of each item: of its file in a filewise table, else of the item itself."""
    cells = base.rows(cell.table)[cell.column]
    texts = base.texts(cell.table, cell.column) if option == "transcript" else {}
    told = cells.map(texts).fillna(cells) if texts else cells
    by_id = pd.Series(told.to_numpy(), index=base.item_ids(cell.table))
    by_id = by_id[~by_id.index.duplicated()]
    key = items["file"] if base.kind(cell.table) == "filewise" and items["file"].notna().any() else items["item_id"]
    return key.map(by_id).astype("str")


def _splits(base: Database, spec: Audformat, items: pd.DataFrame) -> pd.Series:
    found = pd.Series(None, items.index, dtype="str")
    for name in spec.splits:
        table = base.table(name, "splits")
        kind = base.header.splits[table.split_id].type if table.split_id else None
        key = items["file"] if base.kind(name) == "filewise" else items["item_id"]
        found = found.mask(found.isna() & key.isin(base.item_ids(name)), kind)
    return found.fillna("all")
