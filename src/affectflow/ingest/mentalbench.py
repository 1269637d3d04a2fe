"""Reads MentalBench; `affectflow.layouts.mentalbench` says how it lies on disk.

A context's name is made from its words, so that the same one has one name in all files; the second row with the same
words is the second context with them. An item is one response to one context.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import CorpusError, Problem
from ..layouts.mentalbench import ATTRIBUTES, HIGH, JUDGES, LOW, MAIN, PERSON, RESPONSES, columns, file_of
from .corpus import Corpus
from .files.csv_files import read_files
from .pseudonyms import Hide
from .rows.judged_ratings import KEY, numeric_ratings
from .rows.no_media import without_media
from .rows.setting_aside import Screen, quarantine, screened

FENCE = re.compile(r"^```(?:json)?\s*|\s*```$")
SHOWN = 60
"""How many letters of an unreadable cell the quarantine shows."""


def read(root: Path, reader: Mapping[str, Any], hide: Hide) -> Corpus:
    """Read the judges' files, and the responses where they are there.

    Args:
        root: folder of the release; files may lie at any depth.
        reader: nothing but its kind.
        hide: hides nothing: no column names anybody.

    Raises:
        CorpusError: with every judge whose file is absent, and every absent column.
    """
    paths = _paths(root)
    contexts, rated, aside = [], [], []
    for judge, path in paths.items():
        file = path.relative_to(root).as_posix()
        rows, odd = _named(read_files(root, {file: columns()})[file], file)
        found = [_rated(rows, file, who, rater) for who, rater in (("judge", judge), ("human", PERSON))]
        contexts.append(rows["name"])
        rated += [ratings for ratings, _ in found]
        aside += [odd, *(bad for _, bad in found)]
    ratings, differing = _once(pd.concat(rated, ignore_index=True))
    items = _items(root, pd.concat(contexts).drop_duplicates())
    return Corpus(items=items, ratings=ratings, quarantine=quarantine(*aside, differing))


def _paths(root: Path) -> dict[str, Path]:
    found = {judge: min(root.rglob(file_of(judge)), default=None) for judge in JUDGES}
    absent = [judge for judge, path in found.items() if path is None]
    if absent:
        allowed = f"a CSV file with the columns {', '.join(columns())}"
        raise CorpusError(Problem(file_of(judge), "", "no such file at any depth", allowed) for judge in absent)
    return {judge: path for judge, path in found.items() if path is not None}


def _named(rows: pd.DataFrame, file: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    good, bad = screened(rows, file, [Screen("missing_cell", "context", rows["context"].isna(), "a context")])
    return good.assign(name=_names(good["context"])), bad


def _names(contexts: pd.Series) -> pd.Series:
    words = contexts.map(lambda text: hashlib.sha256(text.strip('"').encode()).hexdigest()[:12]).astype("str")
    again = words.groupby(words).cumcount() + 1
    return words.where(again == 1, words + "-" + again.astype("str"))


def _rated(rows: pd.DataFrame, file: str, who: str, rater: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The ratings of a rater, and what is set aside."""
    cells = rows.melt(["name", "row"], [f"{who}_response_{key}" for key in RESPONSES], var_name="column")
    key = cells["column"].str.removeprefix(f"{who}_response_")
    cells = cells.assign(item_id=cells["name"] + ":" + key, rater_id=rater, shown=cells["value"].str.slice(0, SHOWN))
    given = cells["value"].map(_parsed, na_action="ignore")
    broken = cells["value"].notna() & given.isna()
    good, bad = screened(cells, file, [
        Screen("missing_cell", "shown", cells["value"].isna(), "JSON with a number for each attribute"),
        Screen("unreadable_rating", "shown", broken, "JSON with a number for each attribute"),
    ])  # fmt: skip
    bad = bad.assign(place=bad["place"].str.replace("'shown'", f"'{who}_response_…'"))
    wide = pd.DataFrame(list(given[good.index]), index=good.index, columns=list(ATTRIBUTES), dtype=object)
    long = wide.join(good[["item_id", "rater_id", "row", "column"]]).melt(
        ["item_id", "rater_id", "row", "column"], list(ATTRIBUTES), var_name="attribute", value_name="given"
    )
    long = long.assign(scale=long["attribute"].str.lower(), column=long["column"] + ": " + long["attribute"])
    ratings, odd = numeric_ratings(long, file, LOW, HIGH)
    return ratings.assign(file=file), quarantine(bad, odd)


def _parsed(cell: str) -> dict[str, Any] | None:
    try:
        found = json.loads(FENCE.sub("", FENCE.sub("", cell.strip())))
    except json.JSONDecodeError:
        return None
    return {name: found.get(name) for name in ATTRIBUTES} if isinstance(found, dict) else None


def _once(ratings: pd.DataFrame) -> tuple[pd.DataFrame, list[dict[str, Any]]]:
    """The person's ratings stand in each file: the first is kept, and one that differs from it is told."""
    first = ratings.drop_duplicates(KEY)
    other = ratings[ratings.duplicated(KEY)].merge(first[[*KEY, "value"]], on=KEY, suffixes=("", "_first"))
    told: list[dict[str, Any]] = [
        {"stage": "ingest", "item_id": None, "file": row.file, "place": f"{row.rater_id} on {row.scale}",
         "reason": "conflicting_rating", "found": f"{row.value:g} of '{row.item_id}'",
         "allowed": f"{row.value_first:g}, as in the first file"}
        for row in other[other["value"] != other["value_first"]].itertuples()
    ]  # fmt: skip
    return first.drop(columns="file").reset_index(drop=True), told


def _items(root: Path, rated: pd.Series) -> pd.DataFrame:
    path = min(root.rglob(MAIN), default=None)
    texts = _texts(root, path) if path else pd.DataFrame({"name": [], "key": [], "transcript": []}, dtype="str")
    wanted = pd.DataFrame([(name, key) for name in rated for key in RESPONSES], columns=["name", "key"], dtype="str")
    frame = wanted.merge(texts, on=["name", "key"], how="outer", sort=True)
    named = frame.assign(item_id=frame["name"] + ":" + frame["key"], speaker_id=frame["name"])
    return without_media(named.assign(session_id=frame["name"], condition=frame["key"]).drop(columns=["name", "key"]))


def _texts(root: Path, path: Path) -> pd.DataFrame:
    file = path.relative_to(root).as_posix()
    rows = read_files(root, {file: ("context", *RESPONSES.values())})[file].dropna(subset=["context"])
    named = rows.assign(name=_names(rows["context"])).rename(columns={c: key for key, c in RESPONSES.items()})
    return named.melt(["name"], list(RESPONSES), var_name="key", value_name="transcript").astype("str")
