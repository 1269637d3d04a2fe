"""Reads WRIME; `affectflow.layouts.wrime` says how it lies on disk.

An item is a post, named by its row in the file (`post00002` is the first); its speaker is the writer,
its condition the part. The scales are `writer_anger` and so on, by the writer, and `reader_anger` and so
on, by three unnamed readers, who are the same within a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ..layouts.wrime import EMOTIONS, FILES, PARTS, POINTS, POST, READERS, SENTIMENT, SENTIMENT_POINTS, WRITER
from ..tables import UNNAMED
from .corpus import Corpus
from .files.csv_files import read_files
from .pseudonyms import Hide
from .rows.setting_aside import Screen, quarantine, screened
from .rows.text_items import left_out, text_items, text_screens
from .rows.wide_ratings import scores


def read(root: Path, reader: Mapping[str, Any], hide: Hide) -> Corpus:
    """Read one version; the reader's `version` says which.

    Raises:
        CorpusError: for a file or columns that are absent.
    """
    file = FILES[reader["version"]]
    groups: list[tuple[tuple[str, ...], tuple[int, ...]]] = [(EMOTIONS, POINTS)]
    if reader["version"] == 2:
        groups.append(((SENTIMENT,), SENTIMENT_POINTS))
    columns = [f"{who}_{name}" for who in (WRITER, *READERS) for names, _ in groups for name in names]
    rows = read_files(root, {file: (*POST, *columns)}, separator="\t")[file].rename(columns={"UserID": "speaker_id"})
    rows = hide(rows).assign(
        item_id="post" + rows["row"].astype("str").str.zfill(5), transcript=rows["Sentence"],
        condition=rows["Train/Dev/Test"],
    )  # fmt: skip
    good, bad = screened(rows, file, _screens(rows), item=True)
    items = text_items(good.assign(session_id=good["speaker_id"]))
    parts = [_given(good, who, *group, file) for who in (WRITER, *READERS) for group in groups]
    ratings = pd.concat([kept for kept, _ in parts], ignore_index=True)
    lost = left_out(rows["item_id"].loc[rows.index.difference(good.index)], items["item_id"], file)
    return Corpus(items=items, ratings=ratings, quarantine=quarantine(bad, lost, *(odd for _, odd in parts)))


def _screens(rows: pd.DataFrame) -> list[Screen]:
    strange = rows["condition"].notna() & ~rows["condition"].isin(PARTS)
    return [
        *text_screens(rows, ["speaker_id", "condition"], "Sentence"),
        Screen("unknown_label", "condition", strange, ", ".join(PARTS)),
    ]


def _given(rows: pd.DataFrame, who: str, names: tuple[str, ...], points: tuple[int, ...], file: str):
    side = "writer" if who == WRITER else "reader"
    rater = rows["speaker_id"] if who == WRITER else f"{UNNAMED}{READERS.index(who) + 1}"
    scales = {f"{who}_{name}": f"{side}_{name.lower()}" for name in names}
    return scores(rows.assign(rater_id=rater), scales, points, file)
