"""`analyse: {kind: longitudinal}`: outcomes over time, by a mixed model or estimating equations."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ...statistics.mixed.design import Cells, cells
from ...studies.analyse.longitudinal import Longitudinal
from ...tables.people import People
from ..cohort import cohort
from ..happened import happened
from .fitting import fitted, notes, unusable
from .numbers import about, effect, mean

MODELS = {
    "random_intercept": "a random intercept for each participant and one residual variance",
    "random_slope": "a random intercept and slope in time for each participant, correlated, and one residual variance",
    "unstructured": "MMRM: every variance and covariance between occasions is free and the same in all arms",
    "gee": "generalised estimating equations",
}
DF = {
    "satterthwaite": "t with Satterthwaite's degrees of freedom, by the observed information",
    "kenward_roger": "t with Kenward and Roger's degrees of freedom and standard errors, by the expected information",
    "residual": "t with observations minus coefficients as degrees of freedom",
    "persons": "t with participants minus coefficients as degrees of freedom; sandwich errors",
}
BASELINE = {
    "constrained": "an outcome with one mean for all arms, as randomisation warrants",
    "covariate": "a slope at each later occasion; means are at the mean baseline of those in the model, taken as fixed",
}
EFFECT = {
    "number": "treated minus control, in units of the measure",
    "event": "odds ratio, treated over control; means are risks; standard errors are those of log odds",
}
MOMENTS = {
    "all": "its moments divided by all that there are",
    "less_coefficients": "its moments divided by their number less the coefficients",
}
MISSING = {False: "missing at random given it", True: "missing completely at random"}
"""By whether the model is GEE."""


def longitudinal(people: People, *, spec: dict) -> dict[str, Any]:
    """Effects and means by occasion and arm.

    # ASSUME: what is missing is missing at random given what was measured, of GEE completely at random;
    outcomes are about normal; the covariance of a mixed model is the same in all arms.

    Args:
        people: tables about the participants.
        spec: plain data of `studies.analyse.Longitudinal`.

    Returns:
        the document. What cannot be estimated is NaN with a reason.

    Raises:
        StudyError: when the spec names what the tables do not have.

    Sources: Liang and Zeger (2000), Sankhya B 62, 134-148; Mallinckrodt et al. (2008), Drug Inf. J. 42, 303-319.
    """
    asked = Longitudinal.load(spec)
    arms = [asked.control, *asked.treated]
    made, told = _cells(people, asked, arms)
    fit, reason = fitted(made, asked)
    told += notes(fit, reason)
    reason = reason or unusable(fit)
    options = ("measure", "outcome", "control", "baseline", "primary", "model", "baseline_as", "df", "level")
    return {
        "kind": "longitudinal",
        **{name: getattr(asked, name) for name in (*options, "analysis_set", "working", "small_sample")},
        **({"event": asked.event.plain() if asked.event else None} if asked.outcome == "event" else {}),
        "treated": list(asked.treated),
        "occasions": list(asked.occasions),
        "times": list(asked.times),
        "effects": {
            name: {at: effect(made, fit, asked, k + 1, at, reason) for at in asked.occasions}
            for k, name in enumerate(asked.treated)
        },
        "means": {
            name: {at: mean(made, fit, asked, k, at, reason) for at in asked.measured} for k, name in enumerate(arms)
        },
        "fit": about(made, fit, asked, reason),
        "warnings": told,
        "conventions": {
            "population": asked.analysis_set.replace("_", " "),
            "effect": EFFECT[asked.outcome],
            "model": f"a mean for each later occasion and arm; {MODELS[asked.model]}{_estimated(asked)}",
            "baseline": BASELINE[asked.baseline_as],
            "interval": DF[asked.df] + ("; of log odds" if asked.outcome == "event" else ""),
            "missing": f"all that was measured is used; {MISSING[asked.model == 'gee']} is assumed",
            "multiplicity": "the primary occasion is named beforehand; intervals and p are not adjusted",
        },
    }


def _cells(people: People, asked: Longitudinal, arms: list[str]) -> tuple[Cells, list[str]]:
    """Outcomes and design, and warnings."""
    found = cohort(people, asked, place="analyse.longitudinal")
    who = found.people["arm"].isin(arms)
    values: pd.DataFrame = found.values[asked.measure][who]
    arm = found.people.loc[who, "arm"].map({name: k for k, name in enumerate(arms)}).to_numpy(dtype=int)
    own = values[list(asked.measured)]
    if asked.outcome == "event":
        own = happened(values, asked.measured, asked.event, place="analyse.longitudinal")
    outcome, before, told = own.to_numpy(dtype=float), None, list(found.warnings)
    if asked.baseline_as == "covariate":
        before = values[asked.baseline].to_numpy(dtype=float)
        lost = int(np.sum(np.isnan(before) & ~np.isnan(outcome).all(axis=1)))
        told += [f"no_baseline: {lost} measured later without a baseline, not in the model"] if lost else []
    return cells(outcome, arm, len(arms), before), told


def _estimated(asked: Longitudinal) -> str:
    if asked.model != "gee":
        return "; REML"
    link = "logit" if asked.outcome == "event" else "identity"
    return (
        f", {link} link; {asked.working} working correlation, {MOMENTS[asked.moments]}; correction of the errors: "
        f"{asked.small_sample}"
    )
