"""The continuous traces and the timed labels of a long table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from ...studies.readers.columns import Episodes, Scale, Traces
from ..files.by_file import of_usable, present, readable, screened_by_file, without_empty
from ..rows.answers import numbers, understood
from ..rows.setting_aside import Screen, quarantine

TRACE_KEY = ["item_id", "rater_id", "scale", "time"]
EPISODE_KEY = ["item_id", "rater_id", "scale", "onset", "offset", "subject", "label"]
UNITS = {"s": 1.0, "ms": 1000.0}
Parts = tuple[pd.DataFrame, pd.DataFrame]
"""Rows that can be used, and the quarantine table of the others."""


def trace_columns(spec: Traces) -> list[str]:
    """The columns of the files that are read."""
    return [spec.item, spec.rater, spec.time, *spec.columns.values()]


def traced(rows: pd.DataFrame, spec: Traces, scales: Mapping[str, Scale]) -> Iterator[Parts]:
    """Samples of traces, scale by scale: item_id, rater_id, scale, time, value, file, row."""
    called = {"item_id": spec.item, "rater_id": spec.rater, "time": spec.time}
    known = pd.DataFrame({column: rows[name] for column, name in called.items()})
    known = known.assign(file=rows["file"], row=rows["row"])
    seconds = numbers(known["time"], spec.writing.decimal) / UNITS[spec.unit]
    for scale, column in spec.columns.items():
        part, empty = without_empty(known.assign(scale=scale, answer=rows[column]), "answer", column)
        meaning, screens = understood(part["answer"], scales[scale], spec.writing.decimal)
        time = seconds[part.index]
        screens = [
            *present(part, ["item_id", "rater_id", "time"]),
            *readable(part, ["item_id", "rater_id"]),
            Screen("not_a_number", "time", time.isna(), f"a time in {spec.unit}"),
            *screens,
        ]
        good, bad = screened_by_file(part, screens, called | {"answer": column})
        joined = good.drop(columns=["answer", "time"]).join(meaning["value"]).assign(time=time[good.index])
        yield joined, quarantine(empty, bad)


def traces(parts: list[pd.DataFrame], named: pd.Series, usable: pd.Series) -> Parts:
    """The traces table from all parts; of two samples at one moment the first is kept."""
    kept, told = _of_items(parts, named, usable, "samples")
    once = "one sample at a moment; the first is kept"
    kept, twice = screened_by_file(kept, [Screen("duplicate_moment", "time", kept.duplicated(TRACE_KEY), once)], {})
    return kept[[*TRACE_KEY, "value"]].reset_index(drop=True), quarantine(told, twice)


def episode_columns(spec: Episodes) -> list[str]:
    """The columns of the files that are read."""
    names = (spec.item, spec.rater, spec.label, spec.onset, spec.offset, spec.subject)
    return [name for name in names if name]


def marked(rows: pd.DataFrame, spec: Episodes, scales: Mapping[str, Scale]) -> Parts:
    """Timed labels: item_id, rater_id, scale, label, subject, onset, offset, file, row."""
    called = {"item_id": spec.item, "rater_id": spec.rater, "answer": spec.label, "onset": spec.onset}
    called |= {"offset": spec.offset} | ({"subject": spec.subject} if spec.subject else {})
    part = pd.DataFrame({column: rows[name] for column, name in called.items()})
    part = part.assign(scale=spec.scale, file=rows["file"], row=rows["row"])
    ends = {c: numbers(part[c], spec.writing.decimal) / UNITS[spec.unit] for c in ("onset", "offset")}
    meaning, screens = understood(part["answer"], scales[spec.scale])
    good, bad = screened_by_file(
        part,
        [
            *present(part, ["item_id", "rater_id", "answer", "onset", "offset"]),
            *readable(part, [c for c in ("item_id", "rater_id", "answer", "subject") if c in part]),
            *(Screen("not_a_number", c, end.isna(), f"a time in {spec.unit}") for c, end in ends.items()),
            Screen("ends_before_it_begins", "offset", ends["offset"] < ends["onset"], "an end after the start"),
            *screens,
        ],
        called,
    )
    subject = good["subject"] if spec.subject else pd.Series(None, good.index, dtype="str")
    times = {c: end[good.index] for c, end in ends.items()}
    return good.drop(columns="answer").join(meaning["label"]).assign(subject=subject, **times), bad


def episodes(parts: list[pd.DataFrame], named: pd.Series, usable: pd.Series) -> Parts:
    """The episodes table from all parts; a row that says the same again is set aside."""
    kept, told = _of_items(parts, named, usable, "episodes")
    once = "one row for each stretch; the first is kept"
    kept, twice = screened_by_file(kept, [Screen("duplicate_episode", "label", kept.duplicated(EPISODE_KEY), once)], {})
    return kept[EPISODE_KEY].reset_index(drop=True), quarantine(told, twice)


def _of_items(parts: list[pd.DataFrame], named: pd.Series, usable: pd.Series, what: str) -> Parts:
    rows = pd.concat(parts, ignore_index=True)
    unknown = Screen("unknown_item", "item_id", ~rows["item_id"].isin(named), "an item that the corpus names")
    kept, strange = screened_by_file(rows, [unknown], {})
    kept, gone = of_usable(kept, usable, what)
    return kept, quarantine(strange, gone)
