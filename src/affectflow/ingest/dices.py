"""Reads DICES; `affectflow.layouts.dices` says how it lies on disk.

An item is a conversation, its condition the degree of harm that experts saw in it, its text the
conversation and the response after it. Each question is a scale, named as its column in lower case. Who
the raters are (gender, race or locale, age) has no table here and stays in the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ..layouts.dices import ANSWERS, COLUMNS, COMPREHENSION, FILES, HARM, OVERALL
from .corpus import Corpus
from .files.csv_files import read_files
from .pseudonyms import Hide
from .rows.setting_aside import Screen, quarantine, screened
from .rows.text_items import text_items, text_screens
from .rows.wide_ratings import choices, rows_of_ratings

SPEAKER = "dialogue_model"


def read(root: Path, reader: Mapping[str, Any], hide: Hide) -> Corpus:
    """Read one part; the reader's `part` says which.

    Raises:
        CorpusError: for a file or columns that are absent.
    """
    file = FILES[reader["part"]]
    rows = hide(read_files(root, {file: (*COLUMNS, COMPREHENSION, OVERALL)}, others="Q")[file])
    told = rows["context"].fillna("") + "\n" + rows["response"].fillna("")
    said = rows.assign(transcript=told.where(rows["response"].notna()), condition=rows["degree_of_harm"])
    first = said.drop_duplicates("item_id")
    good, bad = screened(first, file, _screens(first), item=True)
    items = text_items(good.assign(speaker_id=SPEAKER, session_id=good["item_id"]))
    given, doubled = rows_of_ratings(said, rows["item_id"], items["item_id"], file)
    questions = {column: column.lower() for column in rows.columns if column.startswith("Q")}
    closed = {scale: ANSWERS for column, scale in questions.items() if column != COMPREHENSION}
    votes, odd = choices(given, questions, closed, file)
    return Corpus(items=items, ratings=votes, quarantine=quarantine(bad, doubled, odd))


def _screens(rows: pd.DataFrame) -> list[Screen]:
    strange = rows["condition"].notna() & ~rows["condition"].isin(HARM)
    return [
        *text_screens(rows, ["item_id", "condition"], "transcript"),
        Screen("unknown_label", "condition", strange, ", ".join(HARM)),
    ]
