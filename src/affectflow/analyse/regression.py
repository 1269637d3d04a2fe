"""`analyse: {kind: regression}`: an outcome on covariates, with errors that allow for clusters of rows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ..statistics.mixed.fit import fit_clustered
from ..statistics.multiple_tests import adjusted_for_number
from ..statistics.observational.clusters import clustered, clustered_both_ways
from ..statistics.t_interval import t_interval
from ..studies.analyse.regression import Regression
from ..tables.people import People
from .cohort import cohort
from .observed import Rows, rows, why_no_effect

PLACE = "analyse.regression"
EXACT = 1e-10
"""Residuals below this part of the outcome's standard deviation are rounding."""
ALONE = "one cluster decides this coefficient alone: nothing tells its error"

CONVENTIONS = {
    "model": "ordinary least squares on complete rows, missing values are not filled in",
    "labels": "each label against the reference that the study names",
    "change": "occasion minus baseline",
    "overall": "mean outcome of the complete rows in its own unit, with the same clusters",
    "standardised": "numeric terms, and the outcome where it is standardised, by their standard deviations "
    "(denominator n - 1) among complete rows; a label stays 0 or 1",
    "smallest": "negligible: the whole interval lies within plus and minus the smallest effect that matters; "
    "relevant: it lies wholly beyond; else undecided",
    "family": "p-values are adjusted within the named family only; intervals are not adjusted",
    "collinear": "a term that the terms before it determine is left out",
}
COVARIANCES = {
    "CR0": "sum of squared scores of clusters, no correction; t with clusters minus 1 degrees of freedom",
    "CR1": "CR0 times G/(G - 1) for G clusters; t with G - 1 degrees of freedom",
    "CR1S": "CR0 times G/(G - 1) times (n - 1)/(n - p); t with G - 1 degrees of freedom",
    "CR2": "Bell and McCaffrey's correction under an identity working covariance; Satterthwaite's degrees of freedom",
}


def regression(people: People, *, spec: dict) -> dict:
    """Coefficients with clustered intervals, and those of a mixed model where one is asked for.

    Args:
        people: the tables about participants.
        spec: plain data of `studies.analyse.Regression`.

    Returns:
        the document `<name>.json`; a coefficient that cannot be estimated is NaN with a reason.

    Raises:
        StudyError: when the spec names what the tables do not have.
    """
    asked = Regression.load(spec)
    found = _rows(people, asked)
    outcome, columns, spreads = _standardised(found, asked)
    coefficients, repaired = _coefficients(found, outcome, columns, asked)
    options = ("covariance", "standardise", "smallest", "level", "analysis_set")
    document: dict[str, Any] = {
        "kind": "regression",
        **{name: getattr(asked, name) for name in options},
        **asked.outcome.plain(),
        **found.counts,
        "by": list(asked.clusters),
        "terms": {name: list(found.terms[name]) for name in found.terms},
        "standard_deviations": spreads,
        "overall": _overall(found, asked),
        "coefficients": coefficients,
        "family": None,
        "mixed": {},
    }
    if asked.family:
        document["family"] = asked.family.plain()
        _adjust(coefficients, [name for term in asked.family.terms for name in found.terms[term]], asked.family.method)
    if asked.random_intercept:
        document["mixed"] = _mixed(found, outcome, columns, asked)
    few = [name for name, found_at in coefficients.items() if asked.covariance == "CR2" and found_at["df"] < 4]
    warnings = [*found.warnings, *(f"few_degrees_of_freedom: {name} has below 4; its p-value is rough" for name in few)]
    if repaired:
        warnings.append("not_positive: the two-way covariance had a negative eigenvalue, which was set to 0")
    return document | {"warnings": warnings, "conventions": _conventions(asked)}


def _rows(people: People, asked: Regression) -> Rows:
    groups = [*asked.clusters, *([asked.random_intercept] if asked.random_intercept else [])]
    found = cohort(people, asked, place=PLACE)
    return rows(found, asked.outcome, asked.terms, list(dict.fromkeys(groups)), f"{PLACE}.terms")


def _standardised(found: Rows, asked: Regression) -> tuple[np.ndarray, pd.DataFrame, dict[str, float]]:
    """Outcome and columns in the units of the coefficients, and what they were divided by."""
    outcome, columns = found.outcome, found.columns
    spreads: dict[str, float] = {}
    numeric = [name for name in map(str, columns) if "=" not in name]
    if asked.standardise != "none" and len(columns) > 1:
        spreads = {name: float(columns[name].std(ddof=1)) for name in numeric}
        columns = columns / pd.Series(spreads).reindex(columns.columns, fill_value=1.0)
    if asked.standardise == "terms_and_outcome" and outcome.nunique() > 1:
        spreads["outcome"] = float(outcome.std(ddof=1))
        outcome = outcome / spreads["outcome"]
    return outcome.to_numpy(dtype=float), columns, spreads


