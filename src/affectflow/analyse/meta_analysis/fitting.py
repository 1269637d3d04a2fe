"""The model of a meta-analysis, fitted as the spec asks, and its estimates as plain data."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ...statistics import meta
from ...statistics.meta.pooling import Floats
from ...studies.analyse.meta_analysis import MetaAnalysis

FEW = "fewer than two studies"


@dataclass(frozen=True)
class Fitted:
    """A model, the studies behind it, and of several effects of a study the levels and the robust variance."""

    model: meta.Model
    studies: int
    levels: meta.Multilevel | None = None
    robust: meta.Robust | None = None


def numbers(rows: pd.DataFrame) -> tuple[Floats, Floats]:
    """Estimates and sampling variances."""
    return rows["estimate"].to_numpy(float), rows["standard_error"].to_numpy(float) ** 2


def fit(rows: pd.DataFrame, asked: MetaAnalysis, X: Floats | None = None) -> Fitted:
    """Fit rows of `evidence`; X is the design with the intercept, or the intercept alone."""
    (y, v), studies = numbers(rows), rows["study"].nunique()
    if asked.dependent != "multilevel":
        return Fitted(meta.fitted(y, v, X, method=asked.method, interval=asked.interval), studies)
    design = np.ones((len(y), 1)) if X is None else X
    assert asked.correlation is not None
    found = meta.multilevel(y, v, design, rows["study"].to_numpy(), correlation=asked.correlation)
    robust = meta.robust(found) if asked.interval == "cr2" else None
    covariance = robust.covariance if robust else found.covariance
    own = meta.containment(found.blocks) if asked.interval == "containment" else np.inf
    df = robust.df if robust else own
    one, tau2 = np.ones(()), found.theta.sum(-1)
    model = meta.Model(tau2, np.full((), np.nan), found.beta, covariance, one, df, found.converged)
    return Fitted(model, studies, found, robust)


def weights(rows: pd.DataFrame, fitted: Fitted | None) -> Floats:
    """The share of each row in the pooled effect; in the multilevel model, the sums of the rows of the weights."""
    if fitted and fitted.levels:
        blocks = fitted.levels.blocks
        sums = np.linalg.inv(blocks.covariance(fitted.levels.theta)) @ blocks.there[..., None].astype(float)
        own: Floats = sums[..., 0][blocks.places[0], blocks.places[1]]
    else:
        own = 1 / (numbers(rows)[1] + (float(fitted.model.tau2) if fitted else 0.0))
    return own / own.sum()


def nothing(n: int, level: float, reason: str) -> dict[str, Any]:
    """An estimate that is not there."""
    parts = ("estimate", "low", "high", "standard_error", "p")
    return dict.fromkeys(parts, math.nan) | {"reason": reason, "n": n, "level": level}


def estimates(fitted: Fitted, asked: MetaAnalysis) -> list[dict[str, Any]]:
    """Each coefficient with its interval and its test of zero; `n` counts studies."""
    model = fitted.model
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = model.limits(asked.level)
        columns = np.broadcast_arrays(model.beta, low, high, model.standard_error, model.p, model.df)
    return [_estimate(tuple(map(float, part)), fitted, asked) for part in zip(*columns, strict=True)]


def _estimate(part: tuple[float, ...], fitted: Fitted, asked: MetaAnalysis) -> dict[str, Any]:
    *values, df = part
    error = values[3]
    if not error > 0 or (not math.isinf(df) and not df > 0):
        lone = fitted.levels and not df > 0
        reason = "one study alone carries it" if lone else "no variation between studies is left"
        return nothing(fitted.studies, asked.level, reason)
    told = dict(zip(("estimate", "low", "high", "standard_error", "p"), values, strict=True))
    method = f"{asked.method}, {asked.interval}"
    return told | {
        "df": None if math.isinf(df) else df, "level": asked.level, "n": fitted.studies, "method": method
    }  # fmt: skip


def predicted(fitted: Fitted, asked: MetaAnalysis) -> dict[str, Any]:
    """Where the true effect of a new study lies (one new effect of it, of several)."""
    k = fitted.studies
    told = {"level": asked.level, "n": k, "method": asked.prediction}
    reason = "a fixed-effect model has none" if asked.method == "fixed" else "fewer than three studies"
    if asked.method == "fixed" or k < 3:
        return nothing(k, asked.level, reason) | told
    low, high = meta.prediction(fitted.model, k, asked.level, asked.prediction)
    return {"estimate": float(fitted.model.beta[0]), "low": float(low), "high": float(high)} | told


def heterogeneity(rows: pd.DataFrame, fitted: Fitted, X: Floats, level: float) -> dict[str, Any]:
    """How much studies differ, and at which level."""
    if fitted.levels:
        return meta.levels(fitted.levels, level)
    return meta.heterogeneity(*numbers(rows), X, fitted.model, level)
