"""Reads MELD; `affectflow.layouts.meld` says how it lies on disk.

An item is an utterance, a session a dialogue, a condition a part (train, dev, test). The released
labels are votes of one rater, `consensus`. What is wrong with an utterance's times costs its duration
and not the utterance.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ..layouts.meld import COLUMNS, FILES, LABELS
from .corpus import Corpus
from .files.csv_files import read_files
from .pseudonyms import Hide
from .rows.setting_aside import Fault, Screen, quarantine, screened, set_aside
from .rows.text_items import text_items, text_screens
from .rows.wide_ratings import choices

RATER = "consensus"
LONGEST = 60.0
"""# ASSUME No utterance takes a minute: two of the released ones end minutes after their last word."""

TIME = r"^(\d{1,2}):(\d\d):(\d\d),(\d{3})$"


def read(root: Path, reader: Mapping[str, Any], hide: Hide) -> Corpus:
    """Read MELD's tables; its reader has no options, and its speakers are characters of a series.

    Raises:
        CorpusError: for files and columns that are absent.
    """
    files = read_files(root, dict.fromkeys(FILES.values(), COLUMNS))
    parts = [_named(files[file], part) for part, file in FILES.items()]
    first = _places(pd.concat(parts))
    kept = [_part(rows, FILES[part], first) for part, rows in zip(FILES, parts, strict=True)]
    items = text_items(pd.concat([frame for frame, _, _ in kept]))
    ratings = pd.concat([votes for _, votes, _ in kept], ignore_index=True)
    return Corpus(items=items, ratings=ratings, quarantine=quarantine(*(aside for _, _, aside in kept)))


def _named(rows: pd.DataFrame, part: str) -> pd.DataFrame:
    dialogue = part + "_dia" + rows["Dialogue_ID"]
    start, end = _seconds(rows["StartTime"]), _seconds(rows["EndTime"])
    return rows.assign(
        item_id=dialogue + "_utt" + rows["Utterance_ID"], session_id=dialogue, condition=part, rater_id=RATER,
        speaker_id=rows["Speaker"], transcript=rows["Utterance"], start=start, end=end, duration=(end - start).round(3),
    )  # fmt: skip


def _seconds(times: pd.Series) -> pd.Series:
    parts = times.str.extract(TIME).astype(float)
    return parts[0] * 3600 + parts[1] * 60 + parts[2] + parts[3] / 1000


def _places(rows: pd.DataFrame) -> dict[str, str]:
    """Items with the words and the moment of an earlier item, and that item."""
    place = ["Season", "Episode", "start", "end", "Utterance"]
    first = rows.groupby(place)["item_id"].transform("first")
    later = first.notna() & first.ne(rows["item_id"])
    return dict(zip(rows.loc[later, "item_id"], first[later], strict=True))


def _part(rows: pd.DataFrame, file: str, first: Mapping[str, str]) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    earlier = rows["item_id"].map(first).astype("str")
    rows = rows.assign(StartTime=rows["StartTime"].where(earlier.isna(), rows["StartTime"] + ", as " + earlier))
    needed = ["Dialogue_ID", "Utterance_ID", "Speaker"]
    screens = [
        *text_screens(rows, needed, "Utterance"),
        Screen("same_utterance", "StartTime", earlier.notna(), "one item for the words of a moment; the first is kept"),
    ]
    good, bad = screened(rows, file, screens, item=True)
    votes, odd = choices(good, {name.capitalize(): name for name in LABELS}, LABELS, file)
    timed, untimed = _durations(good, file)
    return timed, votes, quarantine(bad, odd, untimed, _gaps(rows, file))


def _durations(rows: pd.DataFrame, file: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows, without durations that cannot be; which these are is told, and the items stay."""
    seconds = rows["duration"]
    screens = [
        Screen("bad_time", "StartTime", rows["start"].isna(), "HH:MM:SS,mmm"),
        Screen("bad_time", "EndTime", rows["end"].isna(), "HH:MM:SS,mmm"),
        Screen("end_not_after_start", "EndTime", seconds <= 0, "a time after the start"),
        Screen("implausible_duration", "duration", seconds > LONGEST, f"at most {LONGEST:.0f} s"),
    ]
    sound, told = screened(rows, file, screens)
    return rows.assign(duration=sound["duration"].reindex(rows.index)), told


def _gaps(rows: pd.DataFrame, file: str) -> list[dict[str, str | None]]:
    """One row for each dialogue in which numbers of utterances are absent before the last one."""
    numbers = pd.to_numeric(rows["Utterance_ID"], errors="coerce").groupby(rows["session_id"])
    lost = (numbers.max() + 1 - numbers.nunique()).astype(int)
    return [
        set_aside(Fault("utterances_absent", f"{n} numbers absent in {name}", "numbers from 0 on"), file, place="rows")
        for name, n in lost[lost > 0].items()
    ]
