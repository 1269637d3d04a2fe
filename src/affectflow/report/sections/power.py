"""What a design can find, and how many participants it needs."""

from __future__ import annotations

from typing import Any

from ..blocks import Block, Column, Section, Table
from ..material import Material
from ..numbers import count, number, percent
from ..words import capital, plain


def build(material: Material) -> Section | None:
    """One table for each design."""
    found = material.results.analysis("power")
    if not found:
        return None
    blocks: list[Block] = [_table(name, result) for name, result in found]
    return Section("power", "Power and sample size", " ".join(_lead(result) for _, result in found), blocks)


def _lead(result: dict[str, Any]) -> str:
    needed = result["needed"]
    size = needed["reason"] if needed.get("reason") else f"{count(int(needed['n']))} ({result['conventions']['n']})"
    return f"{capital(plain(result['design']))}: a power of {percent(needed['power'], 0)} needs {size}."


def _table(name: str, result: dict[str, Any]) -> Table:
    rows = [[part["n"], part["power"]] for part in result["powers"]]
    if not result["needed"].get("reason"):
        rows.append([int(result["needed"]["n"]), result["needed"]["reached"]])
    columns = {"n": Column(capital(result["conventions"]["n"]), count, numeric=True)}
    columns["power"] = Column("Power", lambda v: number(v, 3), numeric=True)
    caption = f"Power by size; {result['conventions']['method']}, level {percent(result['level'], 0)}"
    return Table(f"{name}-power", caption, columns, sorted(rows))
