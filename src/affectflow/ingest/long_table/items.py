"""The items of a long table: described in files of their own, or those that are rated."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from ...studies.readers.columns import Items
from ...studies.readers.open_tables import IN_BRACES
from ..files.by_file import present, readable, screened_by_file
from ..media.items import COLUMNS, with_media
from ..pseudonyms import Hide
from ..rows.setting_aside import Screen, quarantine

PLAIN = {
    "item": "item_id",
    "speaker": "speaker_id",
    "session": "session_id",
    "condition": "condition",
    "intended": "intended",
    "transcript": "transcript",
}
"""Option of `Items` -> column of the table `items`."""
PATHS = ("audio", "video")


def columns_of(spec: Items) -> list[str]:
    """The columns of the files that are read."""
    plain = [name for option in PLAIN if (name := getattr(spec, option))]
    return [*plain, *(name for path in PATHS for name in IN_BRACES.findall(getattr(spec, path) or ""))]


def described(rows: pd.DataFrame, spec: Items, root: Path, hide: Hide) -> tuple[pd.DataFrame, pd.Series, pd.DataFrame]:
    """Items as their files describe them.

    Rows that say the same of an item are one, so that a table of ratings may describe the
    items too; a later row that says otherwise is set aside, the first is kept.

    Returns:
        the items table; the ids of all items that the files name, usable or not; the quarantine.
    """
    called = {column: name for option, column in PLAIN.items() if (name := getattr(spec, option))}
    told = pd.DataFrame({column: rows[name] for column, name in called.items()})
    told = told.assign(**{path: _path(rows, getattr(spec, path)) for path in PATHS}, file=rows["file"], row=rows["row"])
    told = hide(told.drop_duplicates([column for column in told if column not in ("file", "row")]))
    texts = [column for column in called if column != "item_id"]
    screens = [
        *present(told, ["item_id", *(c for c in ("speaker_id", "session_id", "condition") if c in told)]),
        *readable(told, ["item_id", *texts]),
        Screen("duplicate_item", "item_id", told.duplicated("item_id"), "one description; the first is kept"),
    ]
    good, bad = screened_by_file(told, screens, called, item=True)
    # The first description stays, so the item itself is not left out.
    bad["item_id"] = bad["item_id"].where(bad["reason"] != "duplicate_item")
    items, broken = with_media(_filled(good), root, spec.rate, spec.channels)
    return items, told["item_id"].dropna().drop_duplicates(), quarantine(bad, broken)


def rated(ids: Iterable[str]) -> pd.DataFrame:
    """The items table of items of whom nothing is known but that they were rated."""
    names = pd.Series(sorted(set(ids)), dtype="str")
    return _filled(pd.DataFrame({"item_id": names})).assign(
        duration=float("nan"), sha256=pd.Series(None, names.index, dtype="str")
    )


def _filled(rows: pd.DataFrame) -> pd.DataFrame:
    # ASSUME An item without a named speaker has one of its own: nobody else's votes or voice are known to be the same.
    speaker = rows["speaker_id"] if "speaker_id" in rows else rows["item_id"]
    filled = {"speaker_id": speaker, "session_id": speaker, "condition": "all"}
    columns = {c: rows[c] if c in rows else filled.get(c, pd.Series(None, rows.index, dtype="str")) for c in COLUMNS}
    return pd.DataFrame(columns, index=rows.index).astype("str")


def _path(rows: pd.DataFrame, template: str | None) -> pd.Series:
    if not template:
        return pd.Series(None, rows.index, dtype="str")
    pieces = re.split(r"(\{[^{}]+\})", template)
    parts = [rows[p[1:-1]] if IN_BRACES.fullmatch(p) else pd.Series(p, rows.index, dtype="str") for p in pieces]
    whole = parts[0]
    for part in parts[1:]:
        whole = whole + part
    return whole.astype("str")
