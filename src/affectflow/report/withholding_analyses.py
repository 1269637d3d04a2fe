"""What a report may show of analyses: names of raters and items, and rows of tables, as far as they may leave."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..studies import Dataset
from ..studies.permission import forbidden_by, named_by, stated_against

WITHHELD = "withheld"

TIMED = {"traces": ("annotators", "example"), "episodes": ("observers", "marks")}
"""Where analyses of these kinds, which are named like the table that they read, list people and draw rows."""


def as_it_may_be_shown(found: dict[str, Any], dataset: Dataset) -> dict[str, Any]:
    """The document of an analysis without what licence and consent keep here.

    Args:
        found: the document; its `kind` says which analysis it is of.
        dataset: the corpus.
    """
    match found.get("kind"):
        case "agreement":
            return _agreement(found, dataset)
        case "aggregation":
            return _aggregation(found, dataset)
        case "sets":
            return _sets(found, dataset)
        case "expressions":
            return _expressions(found, dataset)
        case "traces" | "episodes":
            return _timed(found, dataset)
        case "trial":
            return found | {"flow": _reasons(found["flow"], dataset)}
    return found


def _agreement(found: dict[str, Any], dataset: Dataset) -> dict[str, Any]:
    """Raters, items and strata numbered where their names stay, and no vote on a single item where votes stay."""
    raters, disputed = found["raters"], found["disputed"]
    if named_by(dataset, "ratings", "rater_id"):
        raters = _numbered(raters)
    if named_by(dataset, "items", "item_id") or named_by(dataset, "ratings", "item_id"):
        disputed = disputed | {"ids": [f"item {i}" for i, _ in enumerate(disputed["ids"], 1)]}
    if any(forbidden_by(dataset, "ratings", column) for column in ("label", "value")):
        disputed = disputed | {"votes": [WITHHELD for _ in disputed["votes"]]}
    by = {column: _strata(column, strata, dataset) for column, strata in found["by"].items()}
    return found | {"raters": raters, "disputed": disputed, "by": by}


def _strata(column: str, strata: dict[str, Any], dataset: Dataset) -> dict[str, Any]:
    """Strata by a column of items; those by scale have no person's name."""
    if column == "scale" or not named_by(dataset, "items", column):
        return strata
    numbered = _in_order(column.removesuffix("_id"), strata)
    return {numbered[name]: found for name, found in strata.items()}


def _sets(found: dict[str, Any], dataset: Dataset) -> dict[str, Any]:
    """Sizes of sets without the items' names where these stay, and none of a single item where ratings stay."""
    told = found["predictions"]
    if forbidden_by(dataset, "ratings", "label"):
        told = {rater: part | {"items": {}} for rater, part in told.items()}
    elif named_by(dataset, "items", "item_id") or named_by(dataset, "ratings", "item_id"):
        told = {rater: part | {"items": _unnamed(part["items"])} for rater, part in told.items()}
    return found | {"predictions": told}


def _unnamed(sizes: dict[str, Any]) -> dict[str, Any]:
    return sizes | {"ids": [f"item {i}" for i, _ in enumerate(sizes["ids"], 1)]} if sizes else sizes


def _expressions(found: dict[str, Any], dataset: Dataset) -> dict[str, Any]:
    """Words that many items hold are of no single text, unless texts themselves are named as not to leave."""
    if not stated_against(dataset, "items", "transcript"):
        return found
    kept = {key: one | {"expression": WITHHELD} for key, one in found["expressions"].items()}
    return found | {"expressions": kept, "not_tested": [WITHHELD for _ in found["not_tested"]]}


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


def _timed(found: dict[str, Any], dataset: Dataset) -> dict[str, Any]:
    """Without what draws rows of a table that may not leave, and with numbers for names that may not."""
    people, drawn = TIMED[found["kind"]]
    shown = found | {drawn: {}} if forbidden_by(dataset, found["kind"]) else found
    names: dict[str, str] = {}
    if named_by(dataset, found["kind"], "rater_id"):
        names |= _in_order(people.removesuffix("s"), found[people])
    if named_by(dataset, "items", "item_id"):
        lonely = found["left_out"].get("items_with_one_annotator", [])
        names |= _in_order("item", [*found.get("by_item", {}), *lonely])
    return _renamed(shown, names) if names else shown


def _in_order(what: str, names: Iterable[str]) -> dict[str, str]:
    return {name: f"{what} {i}" for i, name in enumerate(names, 1)}


def _renamed(part: Any, names: dict[str, str]) -> Any:
    """A document in which names stand as keys and as texts, with others in their place."""
    if isinstance(part, dict):
        return {names.get(key, key): _renamed(value, names) for key, value in part.items()}
    if isinstance(part, list):
        return [_renamed(value, names) for value in part]
    return names.get(part, part) if isinstance(part, str) else part


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
    if stated_against(dataset, "participants", "left_out"):
        arms = {arm: found | {"left_out": _counted(found["left_out"])} for arm, found in arms.items()}
    excluded = stated_against(dataset, "participants", "excluded")
    return flow | {"arms": arms, "excluded": _counted(flow["excluded"]) if excluded else flow["excluded"]}


def _counted(reasons: dict[str, int]) -> dict[str, int]:
    return {WITHHELD: sum(reasons.values())} if reasons else {}
