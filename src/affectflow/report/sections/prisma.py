"""The flow of a review's records, as the PRISMA 2020 diagram."""

from __future__ import annotations

from typing import Any

from ..blocks import Block, Column, Figure, Notice, Section, Table
from ..figures.boxes import Box, flow, narrow_flow
from ..material import Material
from ..numbers import count
from ..words import plain

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
    "total_reports": "Reports of all included studies",
    "total_studies": "All studies included",
}
OTHER = {
    "other_identified": "Records identified by other methods",
    "other_sought": "Reports sought",
    "other_not_retrieved": "Reports not retrieved",
    "other_assessed": "Reports assessed for eligibility",
    "other_excluded_by_reason": "Reports excluded",
    "other_included_reports": "Reports included",
}
ASIDE = (
    "removed",
    "excluded",
    "not_retrieved",
    "excluded_by_reason",
    "other_not_retrieved",
    "other_excluded_by_reason",
)
PARTS = {
    "identified": "by_source", "removed": "removed", "excluded_by_reason": "reasons",
    "other_identified": "other_by_source", "other_excluded_by_reason": "other_reasons",
}  # fmt: skip
"""A box, and the group of the result that lists what it is made of."""
SHARES = {
    "total_reports": ("previous_reports", "included_reports"),
    "total_studies": ("previous_studies", "included_studies"),
}
"""A box, and the two that make it: of the previous version, and new."""


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
    table, figures = _table(name, result), list[Block]()
    for ending, words, caption in (
        ("prisma", WORDS, "Flow of records (PRISMA 2020)"),
        ("prisma-other", OTHER, "Flow of records that other methods found"),
    ):
        boxes = [_box(box, result) for box in words if result["boxes"].get(box) is not None]
        if boxes:
            picture = flow(f"{name}-{ending}", caption, boxes, synthetic=synthetic)
            narrow = narrow_flow(f"{name}-{ending}", caption, boxes, synthetic=synthetic)
            figures.append(Figure(f"{name}-{ending}", caption, picture, table.name, narrow))
    wrong = [_wrong(name, result)] if result["discrepancies"] else []
    return [*warnings, *wrong, *figures, table]


def _wrong(name: str, result: dict[str, Any]) -> Table:
    rows = [
        [one["of"], plain(one["place"]), one["found"], one["expected"], one["why"]] for one in result["discrepancies"]
    ]
    columns = {
        "of": Column("Whose"),
        "place": Column("Box"),
        "found": Column("Found", count, numeric=True),
        "expected": Column("Expected", count, numeric=True),
        "why": Column("Because"),
    }
    return Table(f"{name}-discrepancies", "Boxes that do not add up", columns, rows)


def _parts(box: str, result: dict[str, Any]) -> list[tuple[str, int]]:
    """What a box is made of, the most first."""
    if box in SHARES:
        return [
            (words, result["boxes"][part]) for words, part in zip(("previous version", "new"), SHARES[box], strict=True)
        ]
    parts = result[PARTS[box]] if box in PARTS else {}
    return sorted(parts.items(), key=lambda part: (-part[1], part[0]))


def _box(box: str, result: dict[str, Any]) -> Box:
    lines = [f"{words}: {count(k)}" for words, k in _parts(box, result)]
    return Box([f"{(WORDS | OTHER)[box]} (n = {count(result['boxes'][box])})", *lines], side=box in ASIDE)


def _table(name: str, result: dict[str, Any]) -> Table:
    rows: list[list[Any]] = []
    for box, title in (WORDS | OTHER).items():
        if box not in result["boxes"]:
            continue
        rows.append([title, None, result["boxes"][box]])
        rows += [[title, words, k] for words, k in _parts(box, result)]
    columns = {"box": Column("Box"), "part": Column("Of these"), "n": Column("n", count, numeric=True)}
    return Table(f"{name}-boxes", "Records at each stage", columns, rows, folded=True)
