"""Reads the observers' records of studyforrest; `affectflow.layouts.studyforrest` says how they lie on disk.

The film is one item. Each column of a record becomes an episode on a scale of its own for each presentation, such
as `valence_audio`: so the nine who saw the film and the three who heard it are never taken for one panel. The
episode's subject is the character. A cell with several labels becomes several episodes.

A record that stands twice, letter by letter, is set aside: it would count as a second emotion. Two records that
differ in some columns make one episode on the scales on which they are the same; the corpus asks for two records
where a character shows two emotions at once. Records that call one character's arousal high and low at once are
kept, though the instructions exclude them, because the published time series count both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import CorpusError, Problem
from ..layouts.studyforrest import (
    CHARACTERS,
    COLUMNS,
    ITEM,
    LABELS,
    NAME,
    PRESENTATIONS,
    RAW,
    REQUIRED,
    SCALES,
    SECONDS,
)
from .corpus import Corpus
from .files.csv_files import read_files
from .pseudonyms import Hide
from .rows.setting_aside import Screen, quarantine, screened

KEY = ["item_id", "rater_id", "scale", "onset", "offset", "subject", "label"]


def read(root: Path, reader: Mapping[str, Any], hide: Hide) -> Corpus:
    """Read all observers; the reader has no options, and the observers' names stand in the files' names.

    Raises:
        CorpusError: when no observer's file is there, or a file has not the columns it should have.
    """
    names = [f"{RAW}/{path.name}" for path in sorted((root / RAW).glob("*.csv")) if re.fullmatch(NAME, path.name)]
    if not names:
        allowed = "files of observers, such as av1o01.csv and ao1o01.csv"
        raise CorpusError(Problem(f"{root}/{RAW}", "", "no observer's file", allowed))
    parts = []
    for name, rows in read_files(root, dict.fromkeys(names, COLUMNS)).items():
        typed = rows.assign(**{f"{end}_time": pd.to_numeric(rows[end], errors="coerce") for end in ("start", "end")})
        parts.append((name, *screened(hide(typed), name, _screens(typed))))
    episodes = pd.concat([_episodes(Path(name).stem, good) for name, good, _ in parts], ignore_index=True)
    return Corpus(items=_film(), episodes=episodes, quarantine=quarantine(*(bad for _, _, bad in parts)))


def _screens(rows: pd.DataFrame) -> Iterator[Screen]:
    """Tests of a file's rows, in order of precedence."""
    start, end = rows["start_time"], rows["end_time"]
    yield from (Screen("missing_cell", column, rows[column].isna(), "a value") for column in REQUIRED)
    yield from (
        Screen("not_a_number", c, rows[f"{c}_time"].isna(), "seconds with a decimal point") for c in COLUMNS[:2]
    )
    yield Screen("ends_before_start", "end", ~(end > start), "a time after the start of its record")
    yield Screen("outside_film", "start", start < 0, f"0 to {SECONDS} seconds")
    yield Screen("outside_film", "end", end > SECONDS, f"0 to {SECONDS} seconds")
    yield Screen("unknown_character", "character", ~rows["character"].isin(CHARACTERS), ", ".join(CHARACTERS))
    for column, labels in LABELS.items():
        odd = ~rows[column].fillna("").str.split().map(set(labels).issuperset).astype(bool)
        yield Screen("unknown_label", column, odd, ", ".join(labels))
    # The subject is named, so that a reader of the quarantine finds the first of the two.
    yield Screen("duplicate_record", "character", rows.duplicated(list(COLUMNS)), "one record; the first is kept")


def _episodes(observer: str, rows: pd.DataFrame) -> pd.DataFrame:
    presentation = PRESENTATIONS[observer[:2]]
    parts = []
    for column, scale in SCALES.items():
        told = rows.assign(label=rows[column].str.split()).explode("label").dropna(subset=["label"])
        parts.append(told.assign(scale=f"{scale}_{presentation}"))
    told = pd.concat(parts).assign(item_id=ITEM, rater_id=observer)
    named = told.rename(columns={"start_time": "onset", "end_time": "offset", "character": "subject"})
    texts = dict.fromkeys(["item_id", "rater_id", "scale", "label", "subject"], "str")
    typed = named.astype(texts | {"onset": float, "offset": float}).drop_duplicates(KEY)
    return typed[["item_id", "rater_id", "scale", "label", "subject", "onset", "offset"]]


def _film() -> pd.DataFrame:
    """The one item. Nobody speaks alone in it; the cast stands for the speaker."""
    texts = {"item_id": ITEM, "speaker_id": "cast", "session_id": ITEM, "condition": "all"}
    absent = dict.fromkeys(["intended", "audio", "video", "transcript"], None)
    frame = pd.DataFrame([texts | absent | {"duration": SECONDS, "sha256": None}])
    return frame.astype(dict.fromkeys([*texts, *absent, "sha256"], "str"))
