"""The pooled effect without each study, and as studies came in."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ...studies.analyse.meta_analysis import MetaAnalysis
from .fitting import FEW, estimates, fit, nothing
from .moderators import coded


def without_each(rows: pd.DataFrame, asked: MetaAnalysis) -> dict[str, Any]:
    """The pooled effect and tau2 without each study, with all its effects; empty below three studies."""
    names = sorted(rows["study"].unique())
    if len(names) < 3 or not asked.leave_one_out:
        return {}
    return {str(name): pooled(rows[rows["study"] != name], asked) for name in names}


def pooled(rows: pd.DataFrame, asked: MetaAnalysis) -> dict[str, Any]:
    """The pooled effect and tau2 of some rows."""
    if rows["study"].nunique() < 2:
        return nothing(rows["study"].nunique(), asked.level, FEW) | {"tau2": float("nan")}
    fitted = fit(rows, asked)
    return estimates(fitted, asked)[0] | {"tau2": float(fitted.model.tau2)}


def cumulated(rows: pd.DataFrame, codings: pd.DataFrame, asked: MetaAnalysis) -> dict[str, Any]:
    """The pooled effect after each step of a numeric coding, from the lowest; empty where it is not asked for.

    Studies of the same value come in together, or one by one in the order of their names. Studies
    without the coding never come in and are counted as `uncoded`.
    """
    if not asked.cumulative:
        return {}
    value = coded(rows, codings, asked.cumulative.by, "analyse.meta_analysis.cumulative.by")["value"]
    known = rows.assign(value=value)[value.notna()]
    keys = ["value"] if asked.cumulative.ties == "together" else ["value", "study"]
    steps, before = [], []
    for _, new in known.groupby(keys, sort=True):
        before.append(new)
        added = sorted(map(str, new["study"].unique()))
        told = {"value": float(new["value"].iloc[0]), "added": added}
        steps.append(told | pooled(pd.concat(before), asked))
    return {"by": asked.cumulative.by, "ties": asked.cumulative.ties, "steps": steps,
            "uncoded": int(rows["study"].nunique() - known["study"].nunique())}  # fmt: skip
