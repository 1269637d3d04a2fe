"""Arms compared after logistic regression on covariates: odds ratios, and risks standardised over the participants."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..statistics.binary.firth import Firth, firth, profile_interval
from ..statistics.binary.logistic import Logistic, logistic, why_not
from ..statistics.binary.standardised import contrast, risk, standardised
from ..statistics.multiple_tests import adjusted_for_number
from ..studies.analyse.events import Events
from .arms import arm_design, no_odds, odds
from .cohort import Cohort

LIKELIHOOD = "logistic regression, maximum likelihood, Wald interval"
PENALISED = "logistic regression, Firth's penalised likelihood, profile interval"
STANDARDISED = {
    False: "standardised from logistic regression, maximum likelihood",
    True: "standardised from logistic regression, Firth's penalised likelihood, which draws risks toward one half",
}
MEANINGS = {
    "constant_outcome": "nobody, or everybody, had the event",
    "collinear_covariates": "arms and covariates tell each other exactly",
    "complete_separation": "arms and covariates tell the event exactly: the likelihood has no maximum",
    "quasi_complete_separation": "a combination of arms and covariates tells the event of some exactly: the likelihood "
    "has no maximum",
    "no_convergence": "the likelihood's maximum was not found",
}


@dataclass(frozen=True)
class Regression:
    """The event on arms and covariates.

    columns: those of the covariates, by name.
    design: a column of ones, the treated arms, the covariates; shape (n, coefficients). event: 0 or 1, shape (n,).
    penalised: whether the fit is Firth's. fit: None where there is none, for a `reason` that begins with a name.
    separation: why the likelihood has no maximum, by a name, or nothing.
    """

    columns: list[str]
    design: np.ndarray
    event: np.ndarray
    penalised: bool
    fit: Logistic | Firth | None
    separation: str
    reason: str


def adjusted(found: Cohort, happened: pd.Series, asked: Events) -> tuple[dict[str, Any], list[str]]:
    """Odds ratios, and standardised risks, differences and ratios, by arm; and warnings.

    Args:
        found: the participants.
        happened: 0 or 1, of those who are analysed.
        asked: the spec.
    """
    who = happened.index[found.people.loc[happened.index, "arm"].isin([asked.control, *asked.treated])]
    columns = arm_design(found, who, asked.treated, asked.adjusted)
    complete = columns.dropna()
    made = _regression(complete, happened[complete.index].to_numpy(), asked)
    ratios, risks = _odds_ratios(made, asked), _risks(made, asked)
    for tested in (ratios, risks["risk_difference"]):
        corrected = adjusted_for_number([one["p"] for one in tested.values()], asked.multiplicity)
        for one, p in zip(tested.values(), corrected, strict=True):
            one["p_adjusted"] = float(p)
    told = _told(made)
    if len(columns) > len(complete):
        told.append(f"missing_covariate: {len(columns) - len(complete)} left out of the regression")
    told += [f"{one['reason']}: {arm}" for arm, one in ratios.items() if one.get("reason", "").startswith("no_profile")]
    document = {"covariates": list(asked.adjusted), "columns": made.columns, "separation": made.separation}
    return document | {"odds_ratio": ratios} | risks, told


def _regression(rows: pd.DataFrame, event: np.ndarray, asked: Events) -> Regression:
    """The data are looked at for separation before any fit is trusted."""
    design = np.column_stack([np.ones(len(rows)), rows.to_numpy()])
    name = lacking = why_not(design, event)
    separated, fit = name.endswith("separation"), None
    penalised = asked.firth == "always" or (asked.firth == "auto" and separated)
    if not name or (penalised and separated):
        found = firth(design, event) if penalised else logistic(design, event)
        fit, lacking = (found, "") if found.converged else (None, "no_convergence")
    reason = f"{lacking}: {MEANINGS[lacking]}" if lacking else ""
    return Regression(list(rows.columns[len(asked.treated) :]), design, event, penalised, fit, name, reason)


def _told(made: Regression) -> list[str]:
    if made.fit is None:
        return [f"{made.reason}; no adjusted effect is estimated"]
    if not made.separation:
        return []
    return [f"{made.separation}: {MEANINGS[made.separation]}; Firth's penalised likelihood is used"]


def _odds_ratios(made: Regression, asked: Events) -> dict[str, Any]:
    told: dict[str, Any] = {
        "level": asked.level, "method": PENALISED if made.penalised else LIKELIHOOD, "n": len(made.event),
    }  # fmt: skip
    if made.fit is None:
        return {arm: no_odds(made.reason, **told) for arm in asked.treated}
    logs, errors = made.fit.coefficients, np.sqrt(np.diag(made.fit.covariance))
    ratios = {arm: odds(float(logs[i]), float(errors[i]), **told) for i, arm in enumerate(asked.treated, 1)}
    return {arm: _by_profile(made, i, one, told) for i, (arm, one) in enumerate(ratios.items(), 1)}


def _by_profile(made: Regression, place: int, by_wald: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    """Wald's interval and test give way to the profile's where the likelihood is penalised."""
    if not made.penalised:
        return by_wald
    low, high, p = profile_interval(made.design, made.event, place, told["level"])
    if not np.isfinite((low, high)).all():
        return no_odds("no_profile: the penalised likelihood's profile did not settle", **told)
    return by_wald | {"low": math.exp(low), "high": math.exp(high), "p": p}


def _risks(made: Regression, asked: Events) -> dict[str, Any]:
    """`risk` by arm, `risk_difference` and `risk_ratio` by treated arm."""
    told: dict[str, Any] = {"method": STANDARDISED[made.penalised], "n": len(made.event)}
    arms = dict(enumerate((asked.control, *asked.treated)))
    if made.fit is None:
        missing = told | dict.fromkeys(("estimate", "low", "high", "standard_error"), math.nan)
        missing |= {"level": asked.level, "reason": made.reason}
        return {
            "risk": {arm: dict(missing) for arm in arms.values()},
            "risk_difference": {arm: missing | {"p": math.nan} for arm in asked.treated},
            "risk_ratio": {arm: dict(missing) for arm in asked.treated},
        }
    columns = range(1, len(arms))
    found = standardised(made.design, made.event, made.fit, columns, asked.standardised, penalised=made.penalised)
    return {
        "risk": {arm: risk(found, i, asked.level) | told for i, arm in arms.items()},
        "risk_difference": {arms[i]: contrast(found, i, "difference", asked.level) | told for i in columns},
        "risk_ratio": {arms[i]: contrast(found, i, "ratio", asked.level) | told for i in columns},
    }
