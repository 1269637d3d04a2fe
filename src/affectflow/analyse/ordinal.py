"""`analyse: {kind: ordinal}`: arms compared on an ordered outcome by the proportional-odds model."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from ..statistics.multiple_tests import adjusted_for_number
from ..statistics.ordinal import Cumulative, proportional_odds, proportionality, why_not
from ..studies.analyse.ordinal import Ordinal
from ..tables.people import People
from .arms import arm_design, no_odds, odds
from .cohort import Cohort, cohort

METHOD = "proportional-odds model, maximum likelihood, Wald interval"
DOUBTFUL = 0.05
MEANINGS = {
    "constant_outcome": "all have the same grade",
    "collinear_covariates": "arms and covariates tell each other exactly",
    "complete_separation": "arms and covariates tell the grades exactly: the likelihood has no maximum",
    "quasi_complete_separation": "a combination of arms and covariates tells the grades of some exactly: the "
    "likelihood has no maximum",
    "no_convergence": "Newton's method did not settle",
}
CONVENTIONS = {
    "effect": "odds of a higher grade, treated over control, at every cut",
    "interval": "Wald, on the log odds ratio, with the observed information",
    "proportional_odds": "likelihood-ratio test against an effect of its own at each cut, for each arm",
    "missing": "participants without an outcome or a covariate are left out",
}


def ordinal(people: People, *, spec: dict) -> dict:
    """Grades by arm, an odds ratio for each treated arm, and tests of proportional odds.

    Args:
        people: the tables.
        spec: plain data of `studies.analyse.Ordinal`.

    Returns:
        the document: `grades`, `arms` (n, counts by grade, missing), `contrasts` (odds_ratio,
        proportional_odds) by treated arm, `cuts`. What is not defined is NaN with a reason.

    Raises:
        StudyError: when the spec names what the tables do not have.
    """
    asked = Ordinal.load(spec)
    found = cohort(people, asked, place="analyse.ordinal")
    named = [asked.control, *asked.treated]
    values = found.values[asked.measure].loc[found.people["arm"].isin(named), asked.occasion]
    grades = sorted(values.dropna().unique())
    contrasts, cuts, told = _contrasts(found, values, grades, asked)
    arms = {arm: _arm(values[values.index.intersection(found.arm(arm))], grades) for arm in named}
    return {
        "kind": "ordinal",
        **{name: getattr(asked, name) for name in ("measure", "occasion", "control", "level", "multiplicity")},
        "treated": list(asked.treated),
        "adjusted": list(asked.adjusted),
        "grades": [f"{grade:g}" for grade in grades],
        "arms": arms,
        "contrasts": contrasts,
        "cuts": cuts,
        "warnings": found.warnings + _odd(arms) + told,
        "conventions": CONVENTIONS | {"multiplicity": f"over the contrasts with the control: {asked.multiplicity}"},
    }


def _contrasts(
    found: Cohort, values: pd.Series, grades: list[float], asked: Ordinal
) -> tuple[dict[str, Any], list[float], list[str]]:
    measured = values.dropna()
    columns = arm_design(found, measured.index, asked.treated, asked.adjusted)
    complete = columns.dropna()
    design = complete.to_numpy()
    _, grade = np.unique(measured[complete.index].to_numpy(), return_inverse=True)
    name = why_not(design, grade)
    fit = None if name else proportional_odds(design, grade)
    name = name or ("" if fit and fit.converged else "no_convergence")
    told = [f"{name}: {MEANINGS[name]}; no odds ratio is estimated"] if name else []
    if len(columns) > len(complete):
        told.append(f"missing_covariate: {len(columns) - len(complete)} left out of the model")
    options: dict[str, Any] = {"level": asked.level, "method": METHOD, "n": len(complete)}
    if name or fit is None:
        reason = f"{name}: {MEANINGS[name]}"
        test = {"statistic": math.nan, "p": math.nan, "reason": reason}
        none = {arm: {"odds_ratio": no_odds(reason, **options), "proportional_odds": test} for arm in asked.treated}
        return _corrected(none, asked), [], told
    ratios = {arm: _one(fit, design, grade, i, options) for i, arm in enumerate(asked.treated)}
    told += [
        f"odds_not_proportional: the effect of {arm} differs between the cuts (p = {one['proportional_odds']['p']:.3f})"
        for arm, one in ratios.items()
        if one["proportional_odds"]["p"] < DOUBTFUL
    ]
    return _corrected(ratios, asked), fit.coefficients[: int(grade.max())].tolist(), told


def _one(fit: Cumulative, design: np.ndarray, grade: np.ndarray, column: int, options: dict) -> dict[str, Any]:
    place = int(grade.max()) + column
    error = math.sqrt(fit.covariance[place, place])
    return {
        "odds_ratio": odds(float(fit.coefficients[place]), error, **options),
        "proportional_odds": proportionality(design, grade, column, fit),
    }


def _corrected(contrasts: dict[str, Any], asked: Ordinal) -> dict[str, Any]:
    corrected = adjusted_for_number([one["odds_ratio"]["p"] for one in contrasts.values()], asked.multiplicity)
    for one, p in zip(contrasts.values(), corrected, strict=True):
        one["odds_ratio"]["p_adjusted"] = float(p)
    return contrasts


def _arm(values: pd.Series, grades: list[float]) -> dict[str, Any]:
    counts = {f"{grade:g}": int((values == grade).sum()) for grade in grades}
    return {"n": int(values.notna().sum()), "missing": int(values.isna().sum()), "counts": counts}


def _odd(arms: dict[str, dict[str, Any]]) -> list[str]:
    told = {0: "no_outcome: nobody in {} has an outcome", 1: "one_person: one person in {} has an outcome"}
    return [told[found["n"]].format(arm) for arm, found in arms.items() if found["n"] in told]
