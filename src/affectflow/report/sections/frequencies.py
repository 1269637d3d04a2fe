"""What the records of a review are coded as: counts, tables of two variables, trends and orders."""

from __future__ import annotations

from typing import Any

from ..blocks import Block, Column, Figure, Notice, Section, Table
from ..figures.forest import Guide, Row, forest
from ..material import Material
from ..numbers import bare_p, count, interval, number, p_value, percent
from ..words import plain

MOST_BARS = 16
"""A variable with more labels is shown as a table only."""


def build(material: Material) -> Section | None:
    """Shares with intervals, cross-tables, trends and orders of each analysis."""
    found = material.results.analysis("frequencies")
    if not found:
        return None
    blocks: list[Block] = []
    for name, result in found:
        blocks += [Notice(result["warnings"])] if result["warnings"] else []
        for variable, told in result["variables"].items():
            blocks += _variable(f"{name}-{variable}", variable, told, result["level"], material.synthetic)
        blocks += [_cross(f"{name}-{key}", told) for key, told in result["crosses"].items()]
        blocks += [_trend(f"{name}-{key}", told) for key, told in result["trends"].items()]
        for key, told in result["orders"].items():
            blocks += _order(f"{name}-{key}", told, result["level"], material.synthetic)
    lead = " ".join(f"{count(result['records'])} records are coded." for _, result in found)
    return Section("frequencies", "Codings", lead, blocks)


def _variable(name: str, variable: str, told: dict[str, Any], level: float, synthetic: bool) -> list[Block]:
    labels = sorted(told["labels"].items(), key=lambda pair: (-pair[1]["count"], pair[0]))
    rows = [[label, share["count"], share] for label, share in labels]
    columns = {
        "label": Column("Label"),
        "count": Column("Records", count, numeric=True),
        "share": Column("Share [interval]", interval, numeric=True),
    }
    drawn = 1 < len(rows) <= MOST_BARS
    caption = f"{plain(variable)}: {count(told['n'])} records, {count(told['several'])} of them with several labels"
    table = Table(f"{name}-counts", caption, columns, rows, folded=drawn)
    if not drawn:
        return [table]
    marks = [Row(label, share, (), "", f"n = {count(share['count'])}") for label, share in labels]
    about = f"{plain(variable)}: share of records, with {percent(level, 0)} intervals"
    svg = forest(f"{name}-shares", about, marks, "share of records", guide=None, digits=2, synthetic=synthetic)
    return [Figure(f"{name}-shares", about, svg, table.name), table]


def _cross(name: str, told: dict[str, Any]) -> Table:
    means = told.get("means")
    caption = f"Mean {plain(told['value'])} of records" if means else "Records with both labels"
    show = (lambda v: number(v, 2)) if means else count
    columns = {"row": Column("Label")} | {label: Column(label, show, numeric=True) for label in told["columns"]}
    rows = [[label, *cells] for label, cells in zip(told["rows"], means or told["counts"], strict=True)]
    return Table(f"{name}-table", f"{caption} ({plain(name.partition('-')[2])})", columns, rows)


def _trend(name: str, told: dict[str, Any]) -> Table:
    rows = [[year, cell["count"], cell["n"]] for year, cell in told["years"].items()]
    columns = {
        "year": Column("Year"),
        "count": Column(told["label"], count, numeric=True),
        "n": Column("Records", count, numeric=True),
    }
    slope = told["slope"]
    test = p_value(slope["p"], slope.get("reason"))
    caption = f"{told['label']} by year: change of its share each year {interval(slope, 3)}, {test}"
    return Table(f"{name}-years", caption, columns, rows)


def _order(name: str, told: dict[str, Any], level: float, synthetic: bool) -> list[Block]:
    found = {"overall": told["overall"]} | told.get("within", {})
    rows = [[label, one, one["p"], one["n"]] for label, one in found.items()]
    columns = {
        "within": Column(plain(told["value"])),
        "correlation": Column("Correlation [interval]", interval, numeric=True),
        "p": Column("p", lambda v: bare_p({"estimate": v}), numeric=True),
        "n": Column("n", count, numeric=True),
    }
    about = f"Rank correlation of {plain(told['value'])} with the order of {plain(told['variable'])}"
    table = Table(f"{name}-order", about, columns, rows, folded=True)
    marks = [Row(label, one, (), "" if label == "overall" else "two", "") for label, one in found.items()]
    caption = f"{about}, with {percent(level, 0)} intervals"
    axis = f"{told['overall']['method']} (below zero: falls along the order)"
    guide = Guide(0.0, "no association")
    svg = forest(f"{name}-orders", caption, marks, axis, guide=guide, digits=2, synthetic=synthetic)
    return [Figure(f"{name}-orders", caption, svg, table.name), table]
