"""Which cell of the design each person is in, and why a measure cannot be analysed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...errors import Problem, StudyError
from ...statistics.effects.cells import Cells
from ...studies.analyse.anova import Anova
from ..cohort import Cohort, unknown


@dataclass(frozen=True)
class Design:
    """Those who have a level of every factor.

    cells: levels of the factors, by cell; the last factor varies fastest; one empty tuple where there is no factor.
    factors: names of the factors.
    cell: number of each person's cell, indexed by participant_id.
    values: by measure, persons x occasions.
    warnings: sentences that begin with a name.
    """

    cells: list[tuple[str, ...]]
    factors: list[str]
    cell: pd.Series
    values: dict[str, pd.DataFrame]
    warnings: list[str]

    def complete(self, measure: str) -> tuple[pd.DataFrame, NDArray[np.intp]]:
        """The values of those measured at all occasions, and their cells."""
        complete = self.values[measure].loc[self.cell.index].dropna()
        return complete, self.cell.loc[complete.index].to_numpy(dtype=np.intp)

    def named(self, cell: int) -> str:
        """A cell in words: ``arm 'coaching', gender 'woman'``."""
        return ", ".join(f"{factor} '{level}'" for factor, level in zip(self.factors, self.cells[cell], strict=True))

    def lone(self, measure: str) -> list[str]:
        """Cells of one complete case, which say nothing about their spread."""
        counts = np.bincount(self.complete(measure)[1], minlength=len(self.cells))
        lone = [self.named(int(cell)) for cell in np.flatnonzero(counts == 1)] if self.factors else []
        return [f"lone_participant: one complete case of {measure} in {words}" for words in lone]


def design(found: Cohort, asked: Anova, covariates: pd.DataFrame) -> Design:
    """Sort persons into cells.

    Args:
        found: who is analysed.
        asked: the factors.
        covariates: the table, which knows labels of persons who are not analysed too.

    Raises:
        StudyError: for a factor of numbers, and for a level that nobody has.
    """
    labels = pd.DataFrame({name: _labels(found, name) for name in asked.between}, index=found.people.index)
    problems = [problem for name, levels in asked.between.items() for problem in _wrong(covariates, name, levels)]
    if problems:
        raise StudyError(problems)
    known = pd.DataFrame({name: labels[name].isin(levels) for name, levels in asked.between.items()}, labels.index)
    kept = labels[known.all(axis=1)]
    cell = np.zeros(len(kept), dtype=np.intp)
    for name, levels in asked.factors.items():
        cell = cell * len(levels) + pd.Index(levels).get_indexer(pd.Index(kept[name]))
    cells = list(product(*asked.factors.values()))
    return Design(cells, list(asked.factors), pd.Series(cell, kept.index), found.values, _left_out(labels, known))


def why_undefined(made: Design, cells: Cells, values: NDArray) -> str:
    """Why no term of a measure can be tested; empty where it can."""
    empty = [made.named(int(cell)) for cell in np.flatnonzero(cells.counts == 0)]
    if empty:
        return f"no complete case in {'; '.join(empty)}" if made.factors else "no complete case"
    if cells.df < 1:
        return "no cell has two complete cases: nothing varies within cells"
    return "the outcome is constant" if np.ptp(values) == 0 else ""


def _labels(found: Cohort, name: str) -> pd.Series:
    return found.people["arm"] if name == "arm" else found.covariates[name]


def _wrong(covariates: pd.DataFrame, name: str, levels: tuple[str, ...]) -> list[Problem]:
    if name == "arm":  # The cohort has held its levels against all participants.
        return []
    place, rows = f"analyse.anova.between.{name}", covariates[covariates["covariate"] == name]
    if rows["value"].notna().any():
        return [
            Problem("study", place, "a covariate of numbers", "one with labels", "Words in the dataset make labels.")
        ]
    return unknown(place, {str(number): level for number, level in enumerate(levels)}, rows["label"].dropna())


def _left_out(labels: pd.DataFrame, known: pd.DataFrame) -> list[str]:
    told = []
    for name in labels:
        missing = int(labels[name].isna().sum())
        other = int((~known[name] & labels[name].notna()).sum()) if name != "arm" else 0
        told += [f"no_label: {_persons(missing)} without {name}, left out"] if missing else []
        told += [f"other_label: {_persons(other)} with another {name} than named, left out"] if other else []
    return told


def _persons(n: int) -> str:
    return "1 person" if n == 1 else f"{n} persons"
