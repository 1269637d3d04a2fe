"""Odds ratios of arms, adjusted for covariates by logistic regression."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from ..statistics.binary.firth import firth, profile_interval
from ..statistics.binary.logistic import logistic, why_not
from ..statistics.multiple_tests import adjusted_for_number
from ..studies.analyse.events import Events
from .arms import arm_design, no_odds, odds
from .cohort import Cohort

LIKELIHOOD = "logistic regression, maximum likelihood, Wald interval"
PENALISED = "logistic regression, Firth's penalised likelihood, profile interval"
MEANINGS = {
    "constant_outcome": "nobody, or everybody, had the event",
    "collinear_covariates": "arms and covariates tell each other exactly",
    "complete_separation": "arms and covariates tell the event exactly: the likelihood has no maximum",
    "quasi_complete_separation": "a combination of arms and covariates tells the event of some exactly: the likelihood "
    "has no maximum",
}


def adjusted_odds(found: Cohort, happened: pd.Series, asked: Events) -> tuple[dict[str, Any], list[str]]:
    """Odds ratios by treated arm, and warnings.

    The data are looked at for separation before any fit is trusted.

    Args:
        found: the participants.
        happened: 0 or 1, of those who are analysed.
        asked: the spec.
    """
    who = happened.index[found.people.loc[happened.index, "arm"].isin([asked.control, *asked.treated])]
    columns = arm_design(found, who, asked.treated, asked.adjusted)
    complete = columns.dropna()
    design = np.column_stack([np.ones(len(complete)), complete.to_numpy()])
    event = happened[complete.index].to_numpy()
    name = why_not(design, event)
    penalised = asked.firth == "always" or (asked.firth == "auto" and name.endswith("separation"))
    told = [f"{name}: {MEANINGS[name]}{_taken(name, penalised)}"] if name else []
    if len(columns) > len(complete):
        told.append(f"missing_covariate: {len(columns) - len(complete)} left out of the regression")
    options: dict[str, Any] = {
        "level": asked.level,
        "method": PENALISED if penalised else LIKELIHOOD,
        "n": len(complete),
    }
    if name and not (penalised and name.endswith("separation")):
        ratios = {arm: no_odds(f"{name}: {MEANINGS[name]}", **options) for arm in asked.treated}
    elif penalised:
        ratios = _by_firth(design, event, asked, options)
    else:
        ratios = _by_likelihood(design, event, asked, options)
    told += [f"{one['reason']}: {arm}" for arm, one in ratios.items() if one.get("reason", "").startswith("no_conv")]
    corrected = adjusted_for_number([one["p"] for one in ratios.values()], asked.multiplicity)
    for one, p in zip(ratios.values(), corrected, strict=True):
        one["p_adjusted"] = float(p)
    columns_made = list(complete.columns[len(asked.treated) :])
    document = {"covariates": list(asked.adjusted), "columns": columns_made, "separation": name, "odds_ratio": ratios}
    return document, told


def _taken(name: str, penalised: bool) -> str:
    if not name.endswith("separation"):
        return "; no odds ratio is estimated"
    return "; Firth's penalised likelihood is used" if penalised else "; no odds ratio is estimated"


def _by_likelihood(design: np.ndarray, event: np.ndarray, asked: Events, options: dict) -> dict[str, Any]:
    fit = logistic(design, event)
    errors = np.sqrt(np.diag(fit.covariance))
    return {
        arm: odds(float(fit.coefficients[i]), float(errors[i]), **options) for i, arm in enumerate(asked.treated, 1)
    }


def _by_firth(design: np.ndarray, event: np.ndarray, asked: Events, options: dict) -> dict[str, Any]:
    fit, ratios = firth(design, event), {}
    for i, arm in enumerate(asked.treated, 1):
        low, high, p = profile_interval(design, event, i, asked.level)
        if not np.isfinite((low, high)).all():
            ratios[arm] = no_odds("no_convergence: the penalised likelihood's profile did not settle", **options)
            continue
        log, error = float(fit.coefficients[i]), float(np.sqrt(fit.covariance[i, i]))
        ratios[arm] = odds(log, error, **options) | {"low": math.exp(low), "high": math.exp(high), "p": p}
    return ratios
