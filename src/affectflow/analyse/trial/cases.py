"""The complete cases of one ANCOVA as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...studies.analyse.trial import Trial
from ..cohort import Cohort

FEWEST = 2
"""Complete cases that an arm must have for its mean to be estimated."""


@dataclass(frozen=True)
class Cases:
    """Complete cases of the arms that have enough of them.

    arms: these arms in the study's order; `arm` holds their numbers.
    counts: complete cases of every arm of the study, also of those that are left out.
    outcome, arm, stratum, baseline: one for each case; arms may be exchanged within a stratum; the baseline is None
        where the study has none.
    covariates: cases x columns, the baseline first; categories as indicators against their first label.
    names: of the columns.
    """

    arms: list[str]
    counts: dict[str, int]
    outcome: NDArray[np.float64]
    arm: NDArray[np.intp]
    stratum: NDArray[np.intp]
    baseline: NDArray[np.float64] | None
    covariates: NDArray[np.float64]
    names: list[str]


def complete_at(data: Cohort, asked: Trial, occasion: str) -> pd.Index:
    """Who of the arms compared has the outcome, the baseline and every covariate."""
    values = data.values[asked.measure][[occasion, *_baseline(asked)]]
    there = values.notna().all(axis=1) & data.covariates[list(asked.covariates)].notna().all(axis=1)
    return data.people.index[there & data.people["arm"].isin(asked.arms)]


def cases(data: Cohort, asked: Trial, who: pd.Index, occasion: str) -> Cases:
    """Arrays of the complete cases at an occasion."""
    drawn = data.people.loc[who, "arm"]
    counts = {arm: int((drawn == arm).sum()) for arm in asked.arms}
    arms = [arm for arm in asked.arms if counts[arm] >= FEWEST]
    who = who[drawn.isin(arms)]
    people, values = data.people.loc[who], data.values[asked.measure].loc[who]
    traits = data.covariates.loc[who, list(asked.covariates)]
    columns = pd.concat([values[_baseline(asked)], *(_columns(traits[name]) for name in traits)], axis=1)
    return Cases(
        arms,
        counts,
        values[occasion].to_numpy(dtype=float),
        people["arm"].map(arms.index).to_numpy(dtype=np.intp) if len(who) else np.empty(0, dtype=np.intp),
        _kept_by_randomisation(data, asked, who),
        values[asked.baseline].to_numpy(dtype=float) if asked.baseline else None,
        columns.to_numpy(dtype=float),
        [str(name) for name in columns.columns],
    )


def _baseline(asked: Trial) -> list[str]:
    return [asked.baseline] if asked.baseline else []


def _kept_by_randomisation(data: Cohort, asked: Trial, who: pd.Index) -> NDArray[np.intp]:
    """Numbers of the sets within which a permutation test exchanges arms."""
    within = list(asked.permutations.within) if asked.permutations else []
    labels = data.covariates.loc[who, within].assign(**{"": data.people.loc[who, "stratum"]})
    numbers = labels.groupby(list(labels), sort=False, dropna=False).ngroup()
    return np.asarray(numbers, dtype=np.intp)


def _columns(trait: pd.Series) -> pd.DataFrame:
    """A number as it is; a category as an indicator for each label but the first."""
    if pd.api.types.is_numeric_dtype(trait):
        return trait.to_frame()
    labels = sorted(trait.unique())
    # A category with one label is a constant column, so that the reason is told.
    kept = labels[1:] or labels
    return pd.DataFrame({f"{trait.name}: {label}": (trait == label).astype(float) for label in kept}, index=trait.index)
