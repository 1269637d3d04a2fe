"""Reads GoEmotions with raters; `affectflow.layouts.goemotions` says how it lies on disk.

An item is a comment, its speaker the author, its session the thread. A rater's emotions are one label
on the scale `emotion`, sorted and joined by `|`. Whether the rater found the comment too unclear to
label is the scale `clarity`, so that these ratings are counted and not lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..layouts.goemotions import CLARITY, COMMENT, EMOTIONS, FILES, FOLDERS, UNCLEAR
from .corpus import Corpus
from .files.csv_files import read_files
from .pseudonyms import Hide
from .rows.setting_aside import Screen, quarantine, screened
from .rows.text_items import mojibake, text_items, text_screens
from .rows.wide_ratings import choices, rows_of_ratings

PLACE = "goemotions_*.csv"
NAMES = {"id": "item_id", "author": "speaker_id", "link_id": "session_id", "text": "transcript"}


def read(root: Path, reader: Mapping[str, Any], hide: Hide) -> Corpus:
    """Read the three files; the reader has no options.

    Raises:
        CorpusError: for files and columns that are absent.
    """
    folder = next((folder for folder in FOLDERS if (root / folder / FILES[0]).is_file()), FOLDERS[0])
    found = read_files(root, dict.fromkeys((folder + name for name in FILES), (*COMMENT, UNCLEAR, *EMOTIONS)))
    rows = hide(pd.concat([_placed(rows, name) for name, rows in found.items()], ignore_index=True))
    comments = rows.drop_duplicates("item_id")
    good, bad = screened(comments, PLACE, text_screens(comments, NAMES.values(), "transcript"), item=True)
    items = text_items(good)
    said = rows["item_id"].map(comments.set_index("item_id")["transcript"])
    differs = rows["transcript"].ne(said) & ~mojibake(rows["transcript"]) & rows["item_id"].notna()
    same, other = screened(
        rows, PLACE, [Screen("text_differs", "transcript", differs, "the comment's text: its first")]
    )
    given, doubled = rows_of_ratings(same, rows["item_id"], items["item_id"], PLACE)
    sets, odd = _sets(given)
    votes, unknown = choices(sets, {"emotion": "emotion", "clarity": "clarity"}, {}, PLACE)
    return Corpus(items=items, ratings=votes, quarantine=quarantine(bad, other, doubled, odd, unknown))


def _placed(rows: pd.DataFrame, file: str) -> pd.DataFrame:
    return rows.rename(columns=NAMES).assign(row=rows["row"].astype("str") + f" of {Path(file).name}")


def _sets(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows with their set of emotions and its clarity, and the quarantine of those that contradict themselves."""
    cells = rows[list(EMOTIONS)]
    chosen = cells.isin(["1"]).to_numpy()
    clarity = rows[UNCLEAR].str.capitalize().map(CLARITY)
    none = pd.Series(~chosen.any(axis=1), index=rows.index)
    strange = cells.where(~cells.isin(["0", "1"])).bfill(axis=1).iloc[:, 0] if len(rows) else rows["rater_id"]
    found = rows.assign(
        emotion=_joined(chosen, rows.index), clarity=clarity, cell=strange.where(strange.notna(), "empty")
    )
    screens = [
        Screen("bad_flag", UNCLEAR, clarity.isna(), "True or False"),
        Screen("bad_flag", "cell", ~cells.isin(["0", "1"]).all(axis=1), "0 or 1 for each emotion"),
        Screen("unclear_with_emotion", "emotion", clarity.eq("unclear") & ~none, "no emotion where it is very unclear"),
        Screen("no_emotion", UNCLEAR, clarity.eq("clear") & none, "an emotion, or neutral, unless it is very unclear"),
    ]
    return screened(found, PLACE, screens)


def _joined(chosen: np.ndarray, index: pd.Index) -> pd.Series:
    names = np.array(EMOTIONS)
    order = np.argsort(names)
    patterns, which = np.unique(chosen[:, order], axis=0, return_inverse=True)
    labels = np.array(["|".join(names[order][pattern]) for pattern in patterns] or [""], dtype=object)
    told = pd.Series(labels[which.reshape(-1)] if len(chosen) else [], index=index, dtype="str")
    return told.mask(told.eq(""))
