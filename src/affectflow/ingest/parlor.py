"""Reads a parlor corpus; `affectflow.layouts.parlor` says how it lies on disk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ..layouts.parlor import COLUMNS, TRUTH
from .corpus import Corpus
from .files.csv_files import read_files
from .media.riff import Sound, fingerprint, look_at_avi, look_at_wav
from .media.twice import identical_audio
from .pseudonyms import Hide
from .rows.setting_aside import Fault, Screen, quarantine, screened, set_aside
from .rows.trial_records import outcomes, participants
from .rows.votes import votes

REQUIRED = ("item_id", "speaker_id", "session_id", "condition")


def read(root: Path, reader: Mapping[str, Any], hide: Hide) -> Corpus:
    """Read a parlor corpus.

    An item whose recording is absent, broken or outside the folder is left out; one
    without a transcript stays, and its transcript is missing.

    Args:
        root: folder of the corpus.
        reader: nothing but its kind.
        hide: replaces identifiers in the rows of a file before anything is made from them,
            so that the quarantine too never sees what they were.

    Raises:
        CorpusError: for files and columns that are absent.
    """
    files = {name: hide(rows) for name, rows in read_files(root, COLUMNS).items()}
    rows = files["turns.csv"]
    turns, bad_turns = screened(rows, "turns.csv", _turn_screens(rows, files["scales.csv"]), item=True)
    items, bad_media = _with_media(turns, root)
    items, bad_twins = identical_audio(items)
    ratings, bad_ratings = votes(
        files["ratings.csv"], files["scales.csv"], rows["item_id"], items["item_id"], "ratings.csv"
    )
    people, bad_people = participants(files["participants.csv"], TRUTH, "participants.csv")
    measured, bad_outcomes = outcomes(files["outcomes.csv"], people["participant_id"], "outcomes.csv")
    return Corpus(
        items=items,
        ratings=ratings,
        participants=people,
        outcomes=measured,
        quarantine=quarantine(bad_turns, bad_media, bad_twins, bad_ratings, bad_people, bad_outcomes),
    )


def _turn_screens(rows: pd.DataFrame, scales: pd.DataFrame) -> list[Screen]:
    labels = scales["label"].unique()
    odd = rows["intended"].notna() & ~rows["intended"].isin(labels)
    silent = rows[["audio", "video"]].isna().all(axis=1)
    return [
        *(Screen("missing_cell", column, rows[column].isna(), "a value") for column in REQUIRED),
        Screen("missing_cell", "audio", silent, "an audio or a video file"),
        Screen("unknown_label", "intended", odd, ", ".join(sorted(labels))),
        Screen("duplicate_item", "item_id", rows.duplicated("item_id"), "one row; the first is kept"),
    ]


def _with_media(turns: pd.DataFrame, root: Path) -> tuple[pd.DataFrame, list[dict[str, str | None]]]:
    base, found, aside = root.resolve(), [], []
    for item, audio, video in zip(turns["item_id"], turns["audio"], turns["video"], strict=True):
        sound = _inside(base, audio, look_at_wav)
        film = _inside(base, video, look_at_avi)
        faults = [(fault, file) for fault, file in ((sound, audio), (film, video)) if isinstance(fault, Fault)]
        aside += [set_aside(fault, file, item) for fault, file in faults]
        if not faults:
            found.append(_media_columns(item, sound, film))
    columns = pd.DataFrame(found, columns=["item_id", "duration", "sha256", "audio_sha256"])
    columns = columns.astype({"item_id": "str", "duration": float, "sha256": "str", "audio_sha256": "str"})
    return turns.drop(columns="row").merge(columns, on="item_id", how="inner"), aside


def _media_columns(item: str, sound: Sound | None, film: bytes | None) -> tuple[str, float, str, str | None]:
    contents = [part for part in (sound.content if sound else None, film) if part is not None]
    whole = fingerprint(*contents)
    alone = whole if film is None else fingerprint(sound.content) if sound else None
    return item, sound.seconds if sound else float("nan"), whole, alone


def _inside(base: Path, file: str, look):
    if pd.isna(file):
        return None
    path = base / file
    if not path.resolve().is_relative_to(base):
        return Fault("outside_corpus", file, "a path below the corpus's folder")
    return look(path)
