"""Persons as rows of a model: outcome, columns of covariates, clusters; complete rows only, the others counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..errors import Problem, StudyError, did_you_mean
from ..statistics.observational.collinear import collinear
from ..studies.analyse.observed import ARM, Measured, Term
from .cohort import Cohort

FEW_CLUSTERS = 40
"""# ASSUME: below about 40 clusters, usual clustered errors are too small (Cameron and Miller, 2015)."""


@dataclass(frozen=True)
class Rows:
    """The complete rows.

    outcome: in units of the measure, index participant_id.
    columns: numeric columns of the model, without the intercept, none of them collinear; same index.
    clusters: number of each row's cluster, one column for each kind, from 0 without gaps.
    aliased: columns left out of the model, each with why.
    terms: the columns of each term, those left out among them.
    counts: plain data for the document.
    warnings: sentences that begin with a name.
    """

    outcome: pd.Series
    columns: pd.DataFrame
    clusters: pd.DataFrame
    aliased: dict[str, str]
    terms: dict[str, list[str]]
    counts: dict[str, Any]
    warnings: list[str]

    def design(self) -> np.ndarray:
        """Columns behind one of ones, shape (n, p)."""
        return np.column_stack([np.ones(len(self.columns)), self.columns.to_numpy(dtype=float)])


def rows(
    found: Cohort,
    outcome: Measured,
    terms: Mapping[str, Term],
    clusters: Sequence[str],
    place: str,
    adjusted: Measured | None = None,
) -> Rows:
    """Bring outcome, terms and clusters together.

    Args:
        found: who is analysed.
        outcome: what is explained.
        terms: covariates of the model, or the arm; the baseline of an adjusted outcome is added behind them.
        clusters: covariates that say which rows belong together.
        place: the terms in the study, for problems.
        adjusted: the outcome whose baseline is added, if another than the one explained.

    Raises:
        StudyError: for labels without a reference, a reference that is no label, numbers with one.
    """
    values = found.values[outcome.measure]
    traits = {name: found.people[ARM] if name == ARM else found.covariates[name] for name in terms}
    wrong = [_wrong(traits[name], term, f"{place}.{name}") for name, term in terms.items()]
    if problems := [problem for problem in wrong if problem]:
        raise StudyError(problems)
    parts = {name: _expanded(traits[name], term) for name, term in terms.items()}
    measured = values[outcome.occasion]
    if outcome.form == "change":
        measured = measured - values[outcome.baseline]
    adjusted = adjusted or outcome
    if adjusted.form == "adjusted":
        name = f"{adjusted.measure}_{adjusted.baseline}"
        parts[name] = found.values[adjusted.measure][[adjusted.baseline]].set_axis([name], axis=1)
    labels = found.covariates[list(clusters)]
    there = {"outcome": measured.notna()} | {name: part.notna().all(axis=1) for name, part in parts.items()}
    there |= {name: labels[name].notna() for name in clusters}
    whole = np.logical_and.reduce(list(there.values()))
    columns = pd.concat([part[whole] for part in parts.values()], axis=1)
    aliased = _aliased(columns)
    numbers = {name: np.unique(labels.loc[whole, name], return_inverse=True)[1] for name in clusters}
    numbered = pd.DataFrame(numbers, index=labels.index[whole])
    counts = {
        "n": int(whole.sum()), "of": len(whole), "incomplete": int((~whole).sum()),
        "missing": {name: int((~has).sum()) for name, has in there.items() if not has.all()},
        "clusters": {name: _sizes(numbered[name]) for name in clusters},
    }  # fmt: skip
    warnings = [*found.warnings, *_warnings(counts, aliased)]
    kept = columns.drop(columns=list(aliased))
    every = {name: list(part.columns) for name, part in parts.items()}
    return Rows(measured[whole], kept, numbered, aliased, every, counts, warnings)


def why_no_effect(found: Rows) -> str:
    """Why nothing can be estimated from these rows, or nothing."""
    n, p = found.columns.shape
    if n == 0:
        return "no row is complete"
    if n <= p + 1:
        return f"{n} complete rows for {p + 1} coefficients"
    if found.outcome.nunique() == 1:
        return "the outcome is constant"
    for name, sizes in found.counts["clusters"].items():
        if sizes["n"] < 2:
            return f"one cluster of {name}: the error of its rows cannot be told from one cluster"
    return ""


def _wrong(column: pd.Series, term: Term, place: str) -> Problem | None:
    """Labels without a reference that is one of them, or a number with one."""
    name, place = str(column.name), f"{place}.reference"
    if pd.api.types.is_numeric_dtype(column):
        allowed = f"nothing: {name} is a number"
        return None if term.reference is None else Problem("study", place, f"'{term.reference}'", allowed)
    labels = sorted(map(str, column.dropna().unique()))
    if term.reference in labels:
        return None
    hint = did_you_mean(term.reference, labels) if term.reference else ""
    found = f"'{term.reference}'" if term.reference else "no reference"
    return Problem("study", place, found, ", ".join(labels) or "nothing: no labels", hint)


def _expanded(column: pd.Series, term: Term) -> pd.DataFrame:
    """A number as one column, labels as one column for each label but the reference."""
    name = str(column.name)
    if term.reference is None:
        return column.astype(float).to_frame(name)
    others = [label for label in sorted(map(str, column.dropna().unique())) if label != term.reference]
    shown = {f"{name}={label}": (column == label).astype(float).where(column.notna()) for label in others}
    return pd.DataFrame(shown, index=column.index)


def _aliased(columns: pd.DataFrame) -> dict[str, str]:
    if columns.empty:
        return {}
    design = np.column_stack([np.ones(len(columns)), columns.to_numpy(dtype=float)])
    gone = [columns.columns[j - 1] for j in collinear(design) if j]
    return {
        name: "constant" if columns[name].nunique() == 1 else "a linear combination of the terms before it"
        for name in gone
    }


def _sizes(cluster: pd.Series) -> dict[str, Any]:
    if cluster.empty:
        return {"n": 0}
    sizes = np.bincount(cluster.to_numpy())
    return {"n": len(sizes), "smallest": int(sizes.min()), "largest": int(sizes.max())}


def _warnings(counts: dict[str, Any], aliased: dict[str, str]) -> list[str]:
    told = []
    if 2 * counts["incomplete"] > counts["of"]:
        parts = ", ".join(f"{name} in {n}" for name, n in counts["missing"].items())
        told.append(f"mostly_incomplete: {counts['n']} of {counts['of']} rows are complete; missing: {parts}")
    told += [f"collinear_term: {name} is {why} and is left out of the model" for name, why in aliased.items()]
    told += [
        f"few_clusters: {sizes['n']} clusters of {name}; clustered errors are large-sample"
        for name, sizes in counts["clusters"].items()
        if 1 < sizes["n"] < FEW_CLUSTERS
    ]
    return told
