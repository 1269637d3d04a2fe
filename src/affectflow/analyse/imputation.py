"""`analyse: {kind: imputation}`: a treatment's effect with missing outcomes imputed, and its tipping point."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..errors import Problem, StudyError
from ..statistics.ancova import ancova, why_undefined
from ..statistics.imputation.chained import impute, why_impossible
from ..statistics.imputation.rubin import Pooled, pool
from ..statistics.t_interval import t_interval
from ..studies.analyse.imputation import Imputation
from ..tables.people import People
from .cohort import Cohort, cohort

Floats = NDArray[np.float64]
METHOD = "multiple imputation, ANCOVA, Rubin's rules, Barnard and Rubin's t interval"
EFFECT = (-1, 1)
"""Treated minus control."""

FEWEST = 2
"""Cases that an arm must have for its mean to be estimated."""

WIDEST = 5.0
"""How far the tipping point is looked for, in standard deviations of the outcome."""

CONVENTIONS = {
    "effect": "treated minus control, in units of the measure",
    "imputation": "within each arm, by chained normal regressions with drawn coefficients and variance; missing at "
    "random given arm, the named occasions and covariates",
    "analysis": "outcome on arm and baseline, one slope, classical standard error",
    "pooling": "Rubin's rules; degrees of freedom of Barnard and Rubin (1999) with n - 3 for complete data",
    "missing_information": "share of the information about the effect that is missing (Rubin's gamma)",
    "tipping_point": "smallest shift of imputed outcomes of the treated arm, against the effect, at which the interval "
    "holds zero; looked for up to five standard deviations of the outcome",
}


def imputation(people: People, *, spec: dict) -> dict:
    """Pooled effect, complete cases beside it, effects under shifts, and the tipping point.

    Args:
        people: the tables of participants.
        spec: plain data of `studies.analyse.imputation.Imputation`.

    Returns:
        the document; what cannot be estimated is NaN with a reason.

    Raises:
        StudyError: when the spec names what the tables do not have.
    """
    asked = Imputation.load(spec)
    found = _cohort(people, asked)
    arms = [found.arm(asked.control), found.arm(asked.treated)]
    treated = np.repeat([0, 1], [len(arm) for arm in arms])
    drawn, reason = _drawn(found, asked, arms, treated)
    outcome = found.values[asked.measure].loc[arms[0].append(arms[1]), asked.occasion]
    effect = _effect(drawn, treated, outcome, asked, 0.0, reason)
    return {
        "kind": "imputation",
        "measure": asked.measure,
        "control": asked.control,
        "treated": asked.treated,
        "occasion": asked.occasion,
        "imputations": asked.imputations,
        "level": asked.level,
        "missing": _missing(found, asked),
        "complete_cases": _complete(found, asked, arms),
        "effect": effect,
        "shifted": [
            {"delta": delta, "effect": _effect(drawn, treated, outcome, asked, delta, reason)} for delta in asked.deltas
        ],
        "tipping_point": _tipping(effect, drawn, treated, outcome, asked),
        "warnings": found.warnings,
        "conventions": CONVENTIONS,
    }


def _cohort(people: People, asked: Imputation) -> Cohort:
    found = cohort(people, asked, place="analyse.imputation")
    wordy = [name for name in asked.covariates if not pd.api.types.is_numeric_dtype(found.covariates[name])]
    if wordy:
        allowed = "covariates that are numbers"
        raise StudyError([Problem("study", "analyse.imputation.covariates", f"'{name}'", allowed) for name in wordy])
    return found


def _drawn(found: Cohort, asked: Imputation, arms: list[pd.Index], treated: NDArray) -> tuple[Floats, str]:
    """Filled baseline and outcome of both arms, shape (m, n, 2), or why there are none."""
    rng, parts = np.random.default_rng(asked.seed), []
    for name, arm in zip((asked.control, asked.treated), arms, strict=True):
        traits = found.covariates.loc[arm, list(asked.covariates)]
        known = pd.concat([found.values[asked.measure].loc[arm], traits], axis=1)
        values = known.to_numpy(dtype=float)
        reason = why_impossible(values)
        if reason:
            return np.empty((0, 0, 2)), f"arm '{name}': {reason}"
        try:
            filled = impute(values, asked.imputations, iterations=asked.iterations, rng=rng)
        except ValueError as error:
            return np.empty((0, 0, 2)), f"arm '{name}': {error}"
        columns = list(known.columns)
        parts.append(filled[:, :, [columns.index(asked.baseline), columns.index(asked.occasion)]])
    whole = np.concatenate(parts, axis=1)
    return whole, _why_undefined(whole[0, :, 1], treated, whole[0, :, :1], asked)


def _why_undefined(outcome: Floats, treated: NDArray, baseline: Floats, asked: Imputation) -> str:
    for arm, name in enumerate((asked.control, asked.treated)):
        if (n := int(np.sum(treated == arm))) < FEWEST:
            return f"fewer than {FEWEST} cases in arm '{name}' ({n})"
    return why_undefined(outcome, treated, baseline, "none", arms=2, names=[asked.baseline])


def _shifted(drawn: Floats, treated: NDArray, outcome: pd.Series, delta: float) -> Pooled:
    """The pooled effect with imputed outcomes of the treated arm shifted."""
    moved = outcome.isna().to_numpy() & (treated == 1)
    fit = ancova(drawn[:, :, 1] + delta * moved, treated, drawn[:, :, :1], "none", arms=2)
    effect, error = fit.contrast(EFFECT)
    return pool(effect, error**2, float(fit.df[0]))


def _effect(
    drawn: Floats, treated: NDArray, outcome: pd.Series, asked: Imputation, delta: float, reason: str
) -> dict[str, Any]:
    told: dict[str, Any] = {"n": len(treated), "level": asked.level, "method": METHOD}
    if reason:
        return t_interval(math.nan, math.nan, math.nan, reason=reason, **told) | {"missing_information": math.nan}
    pooled = _shifted(drawn, treated, outcome, delta)
    interval = t_interval(float(pooled.estimate), float(pooled.standard_error), float(pooled.df), **told)
    return interval | {"missing_information": float(pooled.missing_information)}


def _complete(found: Cohort, asked: Imputation, arms: list[pd.Index]) -> dict[str, Any]:
    values = found.values[asked.measure].loc[arms[0].append(arms[1]), [asked.baseline, asked.occasion]].dropna()
    treated = values.index.isin(arms[1]).astype(int)
    outcome, baseline = values[asked.occasion].to_numpy(), values[[asked.baseline]].to_numpy()
    reason = _why_undefined(outcome, treated, baseline, asked)
    told: dict[str, Any] = {"n": len(values), "level": asked.level, "method": "ANCOVA of complete cases, t interval"}
    if reason:
        return t_interval(math.nan, math.nan, math.nan, reason=reason, **told)
    fit = ancova(outcome, treated, baseline, "none", arms=2)
    effect, error = fit.contrast(EFFECT)
    return t_interval(float(effect), float(error), float(fit.df), **told)


def _missing(found: Cohort, asked: Imputation) -> dict[str, Any]:
    values = found.values[asked.measure]
    return {
        arm: {"n": len(who), "missing": {str(o): int(n) for o, n in values.loc[who].isna().sum().items()}}
        for arm, who in ((name, found.arm(name)) for name in (asked.control, asked.treated))
    }


def _tipping(
    start: dict[str, Any], drawn: Floats, treated: NDArray, outcome: pd.Series, asked: Imputation
) -> dict[str, Any]:
    """Where the interval's nearer limit reaches zero, from the effect without a shift on."""
    if start.get("reason"):
        return {"delta": math.nan, "reason": start["reason"]}
    from scipy.optimize import brentq
    from scipy.stats import t as student

    if start["low"] <= 0 <= start["high"]:
        return {"delta": math.nan, "reason": "the interval holds zero without a shift"}
    if not (outcome.isna().to_numpy() & (treated == 1)).any():
        return {"delta": math.nan, "reason": "no outcome of the treated arm is missing"}
    sign = math.copysign(1.0, start["estimate"])

    def nearer(delta: float) -> float:
        pooled = _shifted(drawn, treated, outcome, delta)
        width = student.ppf((1 + asked.level) / 2, pooled.df) * pooled.standard_error
        return float(sign * pooled.estimate - width)

    far = -sign * WIDEST * float(outcome.std())
    if nearer(far) > 0:
        return {
            "delta": math.nan,
            "reason": f"the interval leaves zero out up to a shift of {abs(far):.3g} scale points",
        }
    # The limit need not fall throughout: where it reaches zero first is told.
    grid = np.linspace(0.0, far, 41)
    first = next(place for place, delta in enumerate(grid) if nearer(float(delta)) <= 0)
    return {"delta": float(brentq(nearer, float(grid[first - 1]), float(grid[first]), xtol=1e-9))}
