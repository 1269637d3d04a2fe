"""Analyses of trials and of large observed groups against statsmodels, in the same process.

    python benchmarks/trials.py

ANCOVA with HC3 errors of 2,000 trials of 60 participants, at once against one fit for each; and a random
intercept for 2,000 clusters of 50 rows, which must tell a small effect, and what ten times the rows cost.
Estimates and errors of both are compared first. Times are the least of several runs, without imports.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import statsmodels.api as sm

from affectflow.statistics.ancova import ancova
from affectflow.statistics.mixed.fit import fit_clustered

TRIALS, PERSONS, LOOPED, RUNS = 2000, 60, 100, 5
CLUSTERS, ROWS, SMALL = 2000, 50, 0.02


def least(call: Callable[[], object], runs: int = RUNS) -> float:
    """Seconds of the fastest of several runs."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return min(taken)


def trials(rng: np.random.Generator) -> None:
    """Many small trials; the peer's loop is run for some of them only and extrapolated."""
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


def clustered(rng: np.random.Generator, clusters: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Outcome, design and cluster of rows with a small effect within clusters."""
    cluster = np.repeat(np.arange(clusters), ROWS)
    x = rng.normal(size=(len(cluster), 4))
    outcome = SMALL * x[:, 0] + rng.normal(size=clusters)[cluster] + rng.normal(size=len(cluster))
    return outcome, np.column_stack([np.ones(len(cluster)), x]), cluster


def large(rng: np.random.Generator) -> None:
    """One large set of clusters by REML; the peer's errors are those of the normal distribution."""
    outcome, design, cluster = clustered(rng, CLUSTERS)

    def theirs():
        return sm.MixedLM(outcome, design, groups=cluster).fit(reml=True)

    fit, peer = fit_clustered(outcome, design, cluster), theirs()
    found = np.array([fit.contrast(weights, "satterthwaite")[:2] for weights in np.eye(design.shape[1])])
    assert np.allclose(found[:, 0], peer.fe_params, atol=1e-6)
    # The peer's search ends early: lme4 is with us where the two differ.
    assert np.allclose(found[:, 1], peer.bse_fe, rtol=1e-3)
    a, b = least(lambda: fit_clustered(outcome, design, cluster)), least(theirs, 2)
    print(f"random intercept, {len(outcome):,} rows: {a:.3f} s, statsmodels {b:.2f} s: {b / a:.0f} times")
    more = clustered(rng, 10 * CLUSTERS)
    print(f"ten times the rows cost {least(lambda: fit_clustered(*more), 3) / a:.1f} times")


def main() -> None:
    """Compare results, then times."""
    rng = np.random.default_rng(1)
    trials(rng)
    large(rng)


if __name__ == "__main__":
    main()
