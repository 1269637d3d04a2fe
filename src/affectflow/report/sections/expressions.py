"""The section on analyses of the kind `expressions`."""

from __future__ import annotations

from typing import Any

from ..blocks import Block, Column, Figure, Prose, Section, Table
from ..figures.forest import Guide, Row, forest
from ..material import Material
from ..numbers import count, interval, p_value, percent, plural
from ..words import plain, unit

SHOWN = 20
"""Rows of the table on the page, and most expressions in the figure."""


def build(material: Material) -> Section | None:
    """For each analysis: how many expressions are characteristic, the first of them drawn, and all that are listed."""
    found = material.results.analysis("expressions")
    if not found:
        return None
    blocks: list[Block] = []
    for name, result in found:
        table = _table(material, name, result)
        blocks += [
            Prose(_sentences(material, result), _heading(result)),
            *_figure(material, name, result, table.name),
            table,
        ]
    lead = "; ".join(f"{_heading(result)}: {_verdict(result)}" for _, result in found)
    return Section("expressions", "Characteristic expressions", f"{lead}.", blocks)


def _heading(result: dict[str, Any]) -> str:
    by = "by the target" if result["by"] == "target" else f"by the decision of {plain(result['by'])}"
    return f"{plain(result['label']).capitalize()} {by}"


def _verdict(result: dict[str, Any]) -> str:
    return f"{count(result['of_the_class'])} of {plural(result['tested'], 'expression')} more frequent than elsewhere"


def _sentences(material: Material, result: dict[str, Any]) -> list[str]:
    fewer = result["characteristic"] - result["of_the_class"]
    first = (
        f"{plural(result['items_inside'], 'item')} of the class “{plain(result['label'])}” stood against "
        f"{plural(result['items_outside'], 'other')}. Of {plural(result['tested'], 'expression')} of up to "
        f"{plural(result['longest'], result['tokens'].removesuffix('s'))} that at least "
        f"{plural(result['at_least'], 'item')} held, {count(result['of_the_class'])} were more frequent in the class "
        f"and {count(fewer)} less frequent, at an adjusted p of {result['alpha']:g}."
    )
    absent = result["not_tested"]
    rare = [f"Named, but held by fewer items: {', '.join(map(plain, absent))}."] if absent else []
    return [
        first,
        "An expression counts once in an item; one that occurs only within a longer one is left to that.",
        *rare,
    ]


def _ranked(result: dict[str, Any]) -> list[dict[str, Any]]:
    return sorted(result["expressions"].values(), key=lambda one: one["rank"])


def _figure(material: Material, name: str, result: dict[str, Any], values: str) -> list[Figure]:
    known = [one for one in _ranked(result) if one["characteristic"]][:SHOWN]
    if not known:
        return []
    rows = [
        Row(f"“{one['expression']}”", one["difference"],
            note=f"{count(one['inside'])} of {count(result['items_inside'])}, {count(one['outside'])} of "
            f"{count(result['items_outside'])}")
        for one in sorted(known, key=lambda one: -one["difference"]["estimate"])
    ]  # fmt: skip
    caption = (
        f"Expressions that are characteristic of “{plain(result['label'])}”: share of items that hold them in the "
        f"class minus elsewhere, with {percent(known[0]['difference']['level'], 0)} intervals; the {len(rows)} with "
        "the least p"
    )
    axis = "Share in the class minus share in other items"
    guide = Guide(0.0, "as frequent in both")
    picture = forest(f"{name}-expressions", caption, rows, axis, guide=guide, digits=3, synthetic=material.synthetic)
    return [Figure(f"{name}-expressions", caption, picture, values)]


def _table(material: Material, name: str, result: dict[str, Any]) -> Table:
    train = material.study.train
    who = f"{unit(train.split.by)}s" if train else "groups"
    rows = [
        [one["expression"], one["inside"], one["outside"], one["groups"], one["difference"], one["log_odds_ratio"],
         one["p"], one["adjusted_p"]]
        for one in _ranked(result)
    ]  # fmt: skip
    return Table(
        f"{name}-listed",
        f"The {plural(result['listed'], 'expression')} with the least p, and those that the study names",
        {
            "expression": Column("Expression"),
            "inside": Column(f"Items of “{plain(result['label'])}”", count, numeric=True),
            "outside": Column("Other items", count, numeric=True),
            "groups": Column(who.capitalize(), count, numeric=True),
            "difference": Column("Difference of shares [interval]", lambda v: interval(v, 3), numeric=True),
            "log_odds_ratio": Column("Log odds ratio [interval]", interval, numeric=True),
            "p": Column("p", p_value, numeric=True),
            "adjusted_p": Column("Adjusted p", p_value, numeric=True),
        },
        rows,
        note=f"Test: {result['conventions']['test']}. Correction: {result['conventions']['correction']}.",
        shown=SHOWN,
    )
