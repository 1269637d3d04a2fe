"""How long a step of Dawid and Skene's EM takes, against crowd-kit in the same run.

    python benchmarks/aggregation.py

Votes have CREMA-D's shape: 7,442 clips in three presentations, 2,443 raters, about 212,000
votes for six classes. One step of both is first held to the same posteriors; then steps are
timed, and ours runs to convergence. Times are the least of several runs on this machine.
crowd-kit is imported without what its classification does not need.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
import time
import types
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from affectflow.statistics.aggregation.dawid_skene import Confusions
from affectflow.statistics.aggregation.latent import climb
from affectflow.statistics.agreement.table import Votes

ITEMS, RATERS, CLASSES, VOTES = 7_442 * 3, 2_443, 6, 212_000


def crowd_kit():
    """crowd-kit's DawidSkene."""
    root = Path(importlib.util.find_spec("crowdkit").submodule_search_locations[0]) / "aggregation"
    for name, folder in (("aggregation", root), ("aggregation.classification", root / "classification")):
        bare = types.ModuleType(f"crowdkit.{name}")
        bare.__path__ = [str(folder)]
        sys.modules.setdefault(f"crowdkit.{name}", bare)
    return importlib.import_module("crowdkit.aggregation.classification.dawid_skene").DawidSkene


def least(run: Callable[[], object], times: int) -> float:
    """Least wall time of several runs, in seconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return min(taken)


def votes(rng: np.random.Generator) -> Votes:
    """Raters from good to poor; each vote is the item's class with the rater's skill, else any class."""
    truth, skill = rng.integers(0, CLASSES, ITEMS), rng.beta(5, 3, RATERS)
    pairs = rng.choice(ITEMS * RATERS, VOTES + ITEMS, replace=False)[ITEMS:]
    item, rater = np.divmod(pairs, RATERS)
    missing = np.setdiff1d(np.arange(ITEMS), item)
    item, rater = np.append(item, missing), np.append(rater, rng.integers(0, RATERS, len(missing)))
    right = rng.random(len(item)) < skill[rater]
    return Votes(item, rater, np.where(right, truth[item], rng.integers(0, CLASSES, len(item))), ITEMS, RATERS, CLASSES)


def main() -> None:
    """Print the time of a step of each and their ratio, and that of the whole climb."""
    given = votes(np.random.default_rng(1))
    frame = pd.DataFrame({"task": given.item, "worker": given.rater, "label": given.code})
    theirs, weight = crowd_kit(), np.ones(ITEMS)

    def steps_of_theirs(n: int) -> pd.DataFrame:
        return theirs(n_iter=n, tol=-np.inf).fit(frame).probas_

    model = Confusions(given)
    state, start = model.start(), model.start()
    for _ in range(2):
        state, _ = model.step(state, weight)
    apart = np.abs(steps_of_theirs(2)[list(range(CLASSES))].sort_index().to_numpy() - state.posterior).max()
    assert apart < 1e-6, apart

    one = least(lambda: model.step(start, weight), 10)
    once, thrice = least(lambda: steps_of_theirs(1), 2), least(lambda: steps_of_theirs(3), 2)
    other = (thrice - once) / 2
    print(f"{len(given.item):,} votes, posteriors after two steps apart by {apart:.1e}")
    print(f"a step: {one * 1e3:.1f} ms; crowd-kit {other * 1e3:.0f} ms (ratio {other / one:.0f})")
    began = time.perf_counter()
    fit = climb(Confusions(given), start, max_iterations=2000, tolerance=1e-9)
    taken, n = time.perf_counter() - began, len(fit.objective)
    print(f"to convergence: {taken:.2f} s, {n} steps, {taken / n * 1e3:.1f} ms each (ratio {other / (taken / n):.0f})")
    print(f"converged: {fit.converged}; the log-likelihood fell in {np.sum(np.diff(fit.objective) < 0)} steps")


if __name__ == "__main__":
    main()
