"""Reads the ratings of Kumar et al. (2025); `affectflow.layouts.kumar2025` says how they lie on disk.

A conversation's name has its sample before it, and so has a scale. The first expert's file says which conversations
a sample has: a row of another file that names none of them is set aside, such as one whose name has been through a
spreadsheet and is now a number in powers of ten. Conversations that a rater did not rate are no fault of a row; the
agreement of the raters is counted on those that both rated.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import CorpusError, Problem
from ..layouts.kumar2025 import RATERS, SAMPLES, TEXT, Sample, file_of, scale_of
from .corpus import Corpus
from .files.csv_files import read_files
from .pseudonyms import Hide
from .rows.judged_ratings import numeric_ratings
from .rows.no_media import without_media
from .rows.setting_aside import Screen, quarantine, screened


def read(root: Path, reader: Mapping[str, Any], hide: Hide) -> Corpus:
    """Read the four samples.

    Args:
        root: folder of the released repository.
        reader: nothing but its kind.
        hide: replaces the names of conversations, which in one sample are those of participants.

    Raises:
        CorpusError: with every file that is absent and every absent column.
    """
    wanted = {
        file_of(name, rater): (sample.key, *sample.dimensions) for name, sample in SAMPLES.items() for rater in RATERS
    }
    files = read_files(root, wanted)
    texts = _texts(root)
    parts = [_sample(name, sample, files, texts, hide) for name, sample in SAMPLES.items()]
    items = pd.concat([part[0] for part in parts], ignore_index=True)
    if items.empty:
        raise CorpusError(Problem(file_of("*", RATERS[0]), "", "no conversation", "one row per conversation"))
    ratings = pd.concat([part[1] for part in parts], ignore_index=True)
    return Corpus(items=items, ratings=ratings, quarantine=quarantine(*(part[2] for part in parts)))


def _sample(name: str, sample: Sample, files: dict[str, pd.DataFrame], texts: dict[str, str], hide: Hide):
    named = {rater: _named(files[file_of(name, rater)], name, sample, hide) for rater in RATERS}
    first = named[RATERS[0]]
    known, odd = screened(first, file_of(name, RATERS[0]), [
        Screen("missing_cell", "item_id", first["item_id"].isna(), "the name of a conversation"),
        Screen("duplicate_item", "item_id", first.duplicated("item_id"), "one row for each; the first is kept"),
    ], item=True)  # fmt: skip
    ratings, aside = [], [odd]
    for rater, rows in named.items():
        good, bad = _ratings(rows if rater != RATERS[0] else known, name, rater, sample, known["item_id"])
        ratings.append(good)
        aside.append(bad)
    return _items(known, name, texts), pd.concat(ratings, ignore_index=True), quarantine(*aside)


def _named(rows: pd.DataFrame, name: str, sample: Sample, hide: Hide) -> pd.DataFrame:
    whole = rows[sample.key].where(rows[sample.key].isna(), name + ":" + rows[sample.key].astype("str"))
    shown = rows.drop(columns=sample.key).assign(item_id=whole.astype("str"), released=rows[sample.key])
    hidden = hide(shown[["item_id"]])
    return shown.assign(item_id=hidden["item_id"])


def _ratings(rows: pd.DataFrame, name: str, rater: str, sample: Sample, known: pd.Series):
    file = file_of(name, rater)
    strange = rows["item_id"].notna() & ~rows["item_id"].isin(known)
    good, bad = screened(rows, file, [
        Screen("unknown_item", "item_id", strange, f"a conversation of {file_of(name, RATERS[0])}")
    ])  # fmt: skip
    long = good.melt(["item_id", "row"], list(sample.dimensions), var_name="column", value_name="given")
    scale = long["column"].map({d: scale_of(name, d) for d in sample.dimensions})
    ratings, faulty = numeric_ratings(long.assign(rater_id=rater, scale=scale), file, sample.low, sample.high)
    return ratings, quarantine(bad, faulty)


def _items(known: pd.DataFrame, name: str, texts: dict[str, str]) -> pd.DataFrame:
    words = known["released"].map(lambda released: texts.get(f"{name}:{released}"))
    frame = known[["item_id"]].assign(speaker_id=known["item_id"], session_id=name, condition=name, transcript=words)
    return without_media(frame)


def _texts(root: Path) -> dict[str, str]:
    """Conversations as far as they are released, by sample and name: gemini's files hold those of three samples."""
    found: dict[str, str] = {}
    for name, sample in SAMPLES.items():
        path = root / file_of(name, "gemini")
        header = pd.read_csv(path, nrows=0).columns
        if TEXT in header:
            rows = read_files(root, {file_of(name, "gemini"): (sample.key, TEXT)})[file_of(name, "gemini")]
            told = rows.dropna(subset=[sample.key, TEXT])
            # EmpatheticDialogues writes a comma as a word.
            words = told[TEXT].str.replace(r"\s*_comma_\s*", ", ", regex=True)
            found |= {f"{name}:{key}": text for key, text in zip(told[sample.key], words, strict=True)}
    return found
