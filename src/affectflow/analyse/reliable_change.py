"""`analyse: {kind: reliable_change}`: who changed reliably, and who recovered, by arm."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from ..statistics.binary.tables import fisher
from ..statistics.proportion import wilson
from ..statistics.reliable_change import CLASSES, classes, cutoff, smallest_change
from ..studies.analyse.reliable_change import Population, ReliableChange, Stated
from ..tables.people import People
from .cohort import cohort

ESTIMATED = "everyone analysed, before"
CONVENTIONS = {
    "reliable": "the change exceeds quantile(normal) x sd x sqrt(2 (1 - reliability))",
    "recovered": "reliably improved and crossed the cut-off; who was past it before does not recover",
    "share": "Wilson score interval",
    "improved_or_recovered": "recovered counts as reliably improved",
    "test": "Fisher's exact test, two-sided; conservative; not adjusted for the number of comparisons",
}


def reliable_change(people: People, *, spec: dict) -> dict:
    """Counts by arm of recovered, improved, unchanged and deteriorated.

    Args:
        people: the tables.
        spec: plain data of `studies.analyse.ReliableChange`.

    Returns:
        the document: `smallest_change` and `cutoff` with their sources, `arms` (n, counts, shares,
        `improved_or_recovered`) and `comparisons` with the first arm.

    Raises:
        StudyError: when the spec names what the tables do not have.
    """
    asked = ReliableChange.load(spec)
    found = cohort(people, asked, place="analyse.reliable_change")
    values = found.values[asked.measure][found.people["arm"].isin(asked.arms)]
    first = values[asked.before].dropna()
    sd = float(first.std(ddof=1)) if asked.sd == "estimated" else asked.sd.value
    smallest = smallest_change(sd, asked.reliability.value, asked.certainty)
    limit = _limit(asked, first)
    reason = "" if sd > 0 and math.isfinite(limit) else "no standard deviation before: constant, or fewer than two"
    arms = {arm: _arm(values.loc[values.index.intersection(found.arm(arm))], asked, smallest, limit, reason)
            for arm in asked.arms}  # fmt: skip
    return {
        "kind": "reliable_change",
        **{name: getattr(asked, name) for name in ("measure", "before", "after", "better", "level", "missing")},
        "arms": arms,
        "smallest_change": _or_reason(smallest, reason) | _behind(asked, sd),
        "cutoff": _or_reason(limit, reason) | {
            "kind": "stated" if isinstance(asked.cutoff, Stated) else asked.cutoff,
            "source": asked.cutoff.source if isinstance(asked.cutoff, Stated) else _norms(asked),
            "value_at_cutoff_counts": asked.at_cutoff,
        },
        "comparisons": {arm: _compared(arms[arm], arms[asked.arms[0]], reason) for arm in asked.arms[1:]},
        "reference": asked.arms[0],
        "order": list(asked.arms),
        "warnings": found.warnings + _odd(arms, reason),
        "conventions": CONVENTIONS,
    }  # fmt: skip


def _limit(asked: ReliableChange, first: pd.Series) -> float:
    if isinstance(asked.cutoff, Stated):
        return asked.cutoff.value
    patients = (float(first.mean()), float(first.std(ddof=1)))
    if isinstance(asked.patients, Population):
        patients = (asked.patients.mean, asked.patients.sd)
    healthy = (asked.healthy.mean, asked.healthy.sd) if asked.healthy else (math.nan, math.nan)
    return cutoff(asked.cutoff, patients, healthy, asked.better)


def _norms(asked: ReliableChange) -> str:
    patients = asked.patients.source if isinstance(asked.patients, Population) else ESTIMATED
    told = [f"patients: {patients}"] if asked.cutoff != "b" else []
    return "; ".join(told + ([f"healthy: {asked.healthy.source}"] if asked.healthy else []))


def _behind(asked: ReliableChange, sd: float) -> dict[str, Any]:
    return {
        "sd": sd,
        "sd_source": ESTIMATED if asked.sd == "estimated" else asked.sd.source,
        "reliability": asked.reliability.value,
        "reliability_source": asked.reliability.source,
        "certainty": asked.certainty,
    }


def _or_reason(value: float, reason: str) -> dict[str, Any]:
    return {"value": math.nan, "reason": reason} if reason else {"value": value}


def _arm(values: pd.DataFrame, asked: ReliableChange, smallest: float, limit: float, reason: str) -> dict[str, Any]:
    started = values[values[asked.before].notna()]
    if asked.missing == "unchanged":
        started = started.assign(**{asked.after: started[asked.after].fillna(started[asked.before])})
    whole = started.dropna()
    told = {"n": len(whole), "left_out": len(values) - len(whole)}
    if reason:
        return told | {"reason": reason, "counts": {}, "shares": {}}
    found = classes(
        whole[asked.before],
        whole[asked.after],
        smallest=smallest,
        limit=limit,
        better=asked.better,
        at_limit=asked.at_cutoff,
    )
    counts = {name: int(np.sum(found == name)) for name in CLASSES}
    counts["improved_or_recovered"] = counts["improved"] + counts["recovered"]
    shares = {name: wilson(hits, len(whole), asked.level) for name, hits in counts.items()}
    if not len(whole):
        shares = {name: one | {"reason": "nobody has both values"} for name, one in shares.items()}
    return told | {"counts": counts, "shares": shares}


def _compared(arm: dict[str, Any], reference: dict[str, Any], reason: str) -> dict[str, Any]:
    def test(name: str) -> dict[str, Any]:
        if reason:
            return {"test": "Fisher's exact test", "p": math.nan, "reason": reason}
        return fisher([[one["counts"][name], one["n"] - one["counts"][name]] for one in (arm, reference)])

    return {name: test(name) for name in ("recovered", "improved_or_recovered", "deteriorated")}


def _odd(arms: dict[str, dict[str, Any]], reason: str) -> list[str]:
    told = [f"constant_baseline: {reason}"] if reason else []
    for arm, found in arms.items():
        if found["n"] < 2:
            what = "no_outcome: nobody" if found["n"] == 0 else "one_person: one person"
            told.append(f"{what} in {arm} has both values")
    return told
