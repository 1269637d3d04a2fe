"""The items that a study's models are trained and tested on, their targets and their folds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd
from pydantic import TypeAdapter

from ..errors import LimitError, Problem, StudyError
from ..studies.ingest import Ingest
from ..studies.train import Split
from ..tables import check, wrong_where
from . import folds, leaks, perspectives, selection, target
from .flow import Flow, start

QUARANTINE = (
    "items that would be analysed had they not been quarantined, by item: those without a row in a feature set, and "
    "quarantined items that the corpus table lacks (whose condition and class nobody knows); the share is "
    "of these and the analysed items together. 'quarantined' counts entries of the quarantine, of all stages"
)


def draw_sample(
    items: pd.DataFrame,
    ratings: pd.DataFrame,
    features: Mapping[str, pd.DataFrame],
    quarantine: pd.DataFrame,
    *,
    ingest: dict[str, Any],
    split: dict[str, Any],
) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Draw the sample of a study, the same for all of its models.

    Args:
        items: table `items`.
        ratings: table `ratings`.
        features: table `features` of every feature set of the study, by id. An item
            must have a row in all of them.
        quarantine: table `quarantine` of ingest and of the feature sets together.
        ingest: the study's section, as plain data.
        split: the part of the study's section `train`, as plain data.

    Returns:
        table `sample`, and the flow as plain data: steps with counted reasons, classes,
        groups, folds, quarantine, conventions.

    Raises:
        StudyError: the study names a column, value, scale or class that the data lacks,
            or there are too few groups, or a class is absent from a training fold.
        LimitError: more is in quarantine than `ingest.max_quarantined`.
        LeakError: a group or a recording lies in more than one fold.
    """
    chosen = Ingest.load(ingest)
    ratings = _with_perspectives(ratings, chosen)
    plan: Split = TypeAdapter(Split).validate_json(json.dumps(split))
    _check_words(items, ratings, chosen)
    assert chosen.target
    flow = selection.select(start(items), chosen.where)
    flow, targets = target.label_items(flow, ratings, chosen.target)
    before = len(flow.items)
    flow = flow.keep("features", _without_features(flow.items["item_id"], features, quarantine))
    lost = _lost_at_ingest(items, quarantine)
    share = _quarantined_share(before, flow.steps[-1]["removed"], lost, chosen.max_quarantined)
    if flow.items.empty:
        raise StudyError(Problem("study", "ingest", f"no item is left; {_story(flow)}", "a sample"))
    sample = _sample(flow.items, targets, plan)
    leaks.check_leaks(sample, items.set_index("item_id")["sha256"])
    leaks.check_classes(sample, chosen.target.labels)
    return sample, _document(sample, flow, chosen, plan, quarantine, share)


def _with_perspectives(ratings: pd.DataFrame, chosen: Ingest) -> pd.DataFrame:
    problems = list(perspectives.wrong_scales(ratings, chosen.perspectives))
    if problems:
        raise StudyError(problems)
    return perspectives.with_perspectives(ratings, chosen.perspectives)


def _check_words(items: pd.DataFrame, ratings: pd.DataFrame, chosen: Ingest) -> None:
    problems = list(wrong_where(items, chosen.where))
    if chosen.target is None:
        problems.append(Problem("study", "ingest.target", "nothing", "a target, because the study trains models"))
    else:
        problems += target.wrong_words(items, ratings, chosen.target)
    if problems:
        raise StudyError(problems)


def _without_features(ids: pd.Series, features: Mapping[str, pd.DataFrame], quarantine: pd.DataFrame) -> pd.Series:
    """Why an item lacks a feature set: `<set>: <reason>`, several joined by '; '."""
    named = quarantine.dropna(subset=["item_id"]).groupby("item_id")["reason"]
    told = named.agg(lambda reasons: " or ".join(sorted(set(reasons))))
    reason = told.reindex(ids).fillna("no row and no entry in the quarantine")
    why_not = pd.Series("", ids, dtype="str")
    for name, frame in features.items():
        absent = ~why_not.index.isin(frame["item_id"])
        why_not = why_not.mask(absent, why_not + f"; {name}: " + reason)
    return why_not.str.removeprefix("; ").where(why_not.ne(""))


def _lost_at_ingest(items: pd.DataFrame, quarantine: pd.DataFrame) -> int:
    return len(set(quarantine["item_id"].dropna()) - set(items["item_id"]))


def _quarantined_share(items: int, without_features: Mapping[str, int], lost: int, limit: float) -> float:
    if items + lost == 0:
        return 0.0
    gone = sum(without_features.values()) + lost
    share = gone / (items + lost)
    if share > limit:
        found, reasons = f"{gone} of {items + lost} items in quarantine ({share:.1%})", {"set aside at ingest": lost}
        most = max((reasons | dict(without_features)).items(), key=lambda reason: reason[1])
        hint = f"Most often: {most[0]} ({most[1]} items). The quarantine table says all."
        raise LimitError(Problem("study", "ingest.max_quarantined", found, f"at most {limit:.1%}", hint))
    return share


def _sample(items: pd.DataFrame, targets: pd.DataFrame, plan: Split) -> pd.DataFrame:
    frame = targets.reindex(items["item_id"]).reset_index()
    frame.insert(1, "group", items[plan.by].to_numpy())
    frame["fold"] = folds.assign_folds(frame["group"], plan)
    return check(frame, "sample")


def _story(flow: Flow) -> str:
    reasons = [f"{reason}: {n}" for step in flow.steps for reason, n in step["removed"].items()]
    return "; ".join(reasons) or "the corpus has no items"


def _document(
    sample: pd.DataFrame, flow: Flow, chosen: Ingest, plan: Split, quarantine: pd.DataFrame, share: float
) -> dict[str, Any]:
    assert chosen.target
    parts = [{"fold": int(str(fold))} | _describe(part) for fold, part in sample.groupby("fold")]
    split = {"split": folds.CONVENTIONS[plan.kind], "quarantine_share": QUARANTINE}
    return _describe(sample) | {
        "steps": flow.steps,
        "group_unit": plan.by,
        "folds": parts,
        "quarantined": _count(quarantine["reason"]),
        "quarantine_share": share,
        "conventions": target.conventions(chosen.target) | _derived(chosen) | split,
    }


def _derived(chosen: Ingest) -> dict[str, str]:
    return {name: perspectives.convention(both) for name, both in chosen.perspectives.items()}


def _describe(part: pd.DataFrame) -> dict[str, Any]:
    told = {"items": len(part), "groups": int(part["group"].nunique()), "classes": _count(part["label"])}
    if "majority" in part:
        told["consensus"] = {"plurality": int(part["label"].count()), "majority": int(part["majority"].count())}
    return told


def _count(values: pd.Series) -> dict[str, int]:
    return {str(value): int(n) for value, n in values.value_counts().sort_index().items()}
