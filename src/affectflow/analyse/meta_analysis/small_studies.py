"""Whether small studies tell another effect than large ones."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from ...statistics import meta
from ...studies.analyse.meta_analysis import MetaAnalysis
from .fitting import Fitted, estimates, fit, nothing, numbers


def egger(rows: pd.DataFrame, asked: MetaAnalysis) -> dict[str, Any]:
    """Egger's regression; of several effects of a study, the multilevel model with the standard error as moderator."""
    y, v = numbers(rows)
    if asked.dependent != "multilevel":
        return meta.egger(y, v, asked.level)
    studies = rows["study"].nunique()
    if (reason := _why_not(studies, v)) is not None:
        return nothing(studies, asked.level, reason)
    slope = estimates(fit(rows, asked, np.column_stack([np.ones(len(y)), np.sqrt(v)])), asked)[1]
    return slope | {"method": "multilevel regression on the standard error"}


def _why_not(studies: int, v: np.ndarray) -> str | None:
    if studies < 3:
        return "fewer than three studies"
    return "all standard errors are the same" if np.ptp(v) <= 1e-12 * v.max() else None


def filled(rows: pd.DataFrame, asked: MetaAnalysis) -> dict[str, Any]:
    """The pooled effect with the studies that trim and fill adds; not defined for several effects of a study."""
    (y, v), k, options = numbers(rows), rows["study"].nunique(), asked.trim_and_fill
    given = options.side != "by_slope"
    reason = _why_not(k, np.array([0.0, 1.0]) if given else v)
    if asked.dependent == "multilevel":
        reason = "not defined for several effects of a study"
    told = {"estimator": options.estimator}
    if reason:
        return {"added": None, "side": None, "pooled": nothing(k, asked.level, reason), "estimates": []} | told
    side = options.side if given else None
    full = meta.filled(
        y, v, method=asked.method, interval=asked.interval, estimator=options.estimator, side=side
    )  # fmt: skip
    extra = [
        {"estimate": float(e), "standard_error": math.sqrt(s)}
        for e, s in zip(full.estimates, full.variances, strict=True)
    ]
    pooled = estimates(Fitted(full.model, k + len(extra)), asked)[0]
    return {"added": len(extra), "side": full.side, "pooled": pooled, "estimates": extra} | told
