"""`analyse: {kind: longitudinal}`: outcomes over time, by a mixed model or estimating equations."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ..statistics.mixed.design import Cells, cells
from ..statistics.mixed.fit import Fit, Structure, fit_mixed, random_intercept, random_slope, unstructured
from ..statistics.mixed.gee import GeeFit, fit_gee
from ..statistics.t_interval import t_interval, untested
from ..studies.analyse.longitudinal import Longitudinal
from ..tables.people import People
from .cohort import cohort

Fitted = Fit | GeeFit | None
"""A fit of either kind, or none."""

MODELS = {
    "random_intercept": "a random intercept for each participant and one residual variance",
    "random_slope": "a random intercept and slope in time for each participant, correlated, and one residual variance",
    "unstructured": "MMRM: every variance and covariance between occasions is free and the same in all arms",
    "gee": "generalised estimating equations, identity link",
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
    found = cohort(people, asked, place="analyse.longitudinal")
    who = found.people["arm"].isin(arms)
    values = found.values[asked.measure][who]
    arm = found.people.loc[who, "arm"].map({name: k for k, name in enumerate(arms)}).to_numpy(dtype=int)
    notes = list(found.warnings)
    outcome, before = values[list(asked.measured)].to_numpy(dtype=float), None
    if asked.baseline_as == "covariate":
        before = values[asked.baseline].to_numpy(dtype=float)
        lost = int(np.sum(np.isnan(before) & ~np.isnan(outcome).all(axis=1)))
        notes += [f"no_baseline: {lost} measured later without a baseline, not in the model"] if lost else []
    made = cells(outcome, arm, len(arms), before)
    fit, reason = _fit(made, asked)
    notes += _notes(fit, reason)
    reason = reason or _unusable(fit)
    return {
        "kind": "longitudinal",
        **{name: getattr(asked, name) for name in ("measure", "control", "baseline", "primary", "model")},
        **{name: getattr(asked, name) for name in ("baseline_as", "df", "level", "analysis_set")},
        **{name: getattr(asked, name) for name in ("working", "small_sample")},
        "treated": list(asked.treated),
        "occasions": list(asked.occasions),
        "times": list(asked.times),
        "effects": {
            name: {at: _effect(made, fit, asked, k + 1, at, reason) for at in asked.occasions}
            for k, name in enumerate(asked.treated)
        },
        "means": {
            name: {at: _mean(made, fit, asked, k, at, reason) for at in asked.measured} for k, name in enumerate(arms)
        },
        "fit": _about(made, fit, asked, reason),
        "warnings": notes,
        "conventions": {
            "population": asked.analysis_set.replace("_", " "),
            "effect": "treated minus control, in units of the measure",
            "model": f"a mean for each later occasion and arm; {MODELS[asked.model]}{_estimated(asked)}",
            "baseline": BASELINE[asked.baseline_as],
            "interval": DF[asked.df],
            "missing": f"all that was measured is used; {MISSING[asked.model == 'gee']} is assumed",
            "multiplicity": "the primary occasion is named beforehand; intervals and p are not adjusted",
        },
    }


def _estimated(asked: Longitudinal) -> str:
    if asked.model != "gee":
        return "; REML"
    return f"; {asked.working} working correlation; correction of the errors: {asked.small_sample}"


def _structure(asked: Longitudinal) -> Structure:
    number = len(asked.measured)
    if asked.model == "random_slope":
        return random_slope(np.array(asked.times))
    return random_intercept(number) if asked.model == "random_intercept" else unstructured(number)


def _fit(made: Cells, asked: Longitudinal) -> tuple[Fitted, str]:
    if asked.working and asked.small_sample:
        few = len(made.outcome) - made.design.shape[-1]
        scarce = f"{len(made.outcome)} participants for {made.design.shape[-1]} coefficients" if few < 1 else ""
        reason = made.why_undefined() or scarce or _alone(made)
        fitted = None if reason else fit_gee(made.outcome, made.design, asked.working, asked.small_sample)
        return fitted, reason
    structure = _structure(asked)
    reason = made.why_undefined() or _not_told(made, structure)
    return (None, reason) if reason else (fit_mixed(made.outcome, made.design, structure), "")


def _alone(made: Cells) -> str:
    if (~np.isnan(made.outcome)).sum(axis=1).max() < 2:
        return "nobody was measured twice: the variance between participants cannot be told from the residual"
    return ""


def _not_told(made: Cells, structure: Structure) -> str:
    """Why the parameters of the covariance cannot be told from these data, or nothing."""
    there = ~np.isnan(made.outcome)
    if _alone(made):
        return _alone(made)
    if structure.residual:
        size = structure.effects.shape[1]
        few = size > 1 and there.sum(axis=1).max() <= size
        return f"nobody was measured more than {size} times: a slope cannot be told from the residual" if few else ""
    if scarce := _few(made):
        return scarce
    together = there.T.astype(int) @ there
    if (np.linalg.eigvalsh(made.residual_products())[0]) <= 1e-10 * np.nanvar(made.outcome):
        return "outcomes of two occasions are exact functions of each other: their covariance is singular"
    least = int(together.min())
    return "" if least > 1 else f"two occasions share {least} participants: their covariance cannot be told"


def _few(made: Cells) -> str:
    """Whether residuals have fewer degrees of freedom than occasions: the likelihood then has no bound."""
    persons, number = made.outcome.shape
    used = max(int((np.abs(made.design[:, k]).max(axis=0) > 0).sum()) for k in range(number))
    return (
        "" if persons - used >= number else f"{persons} participants are too few for a covariance of {number} occasions"
    )


def _unusable(fit: Fitted) -> str:
    if isinstance(fit, GeeFit):
        return (
            "" if fit.converged else "not_converged: the estimating equations have not settled on a working correlation"
        )
    if fit and fit.singular and fit.structure.effects.shape[1]:
        return "singular_fit: intercepts and slopes have a covariance at its bound, where no standard error holds"
    return "" if fit is None or fit.converged else "not_converged: the restricted likelihood has no maximum inside"


def _notes(fit: Fitted, reason: str) -> list[str]:
    if fit is None:
        return [f"undefined: {reason}"]
    if _unusable(fit):
        return [_unusable(fit)]
    if isinstance(fit, GeeFit):
        return []
    alone = "the variance between participants is estimated as 0; outcomes of a person count as independent"
    return [f"singular_fit: {alone}"] if fit.singular else []


def _effect(made: Cells, fit: Fitted, asked: Longitudinal, arm: int, at: str, reason: str) -> dict[str, Any]:
    k = asked.measured.index(at)
    seen = {name: made.count(j, k) for j, name in ((0, asked.control), (arm, asked.treated[arm - 1]))}
    thin = [f"fewer than two outcomes in arm '{name}' at '{at}' ({n})" for name, n in seen.items() if n < 2]
    weights = made.mean(arm, k) - made.mean(0, k)
    return _interval(fit, asked, weights, sum(seen.values()), reason or "; ".join(thin))


def _mean(made: Cells, fit: Fitted, asked: Longitudinal, arm: int, at: str, reason: str) -> dict[str, Any]:
    k = asked.measured.index(at)
    n = made.count(arm, k)
    thin = f"fewer than two outcomes ({n})" if n < 2 else ""
    return untested(_interval(fit, asked, made.mean(arm, k), n, reason or thin))


def _interval(fit: Fitted, asked: Longitudinal, weights: np.ndarray, n: int, reason: str) -> dict[str, Any]:
    kind = "GEE" if asked.model == "gee" else f"mixed model, {asked.model}, REML"
    numbers = (math.nan,) * 3
    if not reason and fit is not None:
        numbers = fit.contrast(weights) if isinstance(fit, GeeFit) else fit.contrast(weights, asked.df)
    method = f"{kind}, {asked.df} t interval"
    return t_interval(*numbers, n=n, level=asked.level, method=method, reason=reason)


def _about(made: Cells, fit: Fitted, asked: Longitudinal, reason: str) -> dict[str, Any]:
    counts = {"n_participants": len(made.outcome), "n_observations": int(np.sum(~np.isnan(made.outcome)))}
    if isinstance(fit, GeeFit):
        working = {"working correlation": fit.correlation, "scale": fit.scale}
        return counts | {"converged": fit.converged, "covariance": working}
    if fit is None:
        return counts | {"converged": False, "log_likelihood": math.nan, "reason": reason}
    effects = asked.measured if asked.model == "unstructured" else ("intercept", "slope")
    names = [
        f"variance {effects[i]}" if i == j else f"covariance {effects[j]}, {effects[i]}" for i, j in fit.structure.pairs
    ]
    names += ["variance residual"] * fit.structure.residual
    parameters = dict(zip(names, map(float, fit.parameters), strict=True))
    if asked.model == "random_intercept":
        parameters = {"variance intercept": 0.0} | parameters
    stated = {"converged": fit.converged, "singular": fit.singular, "log_likelihood": fit.log_likelihood}
    return counts | stated | {"covariance": parameters}
