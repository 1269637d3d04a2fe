"""2,000 trials at once against one fit of statsmodels for each, in the same process.

    python benchmarks/trials.py

ANCOVA with HC3 errors of 2,000 trials of 60 participants. Effects and errors of both are compared first. The
peer's loop is run for some trials only and extrapolated; times are the least of several runs, without
imports.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import statsmodels.api as sm

from affectflow.statistics.ancova import ancova

TRIALS, PERSONS, LOOPED, RUNS = 2000, 60, 100, 5


def least(call: Callable[[], object]) -> float:
    """Seconds of the fastest of several runs."""
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return min(taken)


def main() -> None:
    """Compare results, then times."""
    rng = np.random.default_rng(1)
    arm = np.arange(PERSONS) % 2
    baseline = rng.normal(20, 4, (TRIALS, PERSONS, 1))
    outcome = 0.6 * baseline[..., 0] + rng.normal(0, 3, (TRIALS, PERSONS)) - 2 * arm

    def ours():
        return ancova(outcome, arm, baseline, "HC3", arms=2).contrast([-1, 1])

    def theirs():
        fits = []
        for y, x in zip(outcome[:LOOPED], baseline[:LOOPED, :, 0], strict=True):
            fit = sm.OLS(y, np.column_stack([np.ones(PERSONS), arm, x])).fit(cov_type="HC3")
            fits.append((fit.params[1], fit.bse[1]))
        return np.array(fits).T

    effect, error = ours()
    assert np.allclose([effect[:LOOPED], error[:LOOPED]], theirs(), rtol=1e-9)
    a, b = least(ours), least(theirs) * TRIALS / LOOPED
    print(f"{TRIALS} ANCOVAs with HC3: {a:.3f} s, statsmodels one by one {b:.2f} s (from {LOOPED}): {b / a:.0f} times")


if __name__ == "__main__":
    main()
