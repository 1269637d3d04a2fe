"""Reads EmoBank; `affectflow.layouts.emobank` says how it lies on disk.

Raters are not named, but valence, arousal and dominance in one row are of one person. Raters
are therefore numbered in the order of the rows of a sentence, before any cell is looked at, so
that `unnamed:2` of a sentence is the same person on its three scales; across sentences, and
between the two perspectives, the number says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ..layouts.emobank import DIMENSIONS, DOCUMENTS, POINTS, RATINGS, TEXTS
from ..tables import UNNAMED
from .corpus import Corpus
from .files.csv_files import read_files
from .pseudonyms import Hide
from .rows.setting_aside import Screen, quarantine, screened
from .rows.text_items import text_items, text_screens
from .rows.wide_ratings import rows_of_ratings, scores


def read(root: Path, reader: Mapping[str, Any], hide: Hide) -> Corpus:
    """Read EmoBank; its reader has no options, and nobody is named in it.

    A sentence's document is its speaker and session, its category the condition.

    Raises:
        CorpusError: for files and columns that are absent.
    """
    columns = {TEXTS: ("id", "text"), **dict.fromkeys(RATINGS.values(), ("id", *DIMENSIONS))}
    files = read_files(root, columns)
    documents = read_files(root, {DOCUMENTS: ("id", "document", "category")}, separator="\t", quotes=False)[DOCUMENTS]
    texts = files[TEXTS].rename(columns={"id": "item_id", "text": "transcript"})
    rows = texts.merge(_once(documents), on="item_id", how="left")
    good, bad = screened(rows, TEXTS, _screens(rows), item=True)
    items = text_items(good.assign(speaker_id=good["document"], session_id=good["document"]))
    parts = [_ratings(files[file], name, rows["item_id"], items["item_id"]) for name, file in RATINGS.items()]
    ratings = pd.concat([kept for kept, _ in parts], ignore_index=True)
    return Corpus(items=items, ratings=ratings, quarantine=quarantine(bad, *(aside for _, aside in parts)))


def _once(documents: pd.DataFrame) -> pd.DataFrame:
    """Each sentence's document and category; where a sentence has two, it has none that is certain."""
    told = documents.rename(columns={"id": "item_id", "category": "condition"}).drop(columns="row").drop_duplicates()
    return told[~told.duplicated("item_id", keep=False)]


def _screens(rows: pd.DataFrame) -> list[Screen]:
    one = f"one row in {DOCUMENTS}"
    return [
        *text_screens(rows, ["item_id"], "transcript"),
        Screen("no_document", "document", rows["document"].isna(), one),
        Screen("no_category", "condition", rows["condition"].isna(), one),
    ]


def _ratings(rows: pd.DataFrame, perspective: str, known: pd.Series, usable: pd.Series):
    file = RATINGS[perspective]
    named = rows.rename(columns={"id": "item_id"})
    number = named.groupby("item_id", sort=False).cumcount() + 1
    good, bad = rows_of_ratings(named.assign(rater_id=UNNAMED + number.astype("str")), known, usable, file)
    kept, odd = scores(good, {c: f"{perspective}_{name}" for c, name in DIMENSIONS.items()}, POINTS, file)
    return kept, quarantine(bad, odd)
