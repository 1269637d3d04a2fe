"""The traces of one scale on one time base, after every name in the study was held against the data."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...errors import Problem, StudyError
from ...statistics.reliability.trace_grid import align
from ...studies.analyse.traces import Traces
from ...studies.ingest import Ingest
from ...tables import named, unknown
from ..picking import on_scale, picked

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Grid:
    """Traces of all annotators on all items.

    Attributes:
        items: values by item, shape (R, T), NaN where an annotator has no value.
        start: seconds at which the first column of an item stands, by item.
        lengths: seconds from the first to the last sample of each trace.
        annotators: R names, the same for all items.
        lonely: items with fewer than two annotators, which are left out.
        unnamed: traces of unnamed annotators, which are left out.
    """

    items: dict[str, Floats]
    start: dict[str, float]
    lengths: list[float]
    annotators: list[str]
    lonely: list[str]
    unnamed: int


def grid(items: pd.DataFrame, table: pd.DataFrame, asked: Traces, chosen: Ingest) -> Grid:
    """Align the traces that a study asks for, item by item.

    Raises:
        StudyError: when the scale or the item to show is not in the data, no item has two
            annotators, or traces of an item do not overlap.
    """
    rows = on_scale(table, picked(items, chosen), asked.scale, "traces").sort_values(["item_id", "rater_id", "time"])
    known = rows[named(rows)]
    unnamed = len(rows[~named(rows)].drop_duplicates(["item_id", "rater_id"]))
    each = {str(item): _parts(rows) for item, rows in known.groupby("item_id")}
    shared = {item: parts for item, parts in each.items() if len(parts) > 1}
    _hold(shared, asked)
    annotators = sorted({who for parts in shared.values() for who in parts}, key=_by_number)
    values, start, problems = {}, {}, []
    for item, parts in shared.items():
        try:
            values[item], start[item] = _aligned(parts, annotators, asked)
        except ValueError as error:
            problems.append(Problem("traces", item, str(error), "traces that share some time"))
    if problems:
        raise StudyError(problems)
    lengths = [float(p["time"].iloc[-1] - p["time"].iloc[0]) for parts in shared.values() for p in parts.values()]
    return Grid(values, start, lengths, annotators, sorted(set(each) - set(shared)), unnamed)


def _parts(rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The samples of each annotator of an item."""
    return {str(who): part for who, part in rows.groupby("rater_id")}


def _by_number(name: str) -> list[tuple[int, str]]:
    """So that subject_10 stands after subject_9."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", name)]


def _aligned(parts: dict[str, pd.DataFrame], annotators: list[str], asked: Traces) -> tuple[Floats, float]:
    there = [who for who in annotators if who in parts]
    found = align(
        [parts[who]["time"].to_numpy() for who in there],
        [parts[who]["value"].to_numpy() for who in there],
        step=1 / asked.rate,
        rule=asked.interpolation,
        span=asked.span,
        longest_gap=asked.longest_gap,
    )
    values = np.full((len(annotators), len(found.time)), np.nan)
    values[[annotators.index(who) for who in there]] = found.values
    return values, float(found.time[0])


def _hold(shared: dict[str, dict], asked: Traces) -> None:
    if not shared:
        found = f"no item with traces of two named annotators on '{asked.scale}'"
        raise StudyError(Problem("study", "analyse.traces.scale", found, "at least one"))
    if asked.shown is not None and asked.shown not in shared:
        raise StudyError(unknown("analyse.traces.shown", asked.shown, shared))
