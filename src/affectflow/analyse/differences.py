"""`analyse: {kind: differences}`: differences of means between groups, or within persons over time."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..errors import Problem, StudyError, did_you_mean
from ..statistics.effects import means, scales
from ..statistics.effects.resampled import resampled
from ..statistics.effects.standardised import standardised, undefined
from ..statistics.multiple_tests import adjusted_for_number
from ..statistics.t_interval import t_interval
from ..studies.analyse.differences import BetweenGroups, Differences
from ..tables.people import People
from .cohort import POPULATIONS, Cohort, cohort
from .ranked import rank_conventions, ranked_groups, ranked_pairs
from .spread import mean_and_sd
from .verdicts import verdict

Floats = NDArray[np.float64]
Told = dict[str, Any]
METHODS = {
    "welch": "Welch's t interval",
    "student": "Student's t interval, equal variances",
    "paired": "paired t interval",
}
STANDARDISERS = {
    "pooled": "difference / pooled standard deviation (Cohen's d)",
    "change": "mean change / standard deviation of changes (d_z)",
    "average_sd": "difference / mean of both standard deviations (d_av)",
    "average_variance": "difference / square root of the mean of both variances (d_av)",
    "first": "difference / standard deviation of the first set",
    "two_t": "2 t / sqrt(df), t of Student's test of independent groups",
}
INTERVALS = {
    "noncentral_t": "the noncentral t distribution",
    "large_sample": "the normal distribution, variance by Bonett (2008)",
    "bootstrap_bca": "BCa bootstrap",
    "bootstrap_percentile": "percentile bootstrap",
}
NAMES = {"difference": "the difference", "effect_size": "the effect size", "rank_biserial": "the rank-biserial"}


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
    if asked.between and asked.between.covariate:
        _hold_labels(found.covariates[asked.between.covariate], asked.between, "analyse.differences.between")
    told = {measure: _one(*_values(found, asked, measure), asked) for measure in asked.measures}
    corrected = adjusted_for_number([part["difference"]["p"] for part in told.values()], asked.multiplicity)
    for part, value in zip(told.values(), corrected, strict=True):
        part["difference"]["p_adjusted"] = float(value)
    return {
        "kind": "differences",
        "analysis_set": asked.analysis_set,
        "between": asked.between.plain() if asked.between else None,
        "within": asked.within.plain() if asked.within else None,
        "level": asked.level,
        "measures": told,
        "warnings": found.warnings + _warnings(told),
        "conventions": _conventions(asked),
    }


def _hold_labels(column: pd.Series, between: BetweenGroups, place: str) -> None:
    if pd.api.types.is_numeric_dtype(column):
        allowed = "a covariate with labels; regression takes numbers"
        raise StudyError(Problem("study", f"{place}.covariate", f"'{column.name}', a number", allowed))
    there = sorted(map(str, column.dropna().unique()))
    problems = [
        Problem("study", f"{place}.{side}", f"'{label}'", ", ".join(there) or "nothing", did_you_mean(label, there))
        for side, label in (("first", between.first), ("second", between.second))
        if label not in there
    ]
    if problems:
        raise StudyError(problems)


def _values(found: Cohort, asked: Differences, measure: str) -> tuple[Floats, Floats]:
    values = found.values[measure]
    if asked.between:
        there = values[[asked.between.occasion, *asked.between.also_measured]].dropna()[asked.between.occasion]
        group = found.people["arm"] if asked.between.covariate is None else found.covariates[asked.between.covariate]
        sides = (asked.between.first, asked.between.second)
        parts = [there[(group == side).reindex(there.index)] for side in sides]
    else:
        assert asked.within
        own = values.loc[found.arm(asked.within.arm)] if asked.within.arm else values
        pairs = own[[asked.within.before, asked.within.after]].dropna()
        parts = [pairs[asked.within.before], pairs[asked.within.after]]
    return parts[0].to_numpy(dtype=float), parts[1].to_numpy(dtype=float)


def _one(first: Floats, second: Floats, asked: Differences) -> Told:
    paired = asked.within is not None
    n = len(first) if paired else len(first) + len(second)
    told: Told = {"n": n, "level": asked.level, "method": METHODS[asked.test]}
    reason = _why_undefined(first, second)
    drawn = {} if reason else _drawn(first, second, asked)
    found = None if reason else _difference(first, second, asked)
    if found is not None and not math.isfinite(found.standard_error):
        reason = "the values do not vary: nothing to test the difference by"
    if reason or found is None:
        difference = t_interval(math.nan, math.nan, math.nan, reason=reason, **told)
    else:
        difference = t_interval(float(found.estimate), float(found.standard_error), float(found.df), **told)
        difference |= drawn.get("difference", {})
    part = {
        "first": mean_and_sd(first),
        "second": mean_and_sd(second),
        "difference": difference,
        "effect_size": _effect_size(first, second, asked, reason, drawn.get("effect_size")),
    }
    if asked.ranks:
        options: Told = {"level": asked.level, "drawn": drawn.get("rank_biserial")}
        if drawn.get("rank_biserial") is None and "rank_biserial" in asked.bootstrapped:
            options["drawn"] = undefined(reason, level=asked.level, method=INTERVALS[asked.ranks.interval])
        part["ranks"] = (
            ranked_pairs(second - first, asked.ranks, **options)
            if paired
            else ranked_groups(first, second, asked.ranks, **options)
        )
    if asked.margin:
        part["margin"] = verdict(difference, asked.margin, asked.better)
    return part


def _difference(first: Floats, second: Floats, asked: Differences) -> means.Difference:
    if asked.within:
        return means.paired(first, second)
    return means.between(first, second, equal_variances=asked.test == "student")


def _why_undefined(first: Floats, second: Floats) -> str:
    for name, values in (("first", first), ("second", second)):
        if len(values) < 2:
            return f"fewer than two values in the {name} set ({len(values)})"
    return ""


def _drawn(first: Floats, second: Floats, asked: Differences) -> dict[str, Told]:
    """What is bootstrapped; the same resamples for all."""
    if asked.resampling is None:
        return {}
    found = {
        method: resampled(
            first, second, paired=asked.within is not None, method=method, level=asked.level, bias=asked.bias,
            resamples=asked.resampling.resamples, seed=asked.resampling.seed, standardiser=asked.standardiser,
            zeros=asked.ranks.zeros if asked.ranks else "wilcoxon",
        )
        for method in set(asked.bootstrapped.values())
    }  # fmt: skip
    return {part: found[method][part] for part, method in asked.bootstrapped.items()}


def _effect_size(first: Floats, second: Floats, asked: Differences, reason: str, drawn: Told | None) -> Told:
    told: Told = {"level": asked.level, "method": STANDARDISERS[asked.standardiser]}
    if reason:
        return undefined(reason, **told)
    if drawn is not None:
        return drawn | {"method": f"{told['method']}; {drawn['method']}"}
    found = scales.scaled(scales.moments(first, second, paired=asked.within is not None), asked.standardiser)
    interval = asked.interval
    assert interval in ("noncentral_t", "large_sample")
    size = standardised(found, bias=asked.bias, interval=interval, **told)
    if asked.standardiser == "two_t" and "reason" not in size:
        nothing = "no interval but by bootstrap is defined for this standardiser"
        return size | {"low": math.nan, "high": math.nan, "reason": nothing}
    return size


def _warnings(told: dict[str, Told]) -> list[str]:
    """What has no test, and resamples that were left out."""
    found = [
        f"undefined: the difference of {measure} has no test: {part['difference']['reason']}"
        for measure, part in told.items()
        if "reason" in part["difference"] and math.isnan(part["difference"]["p"])
    ]
    for measure, part in told.items():
        drawn = {name: part[name] for name in ("difference", "effect_size")}
        drawn |= {"rank_biserial": part["ranks"]["rank_biserial"]} if "ranks" in part else {}
        found += [
            f"degenerate_resamples: in {one['undefined_resamples']} of {one['resamples']} resamples {NAMES[name]} of "
            f"{measure} is undefined, since its values do not vary; left out"
            for name, one in drawn.items()
            if one.get("undefined_resamples")
        ]
    return found


def _conventions(asked: Differences) -> Told:
    between = "second minus first group" if asked.between else "after minus before, of complete pairs"
    interval = METHODS[asked.test]
    if asked.difference_interval != "t":
        interval = f"{INTERVALS[asked.difference_interval]}; p by {METHODS[asked.test].replace(' interval', ' test')}"
    told = {
        "population": POPULATIONS[asked.analysis_set],
        "difference": between,
        "interval": interval,
        "effect_size": f"{STANDARDISERS[asked.standardiser]}; Hedges' correction: {asked.bias}, by the degrees of "
        f"freedom of the divisor; interval by {INTERVALS[asked.interval]}",
        "multiplicity": f"p adjusted over the measures: {asked.multiplicity}",
        "sd": "denominator n - 1",
    }
    if asked.resampling:
        drawn = "pairs" if asked.within else "persons of each group by themselves"
        told["resampling"] = (
            f"{drawn}, {asked.resampling.resamples} resamples, seed {asked.resampling.seed}; those in which nothing "
            "varies are left out and counted"
        )
    if asked.margin:
        told["margin"] = f"one-sided tests of {METHODS[asked.test].replace(' interval', '')}, read from the interval"
    return told | (rank_conventions(asked.ranks, paired=asked.within is not None) if asked.ranks else {})
