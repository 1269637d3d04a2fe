"""How long intraclass correlations take, against pingouin in the same run.

    python benchmarks/reliability.py

7,442 items by eight raters, complete. pingouin (GPL, `benchmarks/requirements.txt`) is given
its long frame; ours the table. Both give six forms with F tests and intervals.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable

import numpy as np
import pandas as pd
import pingouin

from affectflow.statistics.reliability.icc_inference import icc
from affectflow.statistics.reliability.squares_bootstrap import icc_statistics, squares_intervals

ITEMS, RATERS, RESAMPLES = 7442, 8, 1000
THEIRS = {"ICC(1,1)": "ICC(1)", "ICC(A,1)": "ICC(A,1)", "ICC(C,1)": "ICC(C,1)", "ICC(1,k)": "ICC(1,k)"}
THEIRS |= {"ICC(A,k)": "ICC(A,k)", "ICC(C,k)": "ICC(C,k)", "ICC1": "ICC(1)", "ICC2": "ICC(A,1)", "ICC3": "ICC(C,1)"}
THEIRS |= {"ICC1k": "ICC(1,k)", "ICC2k": "ICC(A,k)", "ICC3k": "ICC(C,k)"}


def least(run: Callable[[], object], times: int) -> float:
    """Least wall time of several runs, in seconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return min(taken)


def main() -> None:
    """Print times and ratios."""
    rng = np.random.default_rng(1)
    x = rng.normal(size=(ITEMS, 1)) + 0.4 * rng.normal(size=(1, RATERS)) + rng.normal(size=(ITEMS, RATERS))
    item, rater = (a.ravel() for a in np.indices(x.shape))
    frame = pd.DataFrame({"item": item, "rater": rater, "value": x.ravel()})

    def theirs() -> pd.DataFrame:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return pingouin.intraclass_corr(frame, targets="item", raters="rater", ratings="value")

    start = time.perf_counter()
    table = theirs()
    other = time.perf_counter() - start
    ours = icc(x)["forms"]
    for kind, value in zip(table["Type"], table["ICC"], strict=True):
        assert abs(ours[THEIRS[kind]]["estimate"] - value) < 1e-9, kind
    one = least(lambda: icc(x), 9)
    print(f"six ICCs of {ITEMS:,} x {RATERS}: {one * 1e3:.1f} ms; pingouin {other:.2f} s (ratio {other / one:.0f})")
    options = {"method": "percentile", "resamples": RESAMPLES, "level": 0.95}
    drawn = least(
        lambda: squares_intervals(x, icc_statistics(), over="item", rng=np.random.default_rng(1), **options), 3
    )
    print(f"with {RESAMPLES:,} resamples of items: {drawn:.2f} s")


if __name__ == "__main__":
    main()
