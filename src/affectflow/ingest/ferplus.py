"""Reads FER+; `affectflow.layouts.ferplus` says how it lies on disk.

Each row is an item, since each is an image that ten people judged; one without a name is
called by its row. Nobody knows who is seen: each image is taken for a person of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ..layouts import ferplus as layout
from ..tables import votes_from_counts
from .corpus import Corpus
from .files.csv_files import read_files
from .media.pictures import look_at_png
from .media.riff import fingerprint
from .media.twice import identical_across_splits
from .pseudonyms import Hide
from .rows.setting_aside import Fault, Screen, quarantine, screened, set_aside

COLUMNS = list(layout.LABELS)


def read(root: Path, reader: Mapping[str, Any], hide: Hide) -> Corpus:
    """Read FER+; its reader has no options, and nothing of it can be hidden.

    Raises:
        CorpusError: when the file of votes or a column of it is absent.
    """
    rows = read_files(root, {layout.VOTES: (layout.USAGE, layout.NAME, *COLUMNS)})[layout.VOTES]
    row = "row_" + rows["row"].astype("str").str.zfill(5)
    rows = rows.assign(item_id=rows[layout.NAME].str.removesuffix(".png").fillna(row))
    counts = rows[COLUMNS].apply(pd.to_numeric, errors="coerce")
    good, bad = screened(rows, layout.VOTES, _screens(rows, counts), item=True)
    # The item stays, with the votes of its first row.
    again = Screen(
        "duplicate_item", layout.NAME, good.duplicated("item_id"), "one row for each image; the first is kept"
    )
    once, repeated = screened(good, layout.VOTES, [again])
    items, bad_images = _with_images(_items(once), root)
    votes = counts.loc[once.index].astype("int64").rename(columns=layout.LABELS).set_index(once["item_id"])
    ratings = votes_from_counts(votes[votes.index.isin(items["item_id"])], layout.SCALE)
    return Corpus(items=items, ratings=ratings, quarantine=quarantine(bad, repeated, bad_images))


def _screens(rows: pd.DataFrame, counts: pd.DataFrame) -> list[Screen]:
    name, unread = rows[layout.NAME], counts.isna() | (counts < 0) | (counts % 1 != 0)
    odd = name.notna() & ~name.fillna("").str.fullmatch(layout.IMAGE + r"\.png")
    same = rows.duplicated([layout.USAGE, "item_id", *COLUMNS], keep=False)
    torn = rows.duplicated("item_id", keep=False) & ~same
    return [
        Screen("not_ferplus_name", layout.NAME, odd, "a name such as fer0000059.png, or nothing"),
        Screen("unknown_usage", layout.USAGE, ~rows[layout.USAGE].isin(layout.FOLDERS), ", ".join(layout.FOLDERS)),
        *(Screen("not_a_count", column, unread[column], "a whole number of votes") for column in COLUMNS),
        Screen("too_many_votes", "item_id", counts.sum(axis=1) > layout.TAGGERS, f"at most {layout.TAGGERS} votes"),
        Screen("other_votes", layout.NAME, torn, "the same votes wherever an image stands"),
    ]


def _items(rows: pd.DataFrame) -> pd.DataFrame:
    folder = rows[layout.USAGE].map(layout.FOLDERS)
    return pd.DataFrame(
        {
            "item_id": rows["item_id"],
            "speaker_id": rows["item_id"],
            "session_id": "all",
            "condition": rows[layout.USAGE].map(layout.CONDITIONS),
            "intended": None,
            "audio": None,
            "video": folder + "/" + rows[layout.NAME],
            "transcript": None,
        },
        dtype="str",
    ).assign(duration=float("nan"))


def _with_images(items: pd.DataFrame, root: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Images that are there and whole; an image that stands in two splits leaves its items out."""
    aside: list[dict[str, str | None]] = []
    hashes = [_hash(root, file, aside) for file in items["video"]]
    found = items.assign(sha256=pd.Series(hashes, index=items.index, dtype="str"))
    found["video"] = found["video"].where(found["sha256"].notna())
    rest, told = identical_across_splits(found)
    return rest, quarantine(aside, told)


def _hash(root: Path, file: str | None, aside: list[dict[str, str | None]]) -> str | None:
    if pd.isna(file) or not (root / str(file)).exists():
        return None
    seen = look_at_png(root / str(file), layout.SIZE)
    if isinstance(seen, Fault):
        aside.append(set_aside(seen, str(file)))
        return None
    return fingerprint(seen)
