"""Differences of means between arms or within persons, with their sizes."""

from __future__ import annotations

from typing import Any

from ..blocks import Block, Column, Figure, Notice, Section, Table
from ..figures.forest import Guide, Row, forest
from ..material import Material
from ..numbers import bare_p, count, interval, number_of, percent, plural, single
from ..words import plain


def build(material: Material) -> Section | None:
    """One table and one figure for each analysis."""
    found = material.results.analysis("differences")
    if not found:
        return None
    blocks = [block for name, result in found for block in _blocks(name, result, material.synthetic)]
    lead = " ".join(f"{_what(result)}: {plural(len(result['measures']), 'measure')}." for _, result in found)
    return Section("differences", "Differences", lead, blocks)


def _what(result: dict[str, Any]) -> str:
    """What was subtracted from what."""
    between, within = result["between"], result["within"]
    if between:
        return f"{plain(between['second'])} minus {plain(between['first'])} at {plain(between['occasion'])}"
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
    return [*warnings, Figure(f"{name}-figure", title, picture, table.name), table]


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
    if any("ranks" in part for part in result["measures"].values()):
        columns["rank_p"] = Column("p by ranks", bare_p, numeric=True)
        columns["rank_biserial"] = Column("Rank-biserial", lambda v: single(v, 2), numeric=True)
        for row, part in zip(rows, result["measures"].values(), strict=True):
            row += [number_of(part["ranks"], "p"), number_of(part["ranks"], "rank_biserial")]
    note = result["conventions"]["multiplicity"]
    return Table(f"{name}-differences", f"Differences, {_what(result)}", columns, rows, note=f"{note}.")


def _row(measure: str, part: dict[str, Any]) -> list[Any]:
    found = part["difference"]
    means = [number_of(part[side], value) for side in ("first", "second") for value in ("mean", "sd")]
    tests = [number_of(found, value) for value in ("t", "df", "p", "p_adjusted")]
    return [measure, found["n"], *means, found, *tests, part["effect_size"]]