def _coefficients(
    found: Rows, outcome: np.ndarray, columns: pd.DataFrame, asked: Regression
) -> tuple[dict[str, Any], bool]:
    names = ["intercept", *columns.columns]
    reason = why_no_effect(found)
    options: dict[str, Any] = {"n": len(outcome), "level": asked.level, "method": _method(asked)}
    gone = {name: t_interval(*[np.nan] * 3, reason=why, **options) for name, why in found.aliased.items()}
    design = np.column_stack([np.ones(len(columns)), columns.to_numpy(dtype=float)])
    reason = reason or _exact(outcome, design)
    if reason:
        return {name: t_interval(*[np.nan] * 3, reason=reason, **options) for name in names} | gone, False
    fit = _fit(outcome, design, found.clusters[list(asked.clusters)].to_numpy(dtype=np.int64), asked)
    parts = zip(names, fit.coefficients, fit.standard_errors, fit.df, fit.alone, strict=True)
    told = {
        name: t_interval(*[np.nan] * 3, reason=ALONE, **options)
        if alone
        else _told(float(b), float(se), float(df), options, asked)
        for name, b, se, df, alone in parts
    }
    return told | gone, fit.repaired


def _overall(found: Rows, asked: Regression) -> dict[str, Any]:
    """Mean outcome of the complete rows in its own unit, by the same clusters."""
    outcome = found.outcome.to_numpy(dtype=float)
    options: dict[str, Any] = {"n": len(outcome), "level": asked.level, "method": _method(asked)}
    if reason := why_no_effect(found):
        return t_interval(*[np.nan] * 3, reason=reason, **options)
    clusters = found.clusters[list(asked.clusters)].to_numpy(dtype=np.int64)
    fit = _fit(outcome, np.ones((len(outcome), 1), dtype=np.float64), clusters, asked)
    return t_interval(fit.coefficients.item(), fit.standard_errors.item(), fit.df.item(), **options)


def _fit(outcome: np.ndarray, design: np.ndarray, clusters: np.ndarray, asked: Regression):
    if clusters.shape[1] == 2:
        return clustered_both_ways(outcome, design, clusters, asked.covariance)
    cluster = clusters[:, 0] if clusters.shape[1] else np.arange(len(outcome))
    return clustered(outcome, design, cluster, asked.covariance)


def _told(estimate: float, error: float, df: float, options: dict[str, Any], asked: Regression) -> dict[str, Any]:
    if not error > EXACT * max(abs(estimate), 1e-300) or not df > 0:
        # A cluster that decides a coefficient alone leaves it no residual.
        reason = "no error can be estimated: the clusters that decide this coefficient fit exactly"
        return t_interval(np.nan, np.nan, np.nan, reason=reason, **options)
    told = t_interval(estimate, error, df, **options)
    if asked.smallest is not None:
        told["relevance"] = _relevance(told, asked.smallest)
    return told


def _relevance(found: dict[str, Any], smallest: float) -> str:
    if -smallest < found["low"] and found["high"] < smallest:
        return "negligible"
    return "relevant" if found["low"] >= smallest or found["high"] <= -smallest else "undecided"


def _exact(outcome: np.ndarray, design: np.ndarray) -> str:
    if not len(outcome):
        return ""
    centred = outcome - outcome.mean()
    residual = centred - design @ np.linalg.lstsq(design, centred)[0]
    exact = np.sqrt(np.mean(residual**2)) < EXACT * np.std(outcome)
    return "the outcome is an exact function of the terms: no residual variance" if exact else ""


def _adjust(coefficients: dict[str, Any], family: list[str], method: str) -> None:
    corrected = adjusted_for_number([coefficients[name]["p"] for name in family], method)
    for name, p in zip(family, corrected, strict=True):
        coefficients[name]["p_adjusted"] = float(p)


def _mixed(found: Rows, outcome: np.ndarray, columns: pd.DataFrame, asked: Regression) -> dict[str, Any]:
    cluster = found.clusters[asked.random_intercept].to_numpy()
    names = ["intercept", *columns.columns]
    method = "random intercept, REML, Satterthwaite t interval"
    options: dict[str, Any] = {"n": len(outcome), "level": asked.level, "method": method}
    design = np.column_stack([np.ones(len(columns)), columns.to_numpy(dtype=float)])
    reason = why_no_effect(found) or _exact(outcome, design)
    if not reason and len(np.unique(cluster)) == len(cluster):
        reason = f"no cluster of {asked.random_intercept} has two rows"
    if not reason and not (fit := fit_clustered(outcome, design, cluster)).converged:
        reason = "not_converged: the restricted likelihood has no maximum inside"
    if reason:
        undefined = {name: t_interval(*[np.nan] * 3, reason=reason, **options) for name in names}
        return {"cluster": asked.random_intercept, "coefficients": undefined, "reason": reason}
    parts = zip(names, (fit.contrast(c, "satterthwaite") for c in np.eye(len(names))), strict=True)
    within, between = float(fit.parameters[-1]), 0.0 if fit.singular else float(fit.parameters[0])
    return {
        "cluster": asked.random_intercept,
        "coefficients": {name: _told(*numbers, options, asked) for name, numbers in parts},
        "variance_between": between, "variance_within": within, "intraclass": between / (between + within),
        "converged": fit.converged, "singular": fit.singular,
    }  # fmt: skip


def _method(asked: Regression) -> str:
    by = " and ".join(asked.clusters) or "row"
    return f"least squares, {asked.covariance} standard error by {by}, t interval"


def _conventions(asked: Regression) -> dict[str, str]:
    two = {"two_way": "covariances by each cluster added, by their crossing subtracted (Cameron, Gelbach and Miller); "
           "negative eigenvalues set to 0; t with the fewest clusters minus 1 degrees of freedom"}  # fmt: skip
    return CONVENTIONS | {"covariance": COVARIANCES[asked.covariance]} | (two if len(asked.clusters) == 2 else {})
