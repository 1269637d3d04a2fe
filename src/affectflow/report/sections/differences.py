"""Differences of means between groups or within persons, with their sizes."""

from __future__ import annotations

from typing import Any

from ..blocks import Block, Column, Figure, Notice, Section, Table
from ..figures.forest import Guide, Row, forest
from ..material import Material, in_order
from ..numbers import bare_p, count, interval, number, number_of, percent, plural, single
from ..words import plain

RANKS = ("ranks", "zeros", "rank_biserial", "shift")
"""Conventions of rank tests."""


def build(material: Material) -> Section | None:
    """One table and one figure for each analysis."""
    found = material.results.analysis("differences")
    if not found:
        return None
    order = {name: list(getattr(material.study.analyse.get(name), "measures", ())) for name, _ in found}
    found = [(name, in_order(result, order[name])) for name, result in found]
    blocks = [block for name, result in found for block in _blocks(name, result, material.synthetic)]
    lead = " ".join(f"{_what(result)}: {plural(len(result['measures']), 'measure')}." for _, result in found)
    return Section("differences", "Differences", lead, blocks)


def _what(result: dict[str, Any]) -> str:
    """What was subtracted from what."""
    between, within = result["between"], result["within"]
    if between:
        by = f" ({plain(between['covariate'])})" if between["covariate"] else ""
        return f"{plain(between['second'])} minus {plain(between['first'])}{by} at {plain(between['occasion'])}"
    whose = f", {plain(within['arm'])}" if within["arm"] else ""
    return f"{plain(within['after'])} minus {plain(within['before'])}{whose}"


def _blocks(name: str, result: dict[str, Any], synthetic: bool) -> list[Block]:
    warnings: list[Block] = [Notice(result["warnings"])] if result["warnings"] else []
    title = f"Standardised differences, {_what(result)}, with {percent(result['level'], 0)} intervals"
    rows = [
        Row(plain(measure), part["effect_size"], (), "", f"n = {count(part['difference']['n'])}")
        for measure, part in result["measures"].items()
    ]
    axis = f"standardised difference ({result['conventions']['effect_size'].split(';')[0]})"
    picture = forest(
        f"{name}-figure", title, rows, axis, guide=Guide(0.0, "no difference"), digits=2, synthetic=synthetic
    )
    table = _table(name, result)
    figure = Figure(f"{name}-figure", title, picture, table.name)
    return [*warnings, figure, table, *_ranks(name, result), *_margins(name, result)]


def _table(name: str, result: dict[str, Any]) -> Table:
    between = result["between"]
    names = (
        (between["first"], between["second"]) if between else (result["within"]["before"], result["within"]["after"])
    )
    columns = {"measure": Column("Measure", plain), "n": Column("n", count, numeric=True)}
    for side, words in zip(("first", "second"), names, strict=True):
        columns |= {f"{side}_mean": Column(f"{plain(words)}: mean", lambda v: single(v, 2), numeric=True)}
        columns |= {f"{side}_sd": Column("SD", lambda v: single(v, 2), numeric=True)}
    columns |= {
        "difference": Column("Difference [interval], scale points", interval, numeric=True),
        "t": Column("t", lambda v: single(v, 2), numeric=True),
        "df": Column("df", lambda v: single(v, 1), numeric=True),
        "p": Column("p", bare_p, numeric=True),
        "p_adjusted": Column("p, adjusted", bare_p, numeric=True),
        "effect_size": Column("Effect size [interval]", interval, numeric=True),
    }
    rows = [_row(measure, part) for measure, part in result["measures"].items()]
    stated = result["conventions"]
    note = f"Interval of the difference: {stated['interval']}. Effect size: {stated['effect_size']}. "
    note += f"Multiplicity: {stated['multiplicity']}."
    return Table(f"{name}-differences", f"Differences, {_what(result)}", columns, rows, note=note)


def _ranks(name: str, result: dict[str, Any]) -> list[Block]:
    """The rank test of each measure, where there is one."""
    parts = {measure: part["ranks"] for measure, part in result["measures"].items() if "ranks" in part}
    if not parts:
        return []
    rank = "U" if result["between"] else "Sum of ranks that rise"
    columns = {
        "measure": Column("Measure", plain),
        "n": Column("n" if result["between"] else "n other than zero", count, numeric=True),
        "zeros": Column("Zeros", count, numeric=True),
        "statistic": Column(rank, lambda v: single(v, 1), numeric=True),
        "p": Column("p by ranks", bare_p, numeric=True),
        "rank_biserial": Column("Rank-biserial [interval]", interval, numeric=True),
        "shift": Column("Shift [interval], scale points", interval, numeric=True),
        "method": Column("Distribution"),
    }
    if result["between"]:
        del columns["zeros"]
    tests = ("statistic", "p")
    rows = [
        [measure, *(number_of(part, key) if key in tests else part[key] for key in list(columns)[1:])]
        for measure, part in parts.items()
    ]
    stated = result["conventions"]
    note = ". ".join(f"{plain(key).capitalize()}: {stated[key]}" for key in RANKS if key in stated)
    return [Table(f"{name}-ranks", f"Rank tests, {_what(result)}", columns, rows, note=f"{note}.")]


def _margins(name: str, result: dict[str, Any]) -> list[Block]:
    """The verdict on each measure, where a margin is named."""
    parts = [(measure, part) for measure, part in result["measures"].items() if "margin" in part]
    if not parts:
        return []
    one = parts[0][1]["margin"]
    better = "" if one["better"] is None else f", {one['better']} is better"
    columns = {
        "measure": Column("Measure", plain),
        "margin": Column("Margin, scale points", lambda v: number(v, 2), numeric=True),
        "difference": Column(f"Difference [{percent(one['level'], 0)} interval]", interval, numeric=True),
        "p": Column("p", bare_p, numeric=True),
        "verdict": Column(plain(one["kind"]).capitalize()),
    }
    rows = [
        [measure, part["margin"]["margin"], part["difference"] | part["margin"], number_of(part["margin"], "p"),
         part["margin"]["verdict"]]
        for measure, part in parts
    ]  # fmt: skip
    return [Table(f"{name}-margin", f"Verdict on {plain(one['kind'])}, {_what(result)}{better}", columns, rows)]


def _row(measure: str, part: dict[str, Any]) -> list[Any]:
    found = part["difference"]
    means = [number_of(part[side], value) for side in ("first", "second") for value in ("mean", "sd")]
    tests = [number_of(found, value) for value in ("t", "df", "p", "p_adjusted")]
    return [measure, found["n"], *means, found, *tests, part["effect_size"]]
