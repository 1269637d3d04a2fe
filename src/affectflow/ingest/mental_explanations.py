"""Reads scored explanations; `affectflow.layouts.mental_explanations` says how they lie on disk."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import CorpusError, Problem
from ..layouts.mental_explanations import (
    ANNOTATORS,
    ASPECTS,
    FILES,
    HIGH,
    LABELS,
    LOW,
    METRIC_COLUMNS,
    METRIC_SCALE,
    METRICS,
    item_of,
)
from ..tables import empty
from .corpus import Corpus
from .files.csv_files import read_files
from .pseudonyms import Hide
from .rows.judged_ratings import numeric_ratings
from .rows.no_media import without_media
from .rows.setting_aside import Screen, quarantine, screened

LIST = re.compile(r"\[\s*([^,\[\]]*?)\s*,\s*([^,\[\]]*?)\s*,\s*([^,\[\]]*?)\s*\]")
SHAPE = "a list of three scores, such as [3, 2, 3]"


def read(root: Path, reader: Mapping[str, Any], hide: Hide) -> Corpus:
    """Read the files that are there; each needs not be.

    Args:
        root: folder of the release; files may lie at any depth.
        reader: nothing but its kind.
        hide: hides nothing: annotators have no names.

    Raises:
        CorpusError: when there is none of the files, or one has not the columns it should have.
    """
    paths = {stem: min(root.rglob(f"{stem}.csv"), default=None) for stem in FILES}
    found = {stem: path for stem, path in paths.items() if path is not None}
    if not found:
        raise CorpusError(Problem(str(root), "", "no file", ", ".join(f"{stem}.csv" for stem in FILES)))
    parts = [_file(root, stem, path) for stem, path in found.items()]
    items = pd.concat([part[0] for part in parts], ignore_index=True)
    metrics, odd = _metrics(root, items["item_id"])
    ratings = pd.concat([*(part[1] for part in parts), metrics], ignore_index=True)
    return Corpus(items=items, ratings=ratings, quarantine=quarantine(*(part[2] for part in parts), odd))


def _file(root: Path, stem: str, path: Path) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    file = path.relative_to(root).as_posix()
    model = _explainer(path, file)
    rows = read_files(root, {file: ("text", "label", model, *ASPECTS)})[file].rename(columns={model: "explanation"})
    rows = rows.assign(item_id=[item_of(stem, number + 1) for number in range(len(rows))])
    rows = rows.astype({"item_id": "str"})
    good, bad = screened(rows, file, [
        Screen("missing_cell", "text", rows["text"].isna(), "a post"),
        Screen("unknown_label", "label", ~rows["label"].isin(LABELS), ", ".join(LABELS)),
    ], item=True)  # fmt: skip
    ratings, odd = _ratings(good, file)
    return _items(good, stem), ratings, quarantine(bad, odd)


def _explainer(path: Path, file: str) -> str:
    """The column that is named like the model."""
    header = [str(name).strip() for name in pd.read_csv(path, nrows=0, encoding="utf-8-sig").columns]
    others = [name for name in header if name not in ("text", "label", *ASPECTS)]
    if len(others) != 1:
        found = f"the further columns {', '.join(others)}" if others else "no further column"
        raise CorpusError(Problem(file, "header", found, "one further column, named like the model that explains"))
    return others[0]


def _items(good: pd.DataFrame, stem: str) -> pd.DataFrame:
    post = good["text"].map(lambda text: hashlib.sha256(text.encode()).hexdigest()[:12])
    frame = good[["item_id"]].assign(speaker_id=post, session_id=stem, condition=FILES[stem])
    return without_media(frame.assign(intended=good["label"].map(LABELS), transcript=good["explanation"]))


def _ratings(good: pd.DataFrame, file: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    long = good.melt(["item_id", "row"], list(ASPECTS), var_name="column", value_name="scores")
    scores = long["scores"].astype("str").str.extract(f"^{LIST.pattern}$")
    whole, bad = screened(long, file, [
        Screen("missing_cell", "scores", long["scores"].isna(), SHAPE),
        Screen("unreadable_rating", "scores", scores[0].isna(), SHAPE),
    ])  # fmt: skip
    each = scores.loc[whole.index].set_axis(list(ANNOTATORS), axis=1)
    wide = whole.drop(columns="scores").join(each)
    rated = wide.melt(["item_id", "row", "column"], list(ANNOTATORS), var_name="rater_id", value_name="given")
    ratings, odd = numeric_ratings(rated.assign(scale=rated["column"]), file, LOW, HIGH)
    # Four scores are classes too: kappas read the label, means and alpha of other levels the value.
    return ratings.assign(label=ratings["value"].map("{:g}".format).astype("str")), quarantine(bad, odd)


def _metrics(root: Path, items: pd.Series) -> tuple[pd.DataFrame, pd.DataFrame]:
    path = min(root.rglob(METRICS), default=None)
    if path is None:
        return empty("ratings"), quarantine()
    file = path.relative_to(root).as_posix()
    rows = read_files(root, {file: METRIC_COLUMNS})[file].rename(columns={"item": "item_id", "metric": "rater_id"})
    strange = rows["item_id"].notna() & ~rows["item_id"].isin(items)
    good, bad = screened(rows, file, [
        Screen("unknown_item", "item_id", strange, f"the name of an explanation, such as {items.iloc[0]}"),
        Screen("missing_cell", "rater_id", rows["rater_id"].isna(), "the name of a metric"),
    ])  # fmt: skip
    long = good.rename(columns={"value": "given"}).assign(scale=METRIC_SCALE, column="value")
    ratings, odd = numeric_ratings(long, file, float("-inf"), float("inf"))
    return ratings, quarantine(bad, odd)
