"""`analyse: {kind: prisma}`: the flow of a review's records, and whether its boxes add up."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ...errors import Problem, StudyError
from ...studies.analyse.prisma import Prisma
from .arithmetic import against, sums
from .boxes import counted, stated

CONVENTIONS = {
    "records": "each record is counted at the last stage it reached; reports and records are the same here",
    "not_stated": "a box is held against the last stated one: equal where what left is stated, else no more",
    "studies": "an included report without a study of its own name is one study",
    "other": "records of other methods are sought without screening; included reports count theirs too",
    "totals": "a total of an updated review that is not stated is the sum of previous and new",
    "source": "Page et al. (2021), BMJ 372, n71",
}


def prisma(records: pd.DataFrame, *, spec: dict[str, Any]) -> dict[str, Any]:
    """Count the boxes of the PRISMA 2020 diagram, or take them as stated, and hold them against each other.

    Args:
        records: table `records`; without rows, `stated` is needed.
        spec: plain data of `studies.analyse.prisma.Prisma`.

    Returns:
        the document `prisma.json`: `boxes` by name (None where nothing states it), `by_source`,
        `removed` and `reasons`, and those of other methods and of a previous version where there are
        any; `discrepancies` has place, found and expected of every contradiction.

    Raises:
        StudyError: when there are neither records nor stated counts, or a source of `other_methods` has no record.
    """
    asked = Prisma.load(spec)
    if records.empty and asked.stated is None:
        raise StudyError(
            Problem("study", "analyse.prisma", "no records and no stated counts", "a table of records, or stated")
        )
    published = stated(asked.stated.plain()) if asked.stated else None
    found = published if published and records.empty else counted(records, asked)
    wrong = list(sums(found["boxes"], "stated" if records.empty else "records"))
    if published and not records.empty:
        wrong += [*sums(published["boxes"], "stated"), *against(found["boxes"], published["boxes"])]
    warnings = [f"{one['kind']}: {one['of']} {one['place']} is {one['found']}, but {one['why']}." for one in wrong]
    of = "stated counts" if records.empty else "table of records"
    return {
        "kind": asked.kind, "of": of, **found, "discrepancies": wrong, "warnings": warnings, "conventions": CONVENTIONS
    }  # fmt: skip
