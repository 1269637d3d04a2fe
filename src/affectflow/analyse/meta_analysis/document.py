"""The document of a meta-analysis."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from ...studies.analyse.meta_analysis import MetaAnalysis
from .doubts import doubts
from .evidence import described, evidence, picked
from .fitting import FEW, Fitted, estimates, fit, heterogeneity, nothing, predicted
from .moderators import moderated
from .sequences import cumulated, without_each
from .small_studies import egger, filled

CONVENTIONS = {
    "weights": "1 / (sampling variance + tau2), as shares of their sum; multilevel: sums of the rows of the weights",
    "i2": "tau2 / (tau2 + typical sampling variance), its interval by the Q-profile; by level in the multilevel model",
    "reml": "Fisher scoring; a variance is never below zero",
    "moderators": "labels against the first in the alphabet; of the effect where it bears its name, else of its study",
    "qm": "chi-square (wald), F (hartung_knapp; containment with the least df), or approximate Hotelling's HTZ (cr2)",
    "egger": "regression on the standard error: weighted, residual dispersion, t(k - 2); or the multilevel model's",
    "trim_and_fill": "without a named side, that by the sign of the slope on the standard error",
    "dependent": "average: the mean of a study's estimates; multilevel: effects within studies, REML; in "
    "both the errors of one study have the one assumed correlation",
    "cr2": "bias-reduced linearisation, clusters are studies, Satterthwaite's df under the fitted model",
    "containment": "df: studies less coefficients where the design does not change within studies, else estimates less",
    "prediction": "of the true effect of a new study, in the multilevel model of one new effect of it; k are studies",
    "cumulative": "studies without the coding never come in",
}


def meta_analysis(effects: pd.DataFrame, codings: pd.DataFrame, *, spec: dict[str, Any]) -> dict[str, Any]:
    """Pool the effects of one measure.

    Args:
        effects: table `effects`.
        codings: table `codings`; moderators are variables of records named as the studies are.
        spec: plain data of `studies.analyse.meta_analysis.MetaAnalysis`.

    Returns:
        the document `meta_analysis.json`: `pooled`, `prediction`, `heterogeneity`, `studies` with
        weights, `moderators`, `egger`, `trim_and_fill`, `leave_one_out`, `cumulative`; in the
        multilevel model `heterogeneity` has `levels`, and `studies` are effects that name theirs.

    Raises:
        StudyError: when the measure, the outcome or a moderator is not in the tables, or a study
            has several estimates and the spec does not say what to do with them.
    """
    asked = MetaAnalysis.load(spec)
    own = picked(effects, asked)
    rows = evidence(own, asked)
    fitted = fit(rows, asked) if rows["study"].nunique() > 1 else None
    told = _pooled(rows, fitted, asked) | {
        "moderators": moderated(rows, codings, asked),
        "egger": egger(rows, asked),
        "trim_and_fill": filled(rows, asked),
        "leave_one_out": without_each(rows, asked),
        "cumulative": cumulated(rows, codings, asked),
    }
    options = ("kind", "measure", "outcome", "method", "interval", "dependent", "correlation", "level")
    return {
        **{name: getattr(asked, name) for name in options},
        "k": rows["study"].nunique(),
        "estimates": len(own),
        **told,
        "studies": described(rows, fitted, asked.level),
        "warnings": list(doubts(rows, fitted, asked, told)),
        "conventions": CONVENTIONS,
    }


def _pooled(rows: pd.DataFrame, fitted: Fitted | None, asked: MetaAnalysis) -> dict[str, Any]:
    if fitted is None:
        none = nothing(rows["study"].nunique(), asked.level, FEW)
        parts = dict.fromkeys(("q", "tau2", "i2", "h2"), none)
        return {"pooled": none, "prediction": none, "heterogeneity": parts, "untruncated_tau2": none}
    raw = float(fitted.model.untruncated)
    why = {} if math.isfinite(raw) else {"reason": f"{asked.method} gives no value below zero"}
    return {
        "pooled": estimates(fitted, asked)[0],
        "prediction": predicted(fitted, asked),
        "heterogeneity": heterogeneity(rows, fitted, np.ones((len(rows), 1)), asked.level),
        "untruncated_tau2": {"estimate": raw} | why,
        "converged": bool(fitted.model.converged),
    }
