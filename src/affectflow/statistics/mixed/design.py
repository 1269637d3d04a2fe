"""The fixed effects of a mixed model over time: means by occasion and arm."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .sums import Floats


@dataclass(frozen=True)
class Cells:
    """Outcomes and design of the persons with an outcome.

    outcome: shape (persons, occasions), NaN where missing. arm: shape (persons,), 0 is control.
    design: shape (persons, occasions, p). columns: column of each arm and occasion, shape
    (arms, occasions), -1 where nobody was measured; at a common baseline all arms share one.
    """

    outcome: Floats
    arm: NDArray[np.integer]
    design: Floats
    columns: NDArray[np.integer]

    def mean(self, arm: int, occasion: int) -> Floats:
        """Weights of the coefficients that give a mean; zeros where nobody was measured."""
        weights = np.zeros(self.design.shape[-1])
        if self.columns[arm, occasion] >= 0:
            weights[self.columns[arm, occasion]] = 1.0
        return weights

    def count(self, arm: int, occasion: int) -> int:
        """Outcomes of an arm at an occasion."""
        return int(np.sum(~np.isnan(self.outcome[self.arm == arm, occasion])))

    def residuals(self) -> Floats:
        """Of least squares, shape (persons, occasions)."""
        there = ~np.isnan(self.outcome)
        return self.outcome - self.design @ np.linalg.lstsq(self.design[there], self.outcome[there])[0]

    def residual_products(self) -> Floats:
        """Mean products of residuals of the persons measured at every occasion, or the identity if too few are."""
        left = self.residuals()
        left = left[~np.isnan(left).any(axis=1)]
        size = left.shape[1]
        return left.T @ left / len(left) if len(left) > size else np.eye(size)

    def why_undefined(self) -> str:
        """Why no mixed model can be fitted, or nothing."""
        there = ~np.isnan(self.outcome)
        number, width = int(there.sum()), self.design.shape[-1]
        if number <= width:
            return f"{number} outcomes for {width} coefficients"
        if np.linalg.matrix_rank(self.design[there]) < width:
            return "the baseline cannot be told from arm and occasion: the design has not full rank"
        if np.nansum(self.residuals() ** 2) <= 1e-20 * np.nansum(self.outcome**2):
            return "the outcome is constant within each occasion and arm: no residual variance"
        return ""


def cells(outcome: Floats, arm: NDArray[np.integer], arms: int, baseline: Floats | None) -> Cells:
    """A mean for each occasion and arm.

    Args:
        outcome: shape (persons, occasions), NaN where missing; the first occasion is the common
            baseline unless one is given.
        arm: shape (persons,), from 0.
        arms: how many there are.
        baseline: a covariate with a slope at each occasion, shape (persons,), NaN where missing: those
            persons are left out; it is centred at the mean of the persons left.
    """
    kept = ~np.isnan(outcome).all(axis=1)
    if baseline is not None:
        kept &= ~np.isnan(baseline)
        baseline = baseline[kept]
    outcome, arm = outcome[kept], arm[kept]
    columns = np.full((arms, outcome.shape[1]), -1)
    parts: list[tuple[int, Floats]] = []
    for k in range(outcome.shape[1]):
        there = ~np.isnan(outcome[:, k])
        if k == 0 and baseline is None and there.any():
            columns[:, 0] = len(parts)
            parts.append((k, np.ones(len(arm))))
            continue
        for j in range(arms):
            if (there & (arm == j)).any():
                columns[j, k] = len(parts)
                parts.append((k, (arm == j).astype(float)))
        if baseline is not None and there.any():
            parts.append((k, baseline - baseline.mean()))
    design = np.zeros((*outcome.shape, len(parts)))
    for column, (k, values) in enumerate(parts):
        design[:, k, column] = values
    return Cells(outcome, arm, design, columns)
