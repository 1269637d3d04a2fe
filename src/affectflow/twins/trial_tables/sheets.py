"""Lays what was drawn out in the columns that a layout names."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np

from ...studies.readers.columns import Writing
from ...studies.readers.trial_columns import Adherence, Outcomes, PeopleTable
from ...studies.twins.people import TrialTablesTwin
from ..seeds import stream
from .draws import Drawn, in_time
from .items import answers

START = date(2024, 1, 8)
"""Day of the first randomisation; one follows on each day."""

Cells = list[Any]


@dataclass
class Sheet:
    """One file: how it is written, and its columns, all of the same length; None is an empty cell."""

    writing: Writing
    sheet: str | None
    value_labels: bool
    columns: dict[str, Cells] = field(default_factory=dict)


def sheets(spec: TrialTablesTwin, drawn: Drawn) -> dict[str, Sheet]:
    """By path, the files of the layout. Tables of the same file share its rows, one for each participant."""
    found: dict[str, Sheet] = {}
    extra = sum(spec.excluded.values())
    parts: list[tuple[PeopleTable, dict[str, Cells]]] = [(spec.layout.participants, _participants(spec, drawn))]
    parts += [(table, _wide(spec, drawn, table) if table.measure is None else {}) for table in spec.layout.outcomes]
    parts += [(table, _taken(drawn, table)) for table in spec.layout.adherence]
    for table, columns in parts:
        path = path_of(table)
        sheet = found.setdefault(path, Sheet(table.writing, table.sheet, table.value_labels))
        if isinstance(table, Outcomes) and table.measure is not None:
            sheet.columns = _long(spec, drawn, table)
            continue
        shared = path == path_of(spec.layout.participants)
        whole = {table.participant: list(drawn.names), **columns}
        if shared and table is not spec.layout.participants:
            whole = {name: [*cells, *[None] * extra] for name, cells in columns.items()}
        sheet.columns |= whole
    return found


def path_of(table: PeopleTable) -> str:
    """The first file of a table; where it is a pattern, one that the pattern finds."""
    return table.files[0].replace("**/", "").replace("*", "people")


def _taken(drawn: Drawn, table: Adherence) -> dict[str, Cells]:
    return {part.column: _numbers(drawn.taken[name]) for name, part in table.components.items() if name in drawn.taken}


def _participants(spec: TrialTablesTwin, drawn: Drawn) -> dict[str, Cells]:
    asked, n = spec.layout.participants, len(drawn.names)
    extra = [reason for reason, count in spec.excluded.items() for _ in range(count)]
    columns: dict[str, Cells] = {asked.participant: [*drawn.names, *(f"X{i + 1:04d}" for i in range(len(extra)))]}

    def add(column: str | None, cells: Cells, others: Cells | None = None) -> None:
        if column:
            columns[column] = [*cells, *(others or [None] * len(extra))]

    if asked.arm:
        words = {arm: cell for cell, arm in asked.arm.words.items()}
        add(asked.arm.column, [words.get(str(arm), str(arm)) for arm in drawn.arm])
    for part, yes in ((asked.randomised, np.ones(n, dtype=bool)), (asked.received, drawn.received)):
        if part:
            add(part.column, [part.yes[0] if one else part.no[0] for one in yes], [part.no[0]] * len(extra))
    occasions = [*in_time(spec), None]
    add(asked.excluded, [None] * n, extra)
    add(asked.lost_at, [occasions[place] for place in drawn.lost])
    add(asked.lost_reason, [str(word) or None for word in drawn.reason])
    add(asked.stratum, [str(word) or None for word in drawn.stratum])
    add(asked.randomised_on, [(START + timedelta(days=i)).isoformat() for i in range(n)] if spec.arms else [None] * n)
    add(asked.left_out, [None] * n)
    for name, column in asked.covariates.items():
        words = {label: cell for cell, label in column.words.items()}
        add(
            column.column, [_cell(value, words) for value in drawn.traits[name]] if name in drawn.traits else [None] * n
        )
    return columns


def _cell(value: Any, words: dict[str, str]) -> Any:
    """A label as the files write it, or a number, whole where it is whole."""
    if isinstance(value, str):
        return words.get(value, str(value))
    return int(value) if float(value).is_integer() else float(value)


def _numbers(values: np.ndarray) -> Cells:
    return [None if np.isnan(value) else _cell(value, {}) for value in values]


def seen(spec: TrialTablesTwin, drawn: Drawn, measure: str, occasion: str) -> np.ndarray:
    """The scores of those who were not lost by then; NaN for the others, shape (n,)."""
    place = in_time(spec).index(occasion)
    return np.where(drawn.lost > place, drawn.scores[measure][occasion], np.nan)


def _wide(spec: TrialTablesTwin, drawn: Drawn, table: Outcomes) -> dict[str, Cells]:
    columns = {
        column: _numbers(seen(spec, drawn, measure, at))
        for measure, times in table.columns.items()
        for at, column in times.items()
    }
    for measure, times in table.items.items():
        for at, names in times.items():
            rng = stream(spec.seed, "items", measure, at)
            given = answers(seen(spec, drawn, measure, at), spec.layout.measures[measure], rng)
            columns |= {name: _numbers(given[:, i]) for i, name in enumerate(names)}
    if table.missing_reason:
        columns[table.missing_reason] = [str(word) or None for word in drawn.reason]
    return columns


def _long(spec: TrialTablesTwin, drawn: Drawn, table: Outcomes) -> dict[str, Cells]:
    assert table.measure
    assert table.occasion
    assert table.value
    words = {name: cell for cell, name in table.measure_words.items()}
    when = {name: cell for cell, name in table.occasion_words.items()}
    rows: list[list[Any]] = []
    wide = {place for other in spec.layout.outcomes for place in other.places(spec.layout.occasions)}
    for measure, times in drawn.scores.items():
        for at in times:
            if (measure, at) in wide:
                continue
            values = _numbers(seen(spec, drawn, measure, at))
            why = [None if value is not None else str(word) for value, word in zip(values, drawn.reason, strict=True)]
            rows += [
                [who, words.get(measure, measure), when.get(at, at), value, reason]
                for who, value, reason in zip(drawn.names, values, why, strict=True)
            ]
    heads = [table.participant, table.measure, table.occasion, table.value, table.missing_reason]
    return {head: [row[i] for row in rows] for i, head in enumerate(heads) if head}
