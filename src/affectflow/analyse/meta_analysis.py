"""`analyse: {kind: meta_analysis}`: pooled effects of the studies of a review."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from ..errors import Problem, StudyError, did_you_mean
from ..statistics import meta
from ..statistics.meta import Model
from ..statistics.meta.pooling import Floats
from ..studies.analyse.meta_analysis import MetaAnalysis

CONVENTIONS = {
    "weights": "1 / (sampling variance + tau2), as shares of their sum",
    "i2": "tau2 / (tau2 + typical sampling variance), its interval by the Q-profile",
    "reml": "Fisher scoring; tau2 is never below zero",
    "moderators": "labels against the first in the alphabet; QM by chi-square (Wald) or F (Hartung-Knapp)",
    "egger": "weighted regression on the standard error with residual dispersion, t(k - 2)",
    "trim_and_fill": "L0; the side by the sign of the slope on the standard error",
    "dependent": "the mean of a study's estimates; its variance from their one assumed correlation",
}
FEW = "fewer than two studies"


def meta_analysis(effects: pd.DataFrame, codings: pd.DataFrame, *, spec: dict[str, Any]) -> dict[str, Any]:
    """Pool the effects of one measure.

    Args:
        effects: table `effects`.
        codings: table `codings`; moderators are variables of records named as the studies are.
        spec: plain data of `studies.analyse.meta_analysis.MetaAnalysis`.

    Returns:
        the document `meta_analysis.json`: `pooled`, `prediction`, `heterogeneity`, `studies` with
        weights, `moderators`, `egger`, `trim_and_fill`, `leave_one_out`.

    Raises:
        StudyError: when the measure, the outcome or a moderator is not in the tables, or a study
            has several estimates and the spec does not say what to do with them.
    """
    asked = MetaAnalysis.load(spec)
    picked = _picked(effects, asked)
    studies = _one_each(picked, asked)
    y, v = studies["estimate"].to_numpy(float), studies["standard_error"].to_numpy(float) ** 2
    found = _pooled(y, v, asked)
    return {
        "kind": asked.kind,
        "measure": asked.measure,
        "outcome": asked.outcome,
        "method": asked.method,
        "interval": asked.interval,
        "dependent": asked.dependent,
        "correlation": asked.correlation,
        "level": asked.level,
        "k": len(y),
        "estimates": len(picked),
        **found,
        "studies": _weighted(studies, found["heterogeneity"]["tau2"]["estimate"], asked.level),
        "moderators": _moderated(studies, codings, asked),
        "egger": meta.egger(y, v, asked.level),
        "trim_and_fill": _filled(y, v, asked),
        "leave_one_out": _without(studies.index, y, v, asked) if asked.leave_one_out else {},
        "warnings": _warnings(y, v, asked),
        "conventions": CONVENTIONS,
    }


def _picked(effects: pd.DataFrame, asked: MetaAnalysis) -> pd.DataFrame:
    own = effects
    for column, wanted in (("measure", asked.measure), ("outcome", asked.outcome)):
        there = sorted(set(own[column]))
        if wanted is not None and wanted not in there:
            hint = did_you_mean(wanted, there)
            raise StudyError(
                Problem("study", f"analyse.meta_analysis.{column}", f"'{wanted}'", ", ".join(there) or "none", hint)
            )
        own = own if wanted is None else own[own[column] == wanted]
    outcomes = sorted(set(own["outcome"]))
    if len(outcomes) > 1:
        raise StudyError(Problem("study", "analyse.meta_analysis.outcome", "none", f"one of {', '.join(outcomes)}"))
    return own


def _one_each(picked: pd.DataFrame, asked: MetaAnalysis) -> pd.DataFrame:
    """One estimate of each study: as it is, or the mean of several."""
    several = picked["study_id"].value_counts()
    several = several[several > 1]
    if len(several) and asked.dependent == "refuse":
        named = ", ".join(sorted(map(str, several.index))[:5])
        hint = "Say `dependent: average` and the `correlation` of their errors."
        raise StudyError(
            Problem(
                "study",
                "analyse.meta_analysis.dependent",
                f"dependent_estimates: several of {named}",
                "one of each study",
                hint,
            )
        )
    grouped = picked.groupby("study_id", sort=True)
    rho = asked.correlation or 0.0
    se = grouped["standard_error"]
    squares = se.apply(lambda s: float((s**2).sum()))
    variance = ((1 - rho) * squares + rho * se.sum() ** 2) / se.size() ** 2
    n = grouped["n"].max()
    return pd.DataFrame({"estimate": grouped["estimate"].mean(), "standard_error": np.sqrt(variance), "n": n})


def _pooled(y: Floats, v: Floats, asked: MetaAnalysis) -> dict[str, Any]:
    k, level = len(y), asked.level
    if k < 2:
        nothing = _nothing(k, level, FEW)
        parts = dict.fromkeys(("q", "tau2", "i2", "h2"), nothing)
        return {"pooled": nothing, "prediction": nothing, "heterogeneity": parts, "untruncated_tau2": nothing}
    model = _fit(y, v, asked)
    spread = meta.heterogeneity(y, v, np.ones((k, 1)), model, level)
    raw = float(model.untruncated)
    why = {} if math.isfinite(raw) else {"reason": f"{asked.method} gives no value below zero"}
    return {
        "pooled": _estimates(model, k, asked)[0],
        "prediction": _predicted(model, k, asked),
        "heterogeneity": spread,
        "untruncated_tau2": {"estimate": raw} | why,
        "converged": bool(model.converged),
    }


def _fit(y: Floats, v: Floats, asked: MetaAnalysis, X: Floats | None = None) -> Model:
    return meta.fitted(y, v, X, method=asked.method, interval=asked.interval)


def _nothing(k: int, level: float, reason: str) -> dict[str, Any]:
    numbers = ("estimate", "low", "high", "standard_error", "p")
    return dict.fromkeys(numbers, math.nan) | {"reason": reason, "n": k, "level": level}


def _estimates(model: Model, k: int, asked: MetaAnalysis) -> list[dict[str, Any]]:
    low, high = model.limits(asked.level)
    df = model.df if math.isfinite(model.df) else None
    shared = {"df": df, "level": asked.level, "n": k, "method": f"{asked.method}, {asked.interval}"}
    if not (model.standard_error > 0).all():
        return [_nothing(k, asked.level, "no variation between studies is left") for _ in low]
    parts = zip(model.beta, low, high, model.standard_error, model.p, strict=True)
    names = ("estimate", "low", "high", "standard_error", "p")
    return [dict(zip(names, map(float, part), strict=True)) | shared for part in parts]


def _predicted(model: Model, k: int, asked: MetaAnalysis) -> dict[str, Any]:
    told = {"level": asked.level, "n": k, "method": asked.prediction}
    reason = "a fixed-effect model has none" if asked.method == "fixed" else "fewer than three studies"
    if asked.method == "fixed" or k < 3:
        return _nothing(k, asked.level, reason) | told
    low, high = meta.prediction(model, k, asked.level, asked.prediction)
    return {"estimate": float(model.beta[0]), "low": float(low), "high": float(high)} | told


def _weighted(studies: pd.DataFrame, tau2: float, level: float) -> dict[str, dict[str, Any]]:
    from scipy.special import ndtri

    half = float(ndtri((1 + level) / 2)) * studies["standard_error"]
    weight = 1 / (studies["standard_error"] ** 2 + (0.0 if math.isnan(tau2) else tau2))
    table = studies.assign(
        low=studies["estimate"] - half, high=studies["estimate"] + half, weight=weight / weight.sum()
    )
    return {
        str(name): {
            column: float(row[column]) for column in ("estimate", "low", "high", "standard_error", "weight")
        } | {"level": level, "n": None if math.isnan(row["n"]) else int(row["n"])}
        for name, row in table.iterrows()
    }  # fmt: skip


def _moderated(studies: pd.DataFrame, codings: pd.DataFrame, asked: MetaAnalysis) -> dict[str, Any]:
    if not asked.moderators:
        return {}
    design = _design(studies.index, codings, asked)
    known = design.notna().all(axis=1).to_numpy()
    X, own = design[known].to_numpy(float), studies[known]
    k, p = X.shape
    absent = int((~known).sum())
    if k <= p or np.linalg.matrix_rank(X) < p:
        reason = f"{k} studies with all moderators do not carry {p} coefficients"
        return {"coefficients": {}, "qm": _nothing(k, asked.level, reason), "k": k, "uncoded": absent}
    y, v = own["estimate"].to_numpy(float), own["standard_error"].to_numpy(float) ** 2
    model = _fit(y, v, asked, X)
    coefficients = dict(zip(design.columns, _estimates(model, k, asked), strict=True))
    return {
        "coefficients": coefficients,
        "qm": _omnibus(model, p - 1),
        "heterogeneity": meta.heterogeneity(y, v, X, model, asked.level),
        "k": k,
        "uncoded": absent,
    }


def _design(ids: pd.Index, codings: pd.DataFrame, asked: MetaAnalysis) -> pd.DataFrame:
    design = pd.DataFrame({"intercept": 1.0}, index=ids)
    for name in asked.moderators:
        own = codings[(codings["variable"] == name) & codings["record_id"].isin(ids)].drop_duplicates("record_id")
        own = own.set_index("record_id")
        if own.empty:
            there = sorted(set(codings["variable"]))
            hint = did_you_mean(name, there)
            raise StudyError(
                Problem("study", "analyse.meta_analysis.moderators", f"'{name}'", ", ".join(there) or "none", hint)
            )
        if own["value"].notna().all():
            design[name] = own["value"].reindex(ids)
            continue
        labels = own["label"].reindex(ids)
        for label in sorted(labels.dropna().unique())[1:]:
            design[f"{name}: {label}"] = (labels == label).astype(float).where(labels.notna())
    return design


def _omnibus(model: Model, m: int) -> dict[str, Any]:
    from scipy.special import chdtrc, fdtrc

    beta, covariance = model.beta[1:], model.covariance[1:, 1:]
    qm = float(beta @ np.linalg.solve(covariance, beta))
    if math.isfinite(model.df):
        return {"estimate": qm / m, "df": m, "df2": model.df, "p": float(fdtrc(m, model.df, qm / m)), "method": "F"}
    return {"estimate": qm, "df": m, "p": float(chdtrc(m, qm)), "method": "chi-square"}


def _filled(y: Floats, v: Floats, asked: MetaAnalysis) -> dict[str, Any]:
    k = len(y)
    if k < 3 or np.ptp(v) <= 1e-12 * v.max():
        reason = "fewer than three studies" if k < 3 else "all standard errors are the same"
        return {"added": None, "side": None, "pooled": _nothing(k, asked.level, reason), "estimates": []}
    full = meta.filled(y, v, method=asked.method, interval=asked.interval)
    added = len(full.estimates)
    extra = [
        {"estimate": float(e), "standard_error": math.sqrt(s)}
        for e, s in zip(full.estimates, full.variances, strict=True)
    ]
    return {
        "added": added, "side": full.side, "pooled": _estimates(full.model, k + added, asked)[0], "estimates": extra
    }  # fmt: skip


def _without(ids: pd.Index, y: Floats, v: Floats, asked: MetaAnalysis) -> dict[str, Any]:
    if len(y) < 3:
        return {}
    told = {}
    for i, name in enumerate(ids):
        model = _fit(np.delete(y, i), np.delete(v, i), asked)
        told[str(name)] = _estimates(model, len(y) - 1, asked)[0] | {"tau2": float(model.tau2)}
    return told


def _warnings(y: Floats, v: Floats, asked: MetaAnalysis) -> list[str]:
    k = len(y)
    if k < 2:
        return [f"few_studies: {k} studies cannot be pooled."]
    told = []
    if k < 5:
        told.append(f"few_studies: tau2 of {k} studies is hardly known.")
    if k < 10:
        told.append(f"few_studies_for_bias: Egger's test and trim and fill have little power with {k} studies.")
    model = _fit(y, v, asked)
    if not model.converged:
        told.append(f"not_converged: {asked.method} did not settle.")
    if model.untruncated < 0:
        told.append(f"truncated_tau2: the moment estimate of tau2 is {float(model.untruncated):.4g} and was set to 0.")
    return told
