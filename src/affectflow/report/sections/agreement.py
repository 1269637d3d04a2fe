"""How far the raters agree, and what their votes look like."""

from __future__ import annotations

from typing import Any

from ..blocks import Block, Column, Prose, Section, Table
from ..material import Material
from ..numbers import count, interval, listing, number, plural
from ..words import plain

DIGITS = 3


def build(material: Material) -> Section | None:
    """Alpha with its interval."""
    found = material.results.analysis("agreement")
    if not found:
        return None
    blocks: list[Block] = []
    for name, result in found:
        blocks += [Prose(_sentences(material, name, result)), _alpha(name, result)]
    lead = "; ".join(f"Krippendorff’s α = {interval(r['alpha'], DIGITS)} on {_scales(r)}" for _, r in found)
    return Section("agreement", "Agreement of raters", f"{lead}.", blocks)


def _scales(result: dict[str, Any]) -> str:
    return listing([plain(scale) for scale in result["scales"]])


def _sentences(material: Material, name: str, result: dict[str, Any]) -> list[str]:
    first = (
        f"{plural(result['raters_n'], 'rater')} gave {plural(result['ratings'], 'rating')} of "
        f"{plural(result['items'], 'item')}."
    )
    limit = getattr(material.study.analyse.get(name), "min_alpha", None)
    gate = [f"The study set α ≥ {number(limit, 2)} as the least it accepts."] if limit is not None else []
    return [first, *gate]


def _alpha(name: str, result: dict[str, Any]) -> Table:
    return Table(
        f"{name}-coefficients",
        f"Agreement on {_scales(result)}",
        {
            "coefficient": Column("Coefficient"),
            "estimate": Column("Estimate [interval]", lambda v: interval(v, DIGITS), numeric=True),
            "ratings": Column("Ratings", count, numeric=True),
        },
        [["Krippendorff’s α", result["alpha"], result["ratings"]]],
    )
