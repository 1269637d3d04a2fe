"""Drawings of the means of an analysis of variance, with intervals."""

from __future__ import annotations

from itertools import product
from typing import Any

from ...studies.analyse.anova import OCCASION
from ..blocks import Figure
from ..figures.lines import Series, over_occasions
from ..numbers import listing, percent
from ..words import plain

Result = dict[str, Any]
Panel = tuple[str, ...]


def factors(result: Result) -> list[str]:
    """The factors between persons, then the occasion where there are several."""
    return [*result["factors"], *([OCCASION] if len(result["occasions"]) > 1 else [])]


def mean_of(means: Result, result: Result, levels: dict[str, str]) -> Result:
    """The mean of one cell, by the levels of the factors; `means` are those of a measure."""
    for factor in result["factors"]:
        means = means[levels[factor]]
    return means[levels.get(OCCASION, result["occasions"][0])]


def figures(name: str, measure: str, result: Result, synthetic: bool) -> list[Figure]:
    """Along the occasions (or the first factor); a line for each level of the next, a drawing for each of others."""
    named = factors(result)
    along = named[-1] if named[-1] == OCCASION else named[0]
    rest = [factor for factor in named if factor != along]
    panels = list(product(*(_levels(result, factor) for factor in rest[1:])))
    drawn = {panel: _series(measure, result, along, rest, panel) for panel in panels}
    return [_figure(name, measure, result, along, rest, panel, drawn, synthetic=synthetic) for panel in panels]


def _levels(result: Result, factor: str) -> list[str]:
    return result["occasions"] if factor == OCCASION else result["between"][factor]


def _series(measure: str, result: Result, along: str, rest: list[str], panel: Panel) -> list[Series]:
    lines = [{rest[0]: level} for level in _levels(result, rest[0])] if rest else [dict[str, str]()]
    others = dict(zip(rest[1:], panel, strict=True))
    found = []
    for line in lines:
        cells = [
            mean_of(result["measures"][measure]["means"], result, line | others | {along: level})
            for level in _levels(result, along)
        ]
        found.append(Series(plain(next(iter(line.values()), _everyone(result))), cells, [one["n"] for one in cells]))
    return found


def _everyone(result: Result) -> str:
    """Who is analysed, where no factor tells persons apart."""
    return ", ".join(level for levels in result["between"].values() for level in levels if len(levels) == 1) or "all"


def _figure(
    name: str,
    measure: str,
    result: Result,
    along: str,
    rest: list[str],
    panel: Panel,
    drawn: dict[Panel, list[Series]],
    *,
    synthetic: bool,
) -> Figure:
    by = listing([plain(factor) for factor in [*rest[:1], along]])
    of = listing([f"{plain(factor)} {plain(level)}" for factor, level in zip(rest[1:], panel, strict=True)])
    where = f" ({of})" if of else ""
    title = f"Mean {plain(measure)} by {by}{where}, with {percent(result['level'], 0)} intervals"
    stem = "-".join([name, measure, *(str(list(drawn).index(panel) + 1) for _ in panel[:1]), "means"])
    levels, axis = [plain(level) for level in _levels(result, along)], f"{plain(measure)} (scale points)"
    others = [series for other in drawn.values() for series in other]
    picture = over_occasions(stem, title, drawn[panel], levels, axis, beside=others, synthetic=synthetic)
    return Figure(stem, title, picture, f"{name}-means")
