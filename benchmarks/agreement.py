"""How long alpha and its bootstrap take, against the krippendorff package in the same run.

    python benchmarks/agreement.py

Both sides start from the same long table of 200,000 votes (10,000 items x 20 raters, five
classes) and count it themselves. Times are the least of several runs on this machine.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import krippendorff
import numpy as np
from affectflow.statistics.krippendorff import (
    alpha_from_coincidences,
    count_votes,
    krippendorff_alpha,
    patterns_of,
    resampled_alpha,
    sum_coincidences,
)

ITEMS, RATERS, LABELS, RESAMPLES, MEASURED = 10_000, 20, 5, 1000, 5


def least(run: Callable[[], object], times: int) -> float:
    """Least wall time of several runs, in seconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return min(taken)


def votes(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A long table: each vote is right with probability 0.7, else any class."""
    item, rater = (a.ravel() for a in np.indices((ITEMS, RATERS)))
    truth = rng.integers(0, LABELS, ITEMS)
    label = np.where(rng.random(len(item)) < 0.7, truth[item], rng.integers(0, LABELS, len(item)))
    return item, rater, label


def main() -> None:
    """Print both times and their ratio, for one alpha and for 1,000 resamples."""
    item, rater, label = votes(np.random.default_rng(1))

    def ours() -> float:
        return float(alpha_from_coincidences(sum_coincidences(count_votes(item, label, ITEMS, LABELS))).alpha)

    def theirs() -> float:
        wide = np.full((RATERS, ITEMS), np.nan)
        wide[rater, item] = label
        return krippendorff.alpha(reliability_data=wide, level_of_measurement="nominal")

    def theirs_counted() -> float:
        counts = count_votes(item, label, ITEMS, LABELS)
        return krippendorff.alpha(value_counts=counts, level_of_measurement="nominal")

    assert abs(ours() - theirs()) < 1e-9
    one, other, counted = least(ours, 5), least(theirs, 3), least(theirs_counted, 3)
    print(f"alpha of {len(item):,} votes: {one * 1e3:.1f} ms; krippendorff from a raters x items matrix", end=" ")
    print(f"{other * 1e3:.1f} ms (ratio {other / one:.1f}), from counts {counted * 1e3:.1f} ms ({counted / one:.1f})")

    counts = count_votes(item, label, ITEMS, LABELS)
    patterns, times = patterns_of(counts)
    rng = np.random.default_rng(2)

    def loop() -> None:
        for _ in range(MEASURED):
            drawn = counts[rng.integers(0, ITEMS, ITEMS)]
            krippendorff.alpha(value_counts=drawn, level_of_measurement="nominal")

    whole = least(lambda: krippendorff_alpha(counts, resamples=RESAMPLES, level=0.95, seed=1), 3)
    matrix = least(lambda: resampled_alpha(times, patterns, RESAMPLES, np.random.default_rng(1)), 3)
    looped = least(loop, 3) / MEASURED * RESAMPLES
    print(
        f"{RESAMPLES:,} resamples of {len(times):,} patterns: {matrix:.2f} s, with alpha and interval {whole:.2f} s;",
        end=" ",
    )
    print(f"krippendorff in a loop over counts {looped:.1f} s (ratio {looped / whole:.0f}),", end=" ")
    print(f"EXTRAPOLATED from {MEASURED} resamples, linear in their number")


if __name__ == "__main__":
    main()
