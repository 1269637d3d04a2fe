"""The flow of a review's records, as the PRISMA 2020 diagram."""

from __future__ import annotations

from typing import Any

from ..blocks import Block, Column, Figure, Notice, Section, Table
from ..figures.boxes import Box, flow, narrow_flow
from ..material import Material
from ..numbers import count

WORDS = {
    "identified": "Records identified",
    "removed": "Removed before screening",
    "screened": "Records screened",
    "excluded": "Records excluded",
    "sought": "Reports sought",
    "not_retrieved": "Reports not retrieved",
    "assessed": "Reports assessed for eligibility",
    "excluded_by_reason": "Reports excluded",
    "included_reports": "Reports of included studies",
    "included_studies": "Studies included",
}
ASIDE = ("removed", "excluded", "not_retrieved", "excluded_by_reason")
PARTS = {"identified": "by_source", "removed": "removed", "excluded_by_reason": "reasons"}
"""A box, and the group of the result that lists what it is made of."""


def build(material: Material) -> Section | None:
    """The diagram and its counts."""
    found = material.results.analysis("prisma")
    if not found:
        return None
    blocks: list[Block] = []
    for name, result in found:
        blocks += _flow(name, result, material.synthetic)
    return Section("prisma", "Flow of records", " ".join(_lead(result) for _, result in found), blocks)


def _lead(result: dict[str, Any]) -> str:
    boxes = result["boxes"]
    return (
        f"Of {count(boxes['identified'], 'not stated')} records identified, "
        f"{count(boxes['included_reports'], 'not stated')} were included (from the {result['of']})."
    )


def _flow(name: str, result: dict[str, Any], synthetic: bool) -> list[Block]:
    warnings: list[Block] = [Notice(result["warnings"])] if result["warnings"] else []
    boxes = [_box(box, result) for box in WORDS if result["boxes"][box] is not None]
    caption = "Flow of records (PRISMA 2020)"
    table = _table(name, result)
    picture = flow(f"{name}-prisma", caption, boxes, synthetic=synthetic)
    narrow = narrow_flow(f"{name}-prisma", caption, boxes, synthetic=synthetic)
    return [*warnings, Figure(f"{name}-prisma", caption, picture, table.name, narrow), table]


def _parts(box: str, result: dict[str, Any]) -> list[tuple[str, int]]:
    """What a box is made of, the most first."""
    parts = result[PARTS[box]] if box in PARTS else {}
    return sorted(parts.items(), key=lambda part: (-part[1], part[0]))


def _box(box: str, result: dict[str, Any]) -> Box:
    lines = [f"{words}: {count(k)}" for words, k in _parts(box, result)]
    return Box([f"{WORDS[box]} (n = {count(result['boxes'][box])})", *lines], side=box in ASIDE)


def _table(name: str, result: dict[str, Any]) -> Table:
    rows: list[list[Any]] = []
    for box, title in WORDS.items():
        rows.append([title, None, result["boxes"][box]])
        rows += [[title, words, k] for words, k in _parts(box, result)]
    columns = {"box": Column("Box"), "part": Column("Of these"), "n": Column("n", count, numeric=True)}
    return Table(f"{name}-boxes", "Records at each stage", columns, rows, folded=True)
