"""The trial's mixed model over time: all observed outcomes of both arms in one fit."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from ...statistics.random_intercept import RandomIntercept, fit_random_intercept
from ...statistics.t_interval import t_interval
from ...studies.analyse.trial import Trial
from .data import TrialData

METHOD = "mixed model, random intercept, REML, Satterthwaite t interval"


def mixed(data: TrialData, asked: Trial) -> tuple[dict[str, Any], dict[str, Any], list[str]]:
    """Effects by occasion, the fit, and named warnings about it.

    # ASSUME: randomised arms have one mean at baseline (constrained longitudinal data
    analysis); outcomes of a person are equally correlated with one variance at all
    occasions; what is missing is missing at random given what was measured.

    Source: Liang and Zeger (2000), Sankhya B 62, 134-148.
    """
    rows = _long(data, asked)
    design, effects = _design(rows, data, asked)
    counts = {"n_participants": int(rows["person"].nunique()), "n_observations": len(rows)}
    reason = _why_undefined(rows, design)
    if reason:
        numbers = dict.fromkeys(("variance_participant", "variance_residual", "log_likelihood"), math.nan)
        undefined = {o: {"effect": _interval(None, None, rows, o, asked, reason)} for o in asked.occasions}
        return undefined, numbers | counts | {"converged": False, "reason": reason}, [f"mixed_undefined: {reason}"]
    person = pd.factorize(rows["person"])[0]
    fit = fit_random_intercept(rows["value"].to_numpy(dtype=float), design, person)
    found = {o: {"effect": _interval(fit, effects[o], rows, o, asked, _thin(rows, o, asked))} for o in asked.occasions}
    about = {
        "variance_participant": fit.variance_participant,
        "variance_residual": fit.variance_residual,
        "log_likelihood": fit.log_likelihood,
        "converged": fit.converged,
        "singular": fit.singular,
    }
    return found, about | counts, _notes(fit)


def _long(data: TrialData, asked: Trial) -> pd.DataFrame:
    compared = data.people["arm"].isin([asked.control, asked.treated])
    wide = data.values[compared].rename_axis(index="person", columns="occasion")
    frame = wide.reset_index().melt(id_vars="person", value_name="value").dropna(subset=["value"])
    return frame.assign(treated=frame["person"].map(data.people["arm"] == asked.treated).astype(float))


def _design(rows: pd.DataFrame, data: TrialData, asked: Trial) -> tuple[np.ndarray, dict[str, int | None]]:
    """A mean for each occasion that was measured, and an effect where both arms were; and where it stands."""
    times = [o for o in data.values.columns if (rows["occasion"] == o).any()]
    columns = [(rows["occasion"] == o).to_numpy(dtype=float) for o in times]
    effects: dict[str, int | None] = dict.fromkeys(asked.occasions)
    for occasion in asked.occasions:
        here = rows.loc[rows["occasion"] == occasion, "treated"]
        if here.nunique() == 2:
            effects[occasion] = len(columns)
            columns.append(((rows["occasion"] == occasion) * rows["treated"]).to_numpy(dtype=float))
    return np.stack(columns, axis=1) if columns else np.empty((0, 0)), effects


def _why_undefined(rows: pd.DataFrame, design: np.ndarray) -> str:
    if len(rows) <= design.shape[1]:
        return f"{len(rows)} outcomes for {design.shape[1]} coefficients"
    if rows["person"].value_counts().max() < 2:
        return "nobody was measured twice: the variance between participants cannot be told from the residual"
    values = rows["value"].to_numpy(dtype=float)
    residual = values - design @ np.linalg.lstsq(design, values)[0]
    if np.sum(residual**2) <= 1e-20 * np.sum(values**2):
        return "the outcome is constant within each occasion and arm: no residual variance"
    return ""


def _thin(rows: pd.DataFrame, occasion: str, asked: Trial) -> str:
    here = rows.loc[rows["occasion"] == occasion, "treated"]
    for arm, n in ((asked.control, int((here == 0).sum())), (asked.treated, int((here == 1).sum()))):
        if n < 2:
            return f"fewer than two outcomes in arm '{arm}' at '{occasion}' ({n})"
    return ""


def _interval(
    fit: RandomIntercept | None, column: int | None, rows: pd.DataFrame, occasion: str, asked: Trial, reason: str
) -> dict[str, Any]:
    n = int((rows["occasion"] == occasion).sum())
    if fit is None or column is None or reason:
        return t_interval(math.nan, math.nan, math.nan, n=n, level=asked.level, method=METHOD, reason=reason)
    error = math.sqrt(fit.covariance[column, column])
    df = fit.degrees_of_freedom(np.eye(len(fit.coefficients))[column])
    return t_interval(float(fit.coefficients[column]), error, df, n=n, level=asked.level, method=METHOD)


def _notes(fit: RandomIntercept) -> list[str]:
    notes = []
    if fit.singular:
        notes.append(
            "singular_fit: the variance between participants is estimated as 0; the mixed model is then an ordinary "
            "regression that counts a person's outcomes as independent"
        )
    if not fit.converged:
        notes.append("not_converged: the restricted likelihood has no maximum inside the parameters' range")
    return notes
