"""Reads the tables of a review, whose columns a user names; `affectflow.studies.readers.reviews` says what can be."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ...errors import CorpusError, Problem
from ...studies.readers.reviews import ReviewTables
from ...tables import empty
from ..corpus import Corpus
from ..files.user_files import read_table
from ..pseudonyms import Hide
from ..rows.setting_aside import quarantine
from . import codings, effects, records


def read(root: Path, reader: Mapping[str, Any], hide: Hide) -> Corpus:
    """Read the files that a `ReviewTables` names.

    Raises:
        CorpusError: with every file and column that is absent or unreadable.
    """
    spec = ReviewTables.load(dict(reader))
    problems: list[Problem] = []
    aside: list[dict] = []
    parts: list[tuple[str, Any, Any]] = [("records", spec.records, records)] if spec.records else []
    parts += [("codings", part, codings) for part in spec.codings]
    parts += [("effects", part, effects) for part in spec.effects]
    read_in = [read_table(root, part, module.columns_of(part), problems, aside) for _, part, module in parts]
    if problems:
        raise CorpusError(problems)
    told = [quarantine(aside)]
    tables: dict[str, list[pd.DataFrame]] = {"records": [], "codings": [], "effects": []}
    for rows, (name, part, module) in zip(read_in, parts, strict=True):
        good, bad = module.understood(rows, part)
        tables[name].append(good)
        told.append(bad)
    joined = {name: pd.concat(found, ignore_index=True) if found else empty(name) for name, found in tables.items()}
    return Corpus(quarantine=quarantine(*told), **joined)
