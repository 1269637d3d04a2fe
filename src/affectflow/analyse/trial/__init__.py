"""`analyse: {kind: trial}`: the effect of a treatment in a two-arm randomised trial, by intention to treat."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ...statistics.ancova import ancova, why_undefined
from ...statistics.t_interval import t_interval
from ...studies.analyse.trial import Trial
from .consort import flow, means
from .data import TrialData, prepare

CONVENTIONS = {
    "population": "intention to treat: everyone randomised, in the arm that was drawn",
    "effect": "treated minus control, in units of the measure",
    "ancova": "outcome on arm and baseline, complete cases, one slope; t with n - 3 degrees of freedom",
    "adjusted_means": "at the mean baseline of the complete cases of both arms; the mean counts as fixed",
    "means": "of everyone measured; sd with denominator n - 1",
    "analysed": "complete cases of the ANCOVA: baseline and occasion measured",
    "multiplicity": "the primary occasion is named beforehand; intervals are not adjusted for the number of occasions",
}


def trial(participants: pd.DataFrame, outcomes: pd.DataFrame, *, spec: dict) -> dict:
    """Flow of participants, means, and ANCOVA at each later occasion.

    Args:
        participants: table `participants`.
        outcomes: table `outcomes`.
        spec: plain data of `studies.analyse.Trial`.

    Returns:
        the document `trial.json`. An effect that cannot be estimated is NaN with a reason;
        what is odd about the data or the fit stands in `warnings`.

    Raises:
        StudyError: when the spec names what the tables do not have.
    """
    asked = Trial.load(spec)
    data = prepare(participants, outcomes, asked)
    return {
        "kind": "trial",
        "measure": asked.measure,
        "control": asked.control,
        "treated": asked.treated,
        "baseline": asked.baseline,
        "primary": asked.primary,
        "occasions": list(asked.occasions),
        "robust": asked.robust,
        "level": asked.level,
        "flow": flow(participants, data, asked),
        "means": means(data),
        "ancova": {occasion: _ancova(data, asked, occasion) for occasion in asked.occasions},
        "warnings": data.warnings,
        "conventions": CONVENTIONS,
    }


def _ancova(data: TrialData, asked: Trial, occasion: str) -> dict[str, Any]:
    compared = data.people["arm"].isin([asked.control, asked.treated])
    complete = data.values.loc[compared, [asked.baseline, occasion]].dropna()
    treated = (data.people.loc[complete.index, "arm"] == asked.treated).to_numpy(dtype=float)
    outcome, baseline = complete[occasion].to_numpy(dtype=float), complete[asked.baseline].to_numpy(dtype=float)
    cases = {asked.control: int(np.sum(1 - treated)), asked.treated: int(np.sum(treated))}
    method = f"ANCOVA, {'classical' if asked.robust == 'none' else asked.robust} standard error, t interval"
    options: dict[str, Any] = {"level": asked.level, "method": method}
    reason = why_undefined(outcome, treated, baseline, asked.robust)
    if reason:
        undefined = t_interval(np.nan, np.nan, np.nan, n=len(outcome), reason=reason, **options)
        return {
            "effect": undefined,
            "adjusted_means": {arm: _untested(undefined | {"n": n}) for arm, n in cases.items()},
        }
    fit = ancova(outcome, treated, baseline, asked.robust)
    rows = zip(cases.items(), fit.adjusted, fit.adjusted_error, strict=True)
    return {
        "effect": t_interval(float(fit.effect), float(fit.standard_error), fit.df, n=len(outcome), **options),
        "adjusted_means": {
            arm: _untested(t_interval(float(mean), float(error), fit.df, n=n, **options))
            for (arm, n), mean, error in rows
        },
    }


def _untested(interval: dict[str, Any]) -> dict[str, Any]:
    """Without the test of zero, which says nothing about a mean."""
    return {name: value for name, value in interval.items() if name not in ("t", "p")}
