"""The pooled effect as studies came in, and without each of them."""

from __future__ import annotations

from typing import Any

from ...blocks import Block, Column, Figure, Table
from ...figures.forest import Guide, Row, forest
from ...numbers import count, exact, listing, number, percent, plural
from ...words import plain
from .tables import on, tested

TIES = {"together": "studies of the same value come in together", "by_name": "studies of the same value by name"}


def cumulative(name: str, result: dict[str, Any], axis: str, *, synthetic: bool) -> list[Block]:
    """One row for each step, from the lowest value of the coding."""
    told, level = result["cumulative"], percent(result["level"], 0)
    ordered = f"The pooled effect{on(result)} as studies came in by {plain(told['by'])}"
    steps = told["steps"]
    marks = [Row(_called(step, told), step, note=plural(step["n"], "study", "studies")) for step in steps]
    words = f"{ordered}, with {level} intervals"
    guide = Guide(0.0, "no effect")
    svg = forest(f"{name}-cumulative", words, marks, axis, guide=guide, digits=2, synthetic=synthetic)
    columns = tested(plain(told["by"]))
    columns |= {
        "tau2": Column("τ²", lambda v: number(v, 3, "fewer than two studies"), numeric=True),
        "k": Column("Studies", count, numeric=True),
        "added": Column("Added", listing),
    }
    rows = [[_coded(float(s["value"])), s, s["p"], s["tau2"], s["n"], s["added"]] for s in steps]
    table = Table(f"{name}-cumulative-steps", f"{ordered}; {TIES[told['ties']]}", columns, rows, folded=True)
    return [Figure(f"{name}-cumulative", words, svg, table.name), table]


def _coded(value: float) -> str:
    """A coding's number; a year has no comma."""
    return str(int(value)) if value.is_integer() else exact(value)


def _called(step: dict[str, Any], told: dict[str, Any]) -> str:
    value = _coded(float(step["value"]))
    return f"{value}: {listing(step['added'])}" if told["ties"] == "by_name" else value


def left_out(name: str, result: dict[str, Any]) -> Table:
    """The pooled effect without each study."""
    rows = [[study, one, one["p"]] for study, one in result["leave_one_out"].items()]
    caption = f"The pooled effect{on(result)} without each study"
    return Table(f"{name}-leave-one-out", caption, tested("Left out"), rows, folded=True)
