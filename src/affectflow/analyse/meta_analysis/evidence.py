"""Which effects are pooled: one of each study, or several with the study that they share."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from ...errors import Problem, StudyError, did_you_mean
from ...studies.analyse.meta_analysis import MetaAnalysis
from .fitting import Fitted, weights


def picked(effects: pd.DataFrame, asked: MetaAnalysis) -> pd.DataFrame:
    """The effects of the measure on the outcome.

    Raises:
        StudyError: when there are none, or the effects of the measure are on several outcomes.
    """
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


def evidence(own: pd.DataFrame, asked: MetaAnalysis) -> pd.DataFrame:
    """What is pooled, by name in order: `study`, `estimate`, `standard_error` and `n`.

    The names are those of studies, of which there is one row each, or of effects where several
    effects of a study stay apart.

    Raises:
        StudyError: when a study has several effects and the spec does not say what to do with them.
    """
    if asked.dependent == "multilevel":
        by_effect = own.set_index("effect_id").sort_index()
        return by_effect.rename(columns={"study_id": "study"})[["study", "estimate", "standard_error", "n"]]
    several = own["study_id"].value_counts()
    several = several[several > 1]
    if len(several) and asked.dependent == "refuse":
        named = ", ".join(sorted(map(str, several.index))[:5])
        hint = "Say `dependent: average` or `multilevel`, and the `correlation` of their errors."
        raise StudyError(
            Problem(
                "study",
                "analyse.meta_analysis.dependent",
                f"dependent_estimates: several of {named}",
                "one of each study",
                hint,
            )
        )
    return _averaged(own, asked.correlation or 0.0)


def _averaged(own: pd.DataFrame, correlation: float) -> pd.DataFrame:
    grouped = own.groupby("study_id", sort=True)
    se = grouped["standard_error"]
    squares = se.apply(lambda s: float((s**2).sum()))
    variance = ((1 - correlation) * squares + correlation * se.sum() ** 2) / se.size() ** 2
    columns = {"estimate": grouped["estimate"].mean(), "standard_error": np.sqrt(variance), "n": grouped["n"].max()}
    frame = pd.DataFrame(columns)
    return frame.assign(study=frame.index)


def described(rows: pd.DataFrame, fitted: Fitted | None, level: float) -> dict[str, dict[str, Any]]:
    """Each row with its interval and its share of the pooled effect."""
    from scipy.special import ndtri

    half = float(ndtri((1 + level) / 2)) * rows["standard_error"]
    shares = weights(rows, fitted)
    table = rows.assign(low=rows["estimate"] - half, high=rows["estimate"] + half, weight=shares)
    numbers = ("estimate", "low", "high", "standard_error", "weight")
    return {
        str(name): {column: float(row[column]) for column in numbers}
        | {"level": level, "study": str(row["study"]), "n": None if math.isnan(row["n"]) else int(row["n"])}
        for name, row in table.iterrows()
    }
