"""Reads tables of any layout, whose columns a user names: a corpus in this form needs no code.

`affectflow.studies.readers.columns` says what can be named. Nothing of a file is guessed: a
column that is named and not there is told, with the nearest one that is, and a cell that
is not what was declared is set aside with its row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ...errors import CorpusError, Problem
from ...studies.readers.columns import Table
from ...studies.readers.open_tables import LongTable
from ...tables import empty
from ..corpus import Corpus
from ..files.user_files import read_table
from ..pseudonyms import Hide
from ..rows.setting_aside import quarantine
from . import items as long_items
from . import ratings as long_ratings
from . import times as long_times

Pieces = tuple[list[pd.DataFrame], list[pd.DataFrame]]
"""Usable rows of the files, part by part, and the quarantine tables."""


def read(root: Path, reader: Mapping[str, Any], hide: Hide) -> Corpus:
    """Read the files that a `LongTable` names.

    Raises:
        CorpusError: with every file and column that is absent or unreadable.
    """
    spec = LongTable.load(dict(reader))
    problems: list[Problem] = []
    aside: list[dict] = []

    def rows_of(tables: tuple[Table, ...], columns: Callable) -> list[pd.DataFrame]:
        return [read_table(root, table, columns(table), problems, aside) for table in tables]

    described = rows_of((spec.items,) if spec.items else (), long_items.columns_of)
    rated = rows_of(spec.ratings, long_ratings.columns_of)
    traced = rows_of(spec.traces, long_times.trace_columns)
    marked = rows_of(spec.episodes, long_times.episode_columns)
    if problems:
        raise CorpusError(problems)
    kinds = {
        "ratings": (_each(rated, spec.ratings, spec, long_ratings.answered, hide), long_ratings.ratings),
        "traces": (_each(traced, spec.traces, spec, long_times.traced, hide), long_times.traces),
        "episodes": (
            _each(marked, spec.episodes, spec, lambda *given: [long_times.marked(*given)], hide),
            long_times.episodes,
        ),
    }
    parts = [part for (found, _), _ in kinds.values() for part in found]
    items, named, unusable = _items(spec, described, parts, root, hide)
    tables, told = {}, [quarantine(aside), unusable]
    for name, ((found, bad), joined) in kinds.items():
        tables[name], left = joined(found, named, items["item_id"]) if found else (empty(name), quarantine())
        told += [*bad, left]
    return Corpus(items=items, quarantine=quarantine(*told), **tables)


def _each(frames: list[pd.DataFrame], specs: tuple, whole: LongTable, meaning: Callable, hide: Hide) -> Pieces:
    good, bad = [], []
    for rows, spec in zip(frames, specs, strict=True):
        ids = {spec.item: "item_id"} | ({spec.rater: "rater_id"} if spec.rater else {})
        hidden = hide(rows[list(ids)].rename(columns=ids))
        rows = rows.assign(**{name: hidden[column] for name, column in ids.items()})
        for kept, aside in meaning(rows, spec, whole.scales):
            good.append(kept)
            bad.append(aside)
    return good, bad


def _items(
    spec: LongTable, described: list[pd.DataFrame], parts: list[pd.DataFrame], root: Path, hide: Hide
) -> tuple[pd.DataFrame, pd.Series, pd.DataFrame]:
    if spec.items:
        return long_items.described(described[0], spec.items, root, hide)
    ids = pd.concat([part["item_id"] for part in parts], ignore_index=True)
    items = long_items.rated(ids)
    return items, items["item_id"], quarantine()
