"""Reads databases in audformat; `affectflow.studies.readers.open_tables.Audformat` says what is taken from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ...errors import CorpusError
from ...studies.readers.columns import Scale
from ...studies.readers.databases import Cell, Rated
from ...studies.readers.open_tables import Audformat
from ...tables import empty
from ..corpus import Corpus
from ..files.by_file import present, readable, screened_by_file, without_empty
from ..long_table import ratings as long_ratings
from ..long_table import times as long_times
from ..pseudonyms import Hide
from ..rows.answers import numbers, understood
from ..rows.setting_aside import Screen, quarantine
from .items import items_of
from .tables import Database, open_database

ATTRIBUTES = ("speaker", "session", "condition", "intended", "transcript", "audio", "video")


def read(root: Path, reader: Mapping[str, Any], hide: Hide) -> Corpus:
    """Read a database.

    Raises:
        CorpusError: when header or tables are absent, or lack what the reader names.
    """
    spec = Audformat.load(dict(reader))
    base = open_database(root, spec.name)
    scales = _checked(base, spec)
    if base.problems:
        raise CorpusError(base.problems)
    rated, aside = _parts(base, spec, scales, hide)
    traced, more = _traces(base, spec, hide)
    names = [part["item_id"] for part in (*rated, *traced)]
    items, named, unusable = items_of(base, spec, names, hide)
    ratings, bad = long_ratings.ratings(rated, named, items["item_id"])
    traces, worse = long_times.traces(traced, named, items["item_id"]) if traced else (empty("traces"), quarantine())
    told = quarantine(unusable, *aside, *more, bad, worse)
    return Corpus(items=items, ratings=ratings, traces=traces, quarantine=told)


def _checked(base: Database, spec: Audformat) -> list[list[Scale | None]]:
    """The scale of each rated column; everything that the database lacks becomes a problem."""
    scales = []
    for number, rated in enumerate(spec.ratings):
        place = f"ratings.{number}"
        found = [base.column(rated.table, name, place) for name in rated.columns]
        scales.append([base.scale(column, place) if column else None for column in found])
        for level in (rated.item, rated.rater):
            if level:
                base.level(rated.table, level, place)
    for number, traced in enumerate(spec.traces):
        for level in (traced.item, traced.rater, traced.time, traced.value):
            base.level(traced.table, level, f"traces.{number}")
    for name in (*spec.items, *spec.splits):
        base.table(name, "items or splits")
    for attribute in ATTRIBUTES:
        cell: Cell | None = getattr(spec, attribute)
        if cell:
            base.column(cell.table, cell.column, attribute)
    return scales


def _parts(base: Database, spec: Audformat, scales: list[list[Scale | None]], hide: Hide):
    good, bad = [], []
    for rated, allowed in zip(spec.ratings, scales, strict=True):
        for column, scale in zip(rated.columns, allowed, strict=True):
            assert scale is not None
            for part, aside in _column(base, rated, column, scale, hide):
                good.append(part)
                bad.append(aside)
    return good, bad


def _column(
    base: Database, rated: Rated, column: str, scale: Scale, hide: Hide
) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    rows = base.rows(rated.table)
    rater = rows[rated.rater] if rated.rater else base.column(rated.table, column, "").rater_id
    part = pd.DataFrame({"item_id": base.item_ids(rated.table, rated.item), "answer": rows[column]})
    part = part.assign(rater_id=rater, scale=rated.scale, file=rows["file_of_rows"], row=rows["row"])
    part = hide(part.astype({"rater_id": "str"}))
    part, empty_cells = without_empty(part, "answer", column)
    meaning, screens = understood(_answers(part["answer"], scale), _declared(scale, rated))
    needed = ["item_id", "answer"] + (["rater_id"] if rated.rater else [])
    tests = [*present(part, needed), *readable(part, needed), *screens]
    kept, bad = screened_by_file(part, tests, {"answer": column} | ({"rater_id": rated.rater} if rated.rater else {}))
    yield kept.drop(columns="answer").join(meaning), quarantine(empty_cells, bad)


def _answers(cells: pd.Series, scale: Scale) -> pd.Series:
    """Labels that are whole numbers, written with decimals because others of their column are missing, are meant."""
    whole = scale.labels and all(label.lstrip("-").isdigit() for label in scale.labels)
    return cells.str.removesuffix(".0") if whole else cells


def _declared(scale: Scale, rated: Rated) -> Scale:
    """The scheme's scale, with the words and the separator that the reader declares."""
    if scale.low is not None:
        return scale
    labels = scale.labels
    if rated.separator:
        labels = tuple(dict.fromkeys(part for label in labels for part in label.split(rated.separator)))
    words = {word: rated.words.get(meant, meant) for word, meant in scale.words.items()} | rated.words
    # A label that is renamed counts under its new name only.
    renamed = tuple(dict.fromkeys(rated.words.get(label, label) for label in labels))
    return Scale(labels=renamed, open=scale.open, separator=rated.separator, words=words)


def _traces(base: Database, spec: Audformat, hide: Hide):
    good, bad = [], []
    for traced in spec.traces:
        rows = base.rows(traced.table)
        called = {"item_id": traced.item, "rater_id": traced.rater, "time": traced.time, "answer": traced.value}
        part = pd.DataFrame({name: rows[column] for name, column in called.items()})
        part = hide(part.assign(scale=traced.scale, file=rows["file_of_rows"], row=rows["row"]))
        column = base.column(traced.table, traced.value, "")
        scale = base.scale(column, "") if column else None
        value = scale if scale and scale.low is not None else Scale(low=float("-inf"), high=float("inf"))
        part, empty_cells = without_empty(part, "answer", traced.value)
        meaning, screens = understood(part["answer"], value)
        time = numbers(part["time"])
        tests = [
            *present(part, ["item_id", "rater_id", "time"]),
            Screen("not_a_number", "time", time.isna(), "a time in s"),
            *screens,
        ]
        kept, aside = screened_by_file(part, tests, called)
        good.append(kept.drop(columns=["answer", "time"]).join(meaning["value"]).assign(time=time[kept.index]))
        bad.append(quarantine(empty_cells, aside))
    return good, bad
