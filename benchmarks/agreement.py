"""How long agreement takes on votes of CREMA-D's shape, against the krippendorff package in the same run.

    python benchmarks/agreement.py
    AFFECTFLOW_CREMA_D=/path/to/crema-d python benchmarks/agreement.py      # its own votes

7,442 clips were each shown as voice, face and both; about 9.5 votes among six classes were
cast on each: 212,000 votes. Ours starts from the long table of coded votes, as it comes from
a corpus; the package is given counts or its matrix, without the time to make these. Times
are the least of several runs on this machine. With OMP_NUM_THREADS=1, as jobs of the workflow have,
neither side waits for threads of a busy machine.
"""

from __future__ import annotations

import csv
import os
import time
from collections.abc import Callable
from pathlib import Path

import krippendorff
import numpy as np

from affectflow.statistics.agreement.alpha import alpha
from affectflow.statistics.agreement.alpha_distances import interval, nominal
from affectflow.statistics.agreement.intervals import bootstrap_interval
from affectflow.statistics.agreement.table import Votes, levels_of

CLIPS, SHOWN, CLASSES, RESAMPLES, LOOPED = 7442, 3, 6, 1000, 20


def least(run: Callable[[], object], times: int) -> float:
    """Least wall time of several runs, in seconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return min(taken)


def counts_of_clips() -> tuple[np.ndarray, str]:
    """Votes of each clip as shown in each way for each class, shape (clips, 3, 6), and where they come from."""
    place = os.environ.get("AFFECTFLOW_CREMA_D")
    if place is None:
        rng = np.random.default_rng(1)
        shares = rng.dirichlet(np.full(CLASSES, 0.6), size=(CLIPS, SHOWN))
        many = rng.choice([8, 9, 10, 11], size=(CLIPS, SHOWN), p=[0.13, 0.31, 0.5, 0.06])
        return rng.multinomial(many, shares), "synthetic votes of CREMA-D's shape"
    counts: dict[str, np.ndarray] = {}
    with (Path(place) / "processedResults" / "tabulatedVotes.csv").open() as lines:
        for row in csv.DictReader(lines):
            clip = counts.setdefault(row["fileName"], np.zeros((SHOWN, CLASSES), dtype=np.int64))
            clip[int(row[""]) // 100_000 - 1] += [int(row[label]) for label in "ADFHNS"]
    return np.stack([counts[name] for name in sorted(counts)]), "the votes of CREMA-D"


def long_table(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Unit and class of each vote, in the order of a shuffled corpus."""
    flat = np.repeat(np.arange(counts.size), counts.ravel())
    np.random.default_rng(3).shuffle(flat)
    return flat // CLASSES, flat % CLASSES


def one_alpha(unit: np.ndarray, code: np.ndarray, counts: np.ndarray) -> None:
    """One nominal alpha, from the long table and by the package from counts and from a matrix."""
    units, one = len(counts), np.zeros(len(unit), dtype=np.int64)
    wide = np.full((int(counts.sum(axis=1).max()), units), np.nan)
    order = np.argsort(unit, kind="stable")
    starts = np.cumsum(counts.sum(axis=1)) - counts.sum(axis=1)
    wide[np.arange(len(unit)) - starts[unit[order]], unit[order]] = code[order]

    def ours() -> float:
        return alpha(Votes(unit, one, code, units, 1, CLASSES), nominal(CLASSES)).estimate()

    def counted() -> float:
        return krippendorff.alpha(value_counts=counts, level_of_measurement="nominal")

    def from_matrix() -> float:
        return krippendorff.alpha(reliability_data=wide, level_of_measurement="nominal")

    assert abs(ours() - counted()) < 1e-12
    assert abs(ours() - from_matrix()) < 1e-12
    mine, theirs, matrix = least(ours, 9), least(counted, 9), least(from_matrix, 5)
    print(f"nominal alpha of {len(unit):,} votes from the long table: {mine * 1e3:.1f} ms;", end=" ")
    print(f"krippendorff given counts {theirs * 1e3:.1f} ms (ratio {theirs / mine:.2f}),", end=" ")
    print(f"given its matrix {matrix * 1e3:.1f} ms (ratio {matrix / mine:.2f})")


def resampled(unit: np.ndarray, code: np.ndarray, counts: np.ndarray) -> None:
    """1,000 resamples of clips, the ways of showing a clip kept together, against a loop over the package."""
    units, one = len(counts), np.zeros(len(unit), dtype=np.int64)
    clips = counts.reshape(-1, SHOWN, CLASSES)
    groups = np.arange(units) // SHOWN

    def ours() -> dict:
        measure = alpha(Votes(unit, one, code, units, 1, CLASSES), nominal(CLASSES))
        return bootstrap_interval(measure, rng=np.random.default_rng(1), level=0.95, resamples=RESAMPLES, groups=groups)

    def loop(times: int) -> list[float]:
        rng, found = np.random.default_rng(1), []
        for _ in range(times):
            drawn = np.bincount(rng.integers(0, len(clips), size=len(clips)), minlength=len(clips))
            table = np.repeat(clips, drawn, axis=0).reshape(-1, CLASSES)
            found.append(krippendorff.alpha(value_counts=table, level_of_measurement="nominal"))
        return found

    measure = alpha(Votes(unit, one, code, units, 1, CLASSES), nominal(CLASSES))
    rng = np.random.default_rng(1)
    weights = [np.bincount(rng.integers(0, len(clips), size=len(clips)), minlength=len(clips)) for _ in range(3)]
    same = measure.by_groups(groups, len(clips))(np.array(weights, dtype=np.float64))
    assert np.allclose(same, loop(3), rtol=0, atol=1e-12)
    mine, theirs = least(ours, 5), least(lambda: loop(LOOPED), 3) / LOOPED * RESAMPLES
    print(f"with {RESAMPLES:,} resamples of {len(clips):,} clips: {mine:.3f} s;", end=" ")
    print(f"krippendorff in a loop over counts {theirs:.1f} s (ratio {theirs / mine:.0f}),", end=" ")
    print(f"EXTRAPOLATED from {LOOPED} resamples, linear in their number")


def linear(decimals: int, kind: str) -> None:
    """Interval alpha of 10,000 items by 50 raters, and of a tenth of the items."""

    def of(items: int) -> float:
        rng = np.random.default_rng(2)
        item, rater = (a.ravel() for a in np.indices((items, 50)))
        value = np.round(50 + 10 * (rng.normal(size=items)[item] + rng.normal(size=len(item))), decimals)

        def run() -> float:
            levels, code = levels_of(value)
            return alpha(Votes(item, rater, code, items, 50, len(levels)), interval(levels)).estimate()

        return least(run, 5)

    small, large = of(1000), of(10_000)
    print(f"interval alpha of 10,000 items x 50 raters, {kind}: {large:.3f} s;", end=" ")
    print(f"of 1,000 items {small:.4f} s (ten times the ratings cost {large / small:.1f} times as much)")


def main() -> None:
    """Print times and ratios."""
    clips, origin = counts_of_clips()
    counts = clips.reshape(-1, CLASSES)
    unit, code = long_table(counts)
    print(f"{origin}: {len(clips):,} clips, {counts.sum():,} votes")
    one_alpha(unit, code, counts)
    resampled(unit, code, counts)
    linear(0, "whole values as of a slider")
    linear(15, "all values different")


if __name__ == "__main__":
    main()
