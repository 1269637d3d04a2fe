"""`analyse: {kind: prisma}`: the flow of a review's records, and whether its boxes add up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from ..errors import Problem, StudyError
from ..studies.analyse.prisma import Prisma

STAGES = ("identified", "screened", "sought", "assessed", "included")
WAY = (
    ("identified", "removed"),
    ("screened", "excluded"),
    ("sought", "not_retrieved"),
    ("assessed", "excluded_by_reason"),
    ("included_reports", None),
)
"""A box, and what leaves the way after it."""
CONVENTIONS = {
    "records": "each record is counted at the last stage it reached; reports and records are the same here",
    "not_stated": "a box is held against the last stated one: equal where what left is stated, else no more",
    "studies": "an included report without a study of its own name is one study",
    "source": "Page et al. (2021), BMJ 372, n71",
}


def prisma(records: pd.DataFrame, *, spec: dict[str, Any]) -> dict[str, Any]:
    """Count the boxes of the PRISMA 2020 diagram, or take them as stated, and hold them against each other.

    Args:
        records: table `records`; without rows, `stated` is needed.
        spec: plain data of `studies.analyse.prisma.Prisma`.

    Returns:
        the document `prisma.json`: `boxes` by name (None where nothing states it), `by_source`,
        `removed` and `reasons`; `warnings` names every contradiction.

    Raises:
        StudyError: when there are neither records nor stated counts.
    """
    asked = Prisma.load(spec)
    if records.empty and asked.stated is None:
        raise StudyError(
            Problem("study", "analyse.prisma", "no records and no stated counts", "a table of records, or stated")
        )
    stated = _stated(asked.stated.plain()) if asked.stated else None
    found = stated if records.empty else _counted(records)
    assert found is not None
    warnings = [*_sums(found["boxes"])]
    if not records.empty and stated:
        warnings += _sums(stated["boxes"], "stated ")
        warnings += _against(found["boxes"], stated["boxes"])
    of = "stated counts" if records.empty else "table of records"
    return {"kind": asked.kind, "of": of, **found, "warnings": warnings, "conventions": CONVENTIONS}


def _counted(records: pd.DataFrame) -> dict[str, Any]:
    at = {stage: records[records["reached"] == stage] for stage in STAGES}
    n = {stage: len(rows) for stage, rows in at.items()}
    left = {stage: _by(rows["reason"].fillna("no reason given")) for stage, rows in at.items()}
    past = {stage: sum(n[later] for later in STAGES[i:]) for i, stage in enumerate(STAGES)}
    boxes = {
        "identified": past["identified"], "removed": n["identified"], "screened": past["screened"],
        "excluded": n["screened"], "sought": past["sought"], "not_retrieved": n["sought"],
        "assessed": past["assessed"], "excluded_by_reason": n["assessed"], "included_reports": n["included"],
        "included_studies": int(at["included"]["study_id"].fillna(at["included"]["record_id"]).nunique()),
    }  # fmt: skip
    return {
        "boxes": boxes, "by_source": _by(records["source"]), "removed": left["identified"], "reasons": left["assessed"]
    }  # fmt: skip


def _by(values: pd.Series) -> dict[str, int]:
    counts = values.value_counts()
    return {str(name): int(counts[name]) for name in sorted(counts.index, key=lambda name: (-counts[name], name))}


def _stated(told: dict[str, Any]) -> dict[str, Any]:
    sums = {"identified": "identified", "removed": "removed", "excluded_by_reason": "reasons"}
    boxes = {box: sum(told[group].values()) if told[group] else None for box, group in sums.items()}
    order = [
        "identified", "removed", "screened", "excluded", "sought", "not_retrieved", "assessed", "excluded_by_reason",
        "included_reports", "included_studies",
    ]  # fmt: skip
    boxes |= {name: told[name] for name in order if name not in sums}
    return {
        "boxes": {name: boxes[name] for name in order},
        "by_source": told["identified"],
        "removed": told["removed"],
        "reasons": told["reasons"],
    }


def _sums(boxes: dict[str, int | None], whose: str = "") -> Iterator[str]:
    """Every box against the last stated one before it, less what left the way between them."""
    last, left = "", list[str]()
    for box, off in WAY:
        if boxes[box] is not None:
            if last:
                yield from _step(boxes, box, last, left, whose)
            last, left = box, []
        left += [off] if off else []
    reports, studies = boxes["included_reports"], boxes["included_studies"]
    if reports is not None and studies is not None and studies > reports:
        yield f"prisma_arithmetic: {whose}included_studies is {studies}, and included_reports only {reports}."


def _step(boxes: dict[str, int | None], box: str, last: str, left: list[str], whose: str) -> Iterator[str]:
    here, before, gone = boxes[box] or 0, boxes[last] or 0, [boxes[off] for off in left]
    known = [n for n in gone if n is not None]
    rest = before - sum(known)
    named = " and ".join(off for off in left if boxes[off] is not None)
    sums = f"{last} less {named} is {' - '.join(map(str, [before, *known]))} = {rest}" if known else f"{last} is {rest}"
    if len(known) == len(gone) and here != rest:
        yield f"prisma_arithmetic: {whose}{box} is {here}, but {sums}."
    elif here > rest:
        yield f"prisma_arithmetic: {whose}{box} is {here}, and no more than {rest} are left: {sums}."


def _against(counted: dict[str, int | None], stated: dict[str, int | None]) -> Iterator[str]:
    for box, told in stated.items():
        if told is not None and told != counted[box]:
            yield f"prisma_stated: {box} is stated as {told}, and the table of records has {counted[box]}."
