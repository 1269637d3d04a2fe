"""Takes out of results what may not leave this machine, before any section of the report sees them.

A report is made to be passed on. So it is written without what licence and consent keep
here, and says so in its place; `affectflow.release` holds its pages against them again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from ..studies import Dataset
from ..studies.permission import forbidden_by, named_by, stated_against
from .results import Results

WITHHELD = "withheld"


def without_what_stays(results: Results, dataset: Dataset, *, synthetic: bool) -> Results:
    """The results as a report may show them.

    Args:
        results: what was found.
        dataset: the corpus, with its licence and consent.
        synthetic: whether the data is the twin's, which may be shown; what models were
            asked and answered is real in its run too.

    Returns:
        the same, with the word "withheld" for texts and names in tables, numbers for
        the names of raters and disputed items, and one count for the reasons why participants
        left.
    """
    analyses = {name: found if synthetic else _analysis(found, dataset) for name, found in results.analyses.items()}
    quarantine = _quarantine(results.quarantine, dataset, synthetic)
    return replace(results, analyses=analyses, quarantine=quarantine, responses=_responses(results.responses, dataset))


def _responses(frame: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    kept = [column for column in ("asked", "text") if forbidden_by(dataset, "responses", column)]
    return frame.assign(**dict.fromkeys(kept, WITHHELD))


def _quarantine(frame: pd.DataFrame, dataset: Dataset, synthetic: bool) -> pd.DataFrame:
    elicited = frame["stage"] == "elicit"
    hidden = frame.copy()
    if forbidden_by(dataset, "responses", "text"):
        hidden["found"] = hidden["found"].mask(elicited, WITHHELD)
    for column in ("item_id", "file", "found"):
        if not synthetic and forbidden_by(dataset, "quarantine", column):
            hidden[column] = hidden[column].mask(~elicited & hidden[column].notna(), WITHHELD)
    return hidden


def _analysis(found: dict[str, Any], dataset: Dataset) -> dict[str, Any]:
    if found.get("kind") == "agreement":
        return _agreement(found, dataset)
    if found.get("kind") == "aggregation":
        return _aggregation(found, dataset)
    return found | {"flow": _reasons(found["flow"], dataset)} if found.get("kind") == "trial" else found


def _agreement(found: dict[str, Any], dataset: Dataset) -> dict[str, Any]:
    """Raters and items numbered where their names stay, and no vote on a single item where votes stay."""
    raters, disputed = found["raters"], found["disputed"]
    if named_by(dataset, "ratings", "rater_id"):
        raters = _numbered(raters)
    if named_by(dataset, "items", "item_id") or named_by(dataset, "ratings", "item_id"):
        disputed = disputed | {"ids": [f"item {i}" for i, _ in enumerate(disputed["ids"], 1)]}
    if any(forbidden_by(dataset, "ratings", column) for column in ("label", "value")):
        disputed = disputed | {"votes": [WITHHELD for _ in disputed["votes"]]}
    return found | {"raters": raters, "disputed": disputed}


def _aggregation(found: dict[str, Any], dataset: Dataset) -> dict[str, Any]:
    kept = dict(found)
    if named_by(dataset, "ratings", "rater_id"):
        kept["raters"] = _numbered(found["raters"]) | {"competence": _numbered_competence(found["raters"])}
    if named_by(dataset, "items", "item_id"):
        items = [row | {"item": WITHHELD} for row in found["advice"]["items"]]
        kept["advice"] = found["advice"] | {"items": items}
    return kept


def _numbered_competence(raters: dict[str, Any]) -> dict[str, Any]:
    number = {name: f"rater {i}" for i, name in enumerate(raters["ids"], 1)}

    def told(one: dict[str, Any]) -> dict[str, Any]:
        rows = [row | {"rater": number[row["rater"]]} for row in one.get("undefined", [])]
        return one | ({"undefined": rows} if rows else {})

    return {rule: told(one) for rule, one in raters["competence"].items()}


def _numbered(raters: dict[str, Any]) -> dict[str, Any]:
    number = {name: f"rater {i}" for i, name in enumerate(raters["ids"], 1)}
    confusion = raters.get("confusion", {})
    rows = [row | {"rater": number[row["rater"]]} for row in confusion.get("undefined_rows", [])]
    told = {"undefined_rows": rows} if rows else {}
    matrices = {"confusion": confusion | told} if confusion else {}
    return raters | {"ids": list(number.values())} | matrices


def _reasons(flow: dict[str, Any], dataset: Dataset) -> dict[str, Any]:
    """Counts by reason are about no single person, unless the reasons themselves are named as not to leave."""
    arms = {arm: dict(found) for arm, found in flow["arms"].items()}
    for part, table, column in (("lost", "participants", "lost_reason"), ("missing", "outcomes", "missing_reason")):
        for found in arms.values():
            if part in found and stated_against(dataset, table, column):
                found[part] = {occasion: _counted(reasons) for occasion, reasons in found[part].items()}
    excluded = stated_against(dataset, "participants", "excluded")
    return flow | {"arms": arms, "excluded": _counted(flow["excluded"]) if excluded else flow["excluded"]}


def _counted(reasons: dict[str, int]) -> dict[str, int]:
    return {WITHHELD: sum(reasons.values())} if reasons else {}
