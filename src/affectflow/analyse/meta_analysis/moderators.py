"""What the effects of studies depend on: meta-regression on codings."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from ...errors import Problem, StudyError, did_you_mean
from ...statistics import meta
from ...studies.analyse.meta_analysis import MetaAnalysis
from .fitting import Fitted, estimates, fit, heterogeneity, nothing


def coded(rows: pd.DataFrame, codings: pd.DataFrame, name: str, place: str) -> pd.DataFrame:
    """The coding of each row: `label` and `value`, missing where it has none.

    A coding is of the effect where it bears the effect's name, else of its study.

    Raises:
        StudyError: when nothing is coded on the variable, or a record has several labels on it.
    """
    own = codings[(codings["variable"] == name) & codings["record_id"].isin([*rows.index, *rows["study"]])]
    if own.empty:
        there = sorted(set(codings["variable"]))
        hint = did_you_mean(name, there)
        raise StudyError(Problem("study", place, f"'{name}'", ", ".join(there) or "none", hint))
    twice = sorted(set(own.loc[own.duplicated("record_id"), "record_id"]))
    if twice:
        found = f"several of '{name}' for {', '.join(map(str, twice[:5]))}"
        raise StudyError(Problem("study", place, found, "one coding of each study"))
    by_name = own.set_index("record_id")[["label", "value"]]
    of_study = by_name.reindex(rows["study"]).set_axis(rows.index)
    return by_name.reindex(rows.index).where(rows.index.to_series().isin(by_name.index), of_study)


def design(rows: pd.DataFrame, codings: pd.DataFrame, asked: MetaAnalysis) -> pd.DataFrame:
    """The intercept, numbers as they are, and labels against the first in the alphabet; NaN where a row is uncoded."""
    told = pd.DataFrame({"intercept": 1.0}, index=rows.index)
    for name in asked.moderators:
        own = coded(rows, codings, name, "analyse.meta_analysis.moderators")
        if _is_number(own):
            told[name] = own["value"].astype(float)
            continue
        first, *others = sorted(own["label"].dropna().unique())
        # A single label is the intercept again, and is told as collinear.
        for label in others or [first]:
            told[f"{name}: {label}"] = (own["label"] == label).astype(float).where(own["label"].notna())
    return told


def _is_number(own: pd.DataFrame) -> bool:
    return bool(own.loc[own["label"].notna(), "value"].notna().all())


def moderated(rows: pd.DataFrame, codings: pd.DataFrame, asked: MetaAnalysis) -> dict[str, Any]:
    """The coefficients, their omnibus test and what heterogeneity is left; empty without moderators."""
    if not asked.moderators:
        return {}
    whole = design(rows, codings, asked)
    known = whole.notna().all(axis=1)
    X, own = whole[known].to_numpy(float), rows[known]
    counts = {"k": own["study"].nunique(), "uncoded": rows["study"].nunique() - own["study"].nunique()}
    reason = _why_not(X, counts["k"], list(whole.columns))
    if reason:
        return {"coefficients": {}, "qm": nothing(counts["k"], asked.level, reason), "warnings": []} | counts
    fitted = fit(own, asked, X)
    return {
        "coefficients": dict(zip(whole.columns, estimates(fitted, asked), strict=True)),
        "qm": _omnibus(fitted, X.shape[1] - 1, asked.level),
        "heterogeneity": heterogeneity(own, fitted, X, asked.level),
        "warnings": list(_alone(own, codings, asked)),
    } | counts


def _why_not(X: np.ndarray, studies: int, columns: list[str]) -> str:
    p = X.shape[1]
    if studies <= p:
        return f"{studies} studies with all moderators do not carry {p} coefficients"
    scaled = X / np.maximum(np.abs(X).max(0), np.finfo(float).tiny)
    ranks = [0, *(int(np.linalg.matrix_rank(scaled[:, : i + 1])) for i in range(p))]
    bound = [name for i, name in enumerate(columns) if ranks[i + 1] == ranks[i]]
    return f"collinear moderators: those before tell {', '.join(bound)}" if bound else ""


def _alone(rows: pd.DataFrame, codings: pd.DataFrame, asked: MetaAnalysis) -> Iterator[str]:
    """Labels that one study alone has: its coefficient is told by that study, whatever it found."""
    for name in asked.moderators:
        own = coded(rows, codings, name, "analyse.meta_analysis.moderators")
        if _is_number(own):
            continue
        for label, studies in rows["study"].groupby(own["label"]):
            if studies.nunique() == 1:
                yield f"lone_level: {name}: {label} is of one study, {studies.iloc[0]}."


def _omnibus(fitted: Fitted, m: int, level: float) -> dict[str, Any]:
    from scipy.special import chdtrc, fdtrc

    model, tested = fitted.model, slice(1, None)
    if fitted.robust:
        f, df, df2 = meta.hotelling(model.beta, fitted.robust, tested)
        told = {"estimate": f, "df": df, "df2": df2, "p": float(fdtrc(df, df2, f)), "method": "HTZ"}
        return told | ({"reason": "too few studies carry the moderators"} if math.isnan(f) else {})
    beta, covariance = model.beta[tested], model.covariance[tested, tested]
    if not (np.diagonal(covariance) > 0).all():
        return nothing(fitted.studies, level, "no variation between studies is left")
    qm = float(beta @ np.linalg.solve(covariance, beta))
    df2 = float(np.min(np.broadcast_to(model.df, model.beta.shape)[tested]))
    if math.isfinite(df2):
        return {"estimate": qm / m, "df": m, "df2": df2, "p": float(fdtrc(m, df2, qm / m)), "method": "F"}
    return {"estimate": qm, "df": m, "p": float(chdtrc(m, qm)), "method": "chi-square"}
