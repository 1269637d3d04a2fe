"""The model of outcomes over time, and why there is none."""

from __future__ import annotations

import numpy as np

from ...statistics.binary.separation import separation
from ...statistics.mixed.design import Cells
from ...statistics.mixed.fit import Fit, Structure, fit_mixed, random_intercept, random_slope, unstructured
from ...statistics.mixed.gee import Family, GeeFit, fit_gee
from ...studies.analyse.longitudinal import Longitudinal

LEAST_FREE = 10
"""Participants more than coefficients, below which sandwich errors are told to be rough."""

Fitted = Fit | GeeFit | None
"""A fit of either kind, or none."""


def _structure(asked: Longitudinal) -> Structure:
    number = len(asked.measured)
    if asked.model == "random_slope":
        return random_slope(np.array(asked.times))
    return random_intercept(number) if asked.model == "random_intercept" else unstructured(number)


def fitted(made: Cells, asked: Longitudinal) -> tuple[Fitted, str]:
    """The fit, or none and why."""
    if asked.working and asked.small_sample:
        few = len(made.outcome) - made.design.shape[-1]
        scarce = f"{len(made.outcome)} participants for {made.design.shape[-1]} coefficients" if few < 1 else ""
        reason = (
            made.why_undefined() or scarce or _alone(made) or (_separated(made) if asked.outcome == "event" else "")
        )
        if reason:
            return None, reason
        family: Family = "binomial" if asked.outcome == "event" else "normal"
        options = (asked.working, asked.small_sample)
        return fit_gee(made.outcome, made.design, *options, family=family, moments=asked.moments), ""
    structure = _structure(asked)
    reason = made.why_undefined() or _not_told(made, structure)
    return (None, reason) if reason else (fit_mixed(made.outcome, made.design, structure), "")


def _alone(made: Cells) -> str:
    if (~np.isnan(made.outcome)).sum(axis=1).max() < 2:
        return "nobody was measured twice: the variance between participants cannot be told from the residual"
    return ""


def _separated(made: Cells) -> str:
    """Why events have no odds ratio, or nothing."""
    there = ~np.isnan(made.outcome)
    name = separation(np.where(made.outcome[there][:, None] > 0, made.design[there], -made.design[there]))
    return (
        f"{name}: arm, occasion and baseline tell the event of some exactly, as where all or none had it"
        if name
        else ""
    )


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
    few = f"{persons} participants are too few for a covariance of {number} occasions"
    return few if persons - used < number else ""


def unusable(fit: Fitted) -> str:
    """Why a fit gives no effect, or nothing."""
    if isinstance(fit, GeeFit):
        return (
            "" if fit.converged else "not_converged: the estimating equations have not settled on a working correlation"
        )
    if fit and fit.singular and fit.structure.effects.shape[1]:
        return "singular_fit: intercepts and slopes have a covariance at its bound, where no standard error holds"
    return "" if fit is None or fit.converged else "not_converged: the restricted likelihood has no maximum inside"


def notes(fit: Fitted, reason: str) -> list[str]:
    """What is told of a fit, each beginning with a name."""
    if fit is None:
        return [f"undefined: {reason}"]
    if unusable(fit):
        return [unusable(fit)]
    if isinstance(fit, GeeFit):
        few = f"{fit.persons} for {len(fit.coefficients)} coefficients; the errors of so few are rough"
        return [f"few_participants: {few}"] if fit.free < LEAST_FREE else []
    alone = "the variance between participants is estimated as 0; outcomes of a person count as independent"
    return [f"singular_fit: {alone}"] if fit.singular else []
