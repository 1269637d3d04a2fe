"""`analyse: {kind: differences}`: differences of means between arms, or within persons over time."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..statistics.effects import means, ranks
from ..statistics.effects.standardised import standardised
from ..statistics.multiple_tests import adjusted_for_number
from ..statistics.t_interval import t_interval
from ..studies.analyse.differences import Differences
from ..tables.people import People
from .cohort import Cohort, cohort
from .spread import mean_and_sd

Floats = NDArray[np.float64]
METHODS = {
    "welch": "Welch's t interval",
    "student": "Student's t interval, equal variances",
    "paired": "paired t interval",
}
STANDARDISERS = {
    "pooled": "difference / pooled standard deviation (Cohen's d)",
    "change": "mean change / standard deviation of changes (d_z)",
    "two_t": "2 t / sqrt(df), t of Student's test of independent groups",
}


def differences(people: People, *, spec: dict) -> dict:
    """The difference of each measure, with its test and its standardised size.

    Args:
        people: the tables of participants.
        spec: plain data of `studies.analyse.differences.Differences`.

    Returns:
        the document; what cannot be tested is NaN with a reason.

    Raises:
        StudyError: when the spec names what the tables do not have.
    """
    asked = Differences.load(spec)
    found = cohort(people, asked, place="analyse.differences")
    told = {measure: _one(*_values(found, asked, measure), asked) for measure in asked.measures}
    corrected = adjusted_for_number([part["difference"]["p"] for part in told.values()], asked.multiplicity)
    for part, value in zip(told.values(), corrected, strict=True):
        part["difference"]["p_adjusted"] = float(value)
    return {
        "kind": "differences",
        "between": asked.between.plain() if asked.between else None,
        "within": asked.within.plain() if asked.within else None,
        "level": asked.level,
        "measures": told,
        "warnings": found.warnings,
        "conventions": {
            "difference": "second minus first arm" if asked.between else "after minus before, of complete pairs",
            "interval": METHODS[asked.test],
            "effect_size": f"{STANDARDISERS[asked.standardiser]}; Hedges' correction: {asked.bias}; interval by the "
            "noncentral t distribution",
            "multiplicity": f"p adjusted over the measures: {asked.multiplicity}",
            "sd": "denominator n - 1",
        },
    }


def _values(found: Cohort, asked: Differences, measure: str) -> tuple[Floats, Floats]:
    values = found.values[measure]
    if asked.between:
        arms = (asked.between.first, asked.between.second)
        there = values[[asked.between.occasion, *asked.between.also_measured]].dropna()
        parts = [there.loc[there.index.intersection(found.arm(arm)), asked.between.occasion] for arm in arms]
    else:
        assert asked.within
        own = values.loc[found.arm(asked.within.arm)] if asked.within.arm else values
        pairs = own[[asked.within.before, asked.within.after]].dropna()
        parts = [pairs[asked.within.before], pairs[asked.within.after]]
    return parts[0].to_numpy(dtype=float), parts[1].to_numpy(dtype=float)


def _one(first: Floats, second: Floats, asked: Differences) -> dict[str, Any]:
    n = len(first) if asked.within else len(first) + len(second)
    told: dict[str, Any] = {"n": n, "level": asked.level, "method": METHODS[asked.test]}
    reason = _why_undefined(first, second)
    found = None
    if not reason:
        independent = means.between(first, second, equal_variances=asked.test == "student")
        found = means.paired(first, second) if asked.within else independent
        reason = (
            "" if math.isfinite(found.standard_error) else "the values do not vary: nothing to test the difference by"
        )
    if reason or found is None:
        difference = t_interval(math.nan, math.nan, math.nan, reason=reason, **told)
    else:
        difference = t_interval(float(found.estimate), float(found.standard_error), float(found.df), **told)
    part = {
        "first": mean_and_sd(first),
        "second": mean_and_sd(second),
        "difference": difference,
        "effect_size": _effect_size(first, second, asked, reason),
    }
    if asked.ranks:
        test = ranks.wilcoxon(first, second) if asked.within else ranks.mann_whitney(first, second)
        part["ranks"] = {k: v for k, v in vars(test).items() if k != "reason" or v}
    if asked.margin:
        part["equivalence"] = _equivalence(difference, asked, asked.margin)
    return part


def _why_undefined(first: Floats, second: Floats) -> str:
    for name, values in (("first", first), ("second", second)):
        if len(values) < 2:
            return f"fewer than two values in the {name} set ({len(values)})"
    return ""


def _effect_size(first: Floats, second: Floats, asked: Differences, reason: str) -> dict[str, Any]:
    told: dict[str, Any] = {"level": asked.level, "method": STANDARDISERS[asked.standardiser]}
    if reason:
        return standardised(math.nan, math.nan, 1.0, reason=reason, **told)
    n1, n2 = len(first), len(second)
    if asked.standardiser == "change":
        change, units, df = means.paired(first, second), math.sqrt(n1), float(n1 - 1)
    else:
        change, df = means.between(first, second, equal_variances=True), float(n1 + n2 - 2)
        units = math.sqrt(n1 * n2 / (n1 + n2))
    t = float(change.estimate / change.standard_error)
    if not math.isfinite(t):
        return standardised(t, df, units, reason="the values do not vary", **told)
    if asked.standardiser == "two_t":
        nothing = "no interval is defined for this standardiser"
        return {"estimate": 2 * t / math.sqrt(df), "low": math.nan, "high": math.nan, "reason": nothing} | told
    return standardised(t, df, units, bias=asked.bias, **told)


def _equivalence(difference: dict[str, Any], asked: Differences, margin: float) -> dict[str, Any]:
    """Two one-sided tests: p is the larger of the two."""
    told = {"margin": margin}
    if difference.get("reason"):
        return told | {"p": math.nan, "equivalent": None, "reason": difference["reason"]}
    from scipy.stats import t as student

    estimate, error, df = (difference[name] for name in ("estimate", "standard_error", "df"))
    p = max(float(student.sf((estimate + margin) / error, df)), float(student.cdf((estimate - margin) / error, df)))
    return told | {"p": p, "equivalent": p < 1 - asked.level}
