"""Exposed and unexposed rows, and the score of their exposure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ...errors import Problem, StudyError
from ...statistics.observational.propensity import Score, propensity
from ...studies.analyse.exposure import Exposure
from ...studies.analyse.observed import Measured, Term
from ...tables.people import People
from ..cohort import Cohort, cohort
from ..observed import Rows, rows, why_no_effect

PLACE = "analyse.exposure"


@dataclass(frozen=True)
class Compared:
    """Complete rows of one exposure and one outcome.

    rows: with counts and warnings. exposed: 0 or 1, outcome, cluster (None where none is named): shape (n,).
    design: of the score, shape (n, p), a column of ones first. reason: why they give no effect, or nothing.
    """

    rows: Rows
    exposed: np.ndarray
    outcome: np.ndarray
    design: np.ndarray
    score: Score | None
    cluster: np.ndarray | None
    reason: str


def everyone(people: People, asked: Exposure) -> Cohort:
    """Who is analysed, with the names of the spec held against the tables."""
    return cohort(people, asked, place=PLACE)


def compared(found: Cohort, asked: Exposure, exposure: str, outcome: Measured) -> Compared:
    """Rows, score and why not; the exposure is held last among the columns, so that it is the one that is aliased.

    Raises:
        StudyError: when the exposure is not 0 or 1.
    """
    values = found.covariates[exposure]
    if not pd.api.types.is_numeric_dtype(values) or not set(values.dropna()) <= {0.0, 1.0}:
        words = ", ".join(map(str, sorted(set(values.dropna()), key=str)[:5]))
        raise StudyError(Problem("study", f"{PLACE}.exposure", f"{exposure} with {words}", "a covariate of 0 and 1"))
    terms = asked.confounders | {exposure: Term()}
    clusters = [asked.cluster] if asked.cluster else []
    kept = rows(found, outcome, terms, clusters, f"{PLACE}.confounders", adjusted=asked.outcome)
    exposed = values[kept.outcome.index].to_numpy(dtype=float)
    design = np.column_stack(
        [np.ones(len(exposed)), kept.columns.drop(columns=exposure, errors="ignore").to_numpy(dtype=float)]
    )
    reason = _why(kept, exposed, exposure)
    score = None if reason else propensity(exposed, design, asked.score_bound)
    if score is not None and not score.defined:
        reason = "the confounders tell exposed from unexposed exactly (separation): no score, no weights"
    cluster = kept.clusters[asked.cluster].to_numpy() if asked.cluster else None
    return Compared(kept, exposed, kept.outcome.to_numpy(dtype=float), design, score, cluster, reason)


def _why(kept: Rows, exposed: np.ndarray, exposure: str) -> str:
    if reason := why_no_effect(kept):
        return reason
    for group, size in (("exposed", int(exposed.sum())), ("unexposed", int((1 - exposed).sum()))):
        if size < 2:
            return f"fewer than two complete rows {group} ({size})"
    if exposure in kept.aliased:
        return "the confounders tell exposed from unexposed exactly (separation): no score, no weights"
    return ""
