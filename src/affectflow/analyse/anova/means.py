"""Means of cells, means of levels over cells of the same weight, and planned contrasts of both."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...statistics.effects.cells import Cells, combination
from ...statistics.multiple_tests import adjusted_for_number
from ...statistics.t_interval import t_interval, untested
from ...studies.analyse.anova import OCCASION, Anova
from .design import Design

Nested = dict[str, Any]


def cell_means(complete: pd.DataFrame, cell: NDArray[np.intp], made: Design, asked: Anova) -> Nested:
    """By level of each factor, then by occasion."""
    found: Nested = {}
    for number, levels in enumerate(made.cells):
        place = found
        for level in levels:
            place = place.setdefault(level, {})
        rows = complete[cell == number]
        place |= {at: _mean(rows[at], asked) for at in asked.occasions}
    return found


def marginal_means(cells: Cells, values: NDArray, made: Design, asked: Anova) -> Nested:
    """By factor, the mean of each of its levels over cells of the same weight; the occasion is a factor too."""
    return {
        factor: {
            level: untested(
                _combined(
                    cells, values, made, asked, {factor: {level: 1.0}}, "mean of cells; error: persons within cells"
                )
            )
            for level in levels
        }
        for factor, levels in asked.levels.items()
        if len(levels) > 1
    }


def contrasts(cells: Cells, values: NDArray, made: Design, asked: Anova) -> Nested:
    """The planned contrasts by name, p adjusted for their number."""
    found = {
        name: _combined(
            cells, values, made, asked, weights, f"weighted means of cells; error: {_error(asked, weights)}"
        )
        for name, weights in asked.contrasts.items()
    }
    adjusted = adjusted_for_number([one["p"] for one in found.values()], asked.multiplicity)
    return {name: one | {"p_adjusted": float(p)} for (name, one), p in zip(found.items(), adjusted, strict=True)}


def _error(asked: Anova, weights: dict[str, dict[str, float]]) -> str:
    """What the error of a contrast is the variance of; no other covariance of occasions is assumed."""
    if len(asked.occasions) == 1:
        return "persons within cells"
    own = abs(sum(weights.get(OCCASION, {"": 1.0}).values())) < 0.5
    return "persons’ own contrasts of occasions, within cells" if own else "persons’ means over occasions, within cells"


def _combined(
    cells: Cells, values: NDArray, made: Design, asked: Anova, weights: dict[str, dict[str, float]], method: str
) -> Nested:
    of = {factor: _weights(levels, weights.get(factor)) for factor, levels in asked.levels.items()}
    of_occasions = of.pop(OCCASION)
    of_cells: NDArray[np.float64] = np.ones(1)
    for given in of.values():
        of_cells = np.asarray(np.kron(of_cells, given), dtype=np.float64)
    used = of_cells != 0
    told: Nested = {"n": int(cells.counts[used].sum()), "level": asked.level, "method": method}
    estimate, error = (float(found) for found in combination(cells, of_cells, of_occasions))
    reason = _why_not(cells, values, made, of_cells, error)
    if not reason:
        return t_interval(estimate, error, cells.df, **told)
    return t_interval(math.nan, math.nan, math.nan, reason=reason, **told) | {"estimate": estimate}


def _why_not(cells: Cells, values: NDArray, made: Design, of_cells: NDArray, error: float) -> str:
    for cell in np.flatnonzero((of_cells != 0) & (cells.counts == 0)):
        return f"no complete case in {made.named(int(cell))}" if made.factors else "no complete case"
    if cells.df < 1:
        return "no cell has two complete cases: nothing varies within cells"
    if error <= 64 * np.finfo(float).eps * np.abs(values).max():
        return "persons of the same cell do not differ"
    return ""


def _weights(levels: tuple[str, ...], given: dict[str, float] | None) -> NDArray[np.float64]:
    if given is None:
        return np.full(len(levels), 1 / len(levels))
    return np.array([given.get(level, 0.0) for level in levels])


def _mean(values: pd.Series, asked: Anova) -> Nested:
    n = len(values)
    told: Nested = {"n": n, "level": asked.level, "method": "t interval of the mean"}
    if n < 2:
        reason = "nobody was measured" if not n else "one person: no standard deviation"
        found = t_interval(math.nan, math.nan, math.nan, reason=reason, **told)
        return _of_mean(found) | {"sd": math.nan} | ({"estimate": float(values.iloc[0])} if n else {})
    sd = float(values.std(ddof=1))
    mean = float(values.mean())
    if sd == 0:
        equal = t_interval(math.nan, math.nan, math.nan, reason="all values are equal", **told)
        return _of_mean(equal) | {"sd": 0.0, "estimate": mean}
    return _of_mean(t_interval(mean, sd / math.sqrt(n), n - 1, **told)) | {"sd": sd}


def _of_mean(interval: Nested) -> Nested:
    return {name: value for name, value in untested(interval).items() if name != "df"}
