"""The boxes of a PRISMA diagram, counted from records or taken as stated."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ...errors import Problem, StudyError, did_you_mean
from ...studies.analyse.prisma import Prisma

STAGES = ("identified", "screened", "sought", "assessed", "included")
ASIDE = ("identified", "sought", "not_retrieved", "assessed", "excluded_by_reason", "included_reports")
"""Boxes that the column of other methods has."""
ORDER = (
    "identified", "removed", "screened", "excluded", "sought", "not_retrieved", "assessed", "excluded_by_reason",
    "included_reports", "included_studies",
)  # fmt: skip


def counted(records: pd.DataFrame, asked: Prisma) -> dict[str, Any]:
    """Boxes of a table of records, and what they are made of.

    Raises:
        StudyError: when a source of `other_methods` has no record.
    """
    there = sorted(set(records["source"]))
    for name in asked.other_methods:
        if name not in there:
            hint = did_you_mean(name, there)
            raise StudyError(Problem("study", "analyse.prisma.other_methods", f"'{name}'", ", ".join(there), hint))
    other = records["source"].isin(asked.other_methods)
    told, included = _column(records[~other]), records[records["reached"] == "included"]
    boxes, aside = told["boxes"], {}
    if asked.other_methods:
        column = _column(records[other])
        aside = {f"other_{name}": column["boxes"][name] for name in ASIDE}
        told |= {"other_by_source": column["by_source"], "other_reasons": column["reasons"]}
    studies = int(included["study_id"].fillna(included["record_id"]).nunique())
    own = {"included_reports": len(included), "included_studies": studies}
    previous = asked.stated.previous if asked.stated else None
    return told | {"boxes": boxes | own | aside | _previous(previous.plain() if previous else None, own)}


def stated(told: dict[str, Any]) -> dict[str, Any]:
    """Boxes as a publication states them, and what they are made of."""
    groups = {"identified": "identified", "removed": "removed", "excluded_by_reason": "reasons"}
    boxes: dict[str, int | None] = {name: _sum(told[groups[name]]) if name in groups else told[name] for name in ORDER}
    parts = {"by_source": told["identified"], "removed": told["removed"], "reasons": told["reasons"]}
    if other := told["other"]:
        boxes |= {f"other_{name}": _sum(other[groups[name]]) if name in groups else other[name] for name in ASIDE}
        parts |= {"other_by_source": other["identified"], "other_reasons": other["reasons"]}
    return {"boxes": boxes | _previous(told["previous"], boxes)} | parts


def _sum(group: dict[str, int]) -> int | None:
    return sum(group.values()) if group else None


def _column(records: pd.DataFrame) -> dict[str, Any]:
    at = {stage: records[records["reached"] == stage] for stage in STAGES}
    n = {stage: len(rows) for stage, rows in at.items()}
    left = {stage: _by(rows["reason"].fillna("no reason given")) for stage, rows in at.items()}
    past = {stage: sum(n[later] for later in STAGES[i:]) for i, stage in enumerate(STAGES)}
    boxes = {
        "identified": past["identified"], "removed": n["identified"], "screened": past["screened"],
        "excluded": n["screened"], "sought": past["sought"], "not_retrieved": n["sought"],
        "assessed": past["assessed"], "excluded_by_reason": n["assessed"], "included_reports": n["included"],
    }  # fmt: skip
    return {
        "boxes": boxes, "by_source": _by(records["source"]), "removed": left["identified"], "reasons": left["assessed"]
    }  # fmt: skip


def _previous(told: dict[str, Any] | None, new: dict[str, Any]) -> dict[str, Any]:
    """The boxes of an updated review; a total that is not stated is the sum."""
    if told is None:
        return {}
    boxes = {f"previous_{name}": told[name] for name in ("reports", "studies")}
    for name in ("reports", "studies"):
        parts = (told[name], new[f"included_{name}"])
        whole = None if None in parts else sum(parts)
        boxes[f"total_{name}"] = whole if told[f"total_{name}"] is None else told[f"total_{name}"]
    return boxes


def _by(values: pd.Series) -> dict[str, int]:
    counts = values.value_counts()
    return {str(name): int(counts[name]) for name in sorted(counts.index, key=lambda name: (-counts[name], name))}
