"""Do two halves of the observers tell the same course of time?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import comb
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.integer]

METHOD = "mean of Spearman's correlations between the frames' counts of two halves of the observers, midranks for ties"


def half_consistency(counts: Integers, *, most: int = 2000, seed: int = 0) -> dict[str, Any]:
    """Mean rank correlation over time between all halves of the observers.

    Halves take `n // 2` of n observers against the rest, so that with an odd number they are not
    equally large. The halves overlap from split to split: their spread is no standard error.

    Args:
        counts: what each observer adds in each frame, small whole numbers: 1 for a mark, -1 for a
            mark of the opposite label, shape (observers, F).
        most: splits; where there are more, so many are drawn at random.
        seed: of the draw.

    Returns:
        dict with estimate, spread (standard deviation over splits, divisor their number), splits,
        method, and `reason` where a split is undefined, because a half is constant.

    Source: Labs et al. (2015), F1000Research 4:92, inter-rater consistency.
    """
    n = len(counts)
    result: dict[str, Any] = {"estimate": float("nan"), "spread": float("nan"), "splits": 0, "method": METHOD}
    if n < 2:
        return result | {"reason": "one observer: there are no halves"}
    found = np.array(
        [_spearman(counts[half].sum(axis=0), counts[~half].sum(axis=0)) for half in _halves(n, most, seed)]
    )
    result["splits"] = len(found)
    if np.isnan(found).any():
        return result | {"reason": f"a half marked nothing or everything in {int(np.isnan(found).sum())} splits"}
    return result | {"estimate": float(found.mean()), "spread": float(found.std())}


def _halves(n: int, most: int, seed: int) -> Iterator[NDArray[np.bool_]]:
    if comb(n, n // 2) <= most:
        chosen: Any = combinations(range(n), n // 2)
    else:
        rng = np.random.default_rng(seed)
        chosen = (rng.choice(n, n // 2, replace=False) for _ in range(most))
    for members in chosen:
        half = np.zeros(n, dtype=bool)
        half[list(members)] = True
        yield half


def _spearman(x: Integers, y: Integers) -> float:
    """Spearman's correlation of small whole numbers, from the table of how often each pair of them stands."""
    x, y = x - x.min(), y - y.min()
    table = np.bincount(x * (y.max() + 1) + y, minlength=(x.max() + 1) * (y.max() + 1)).reshape(-1, y.max() + 1)
    ranks_x, ranks_y = (np.cumsum(margin) - (margin - 1) / 2 for margin in (table.sum(axis=1), table.sum(axis=0)))
    middle = (len(x) + 1) / 2
    a, b = ranks_x - middle, ranks_y - middle
    spread = np.sqrt((table.sum(axis=1) @ a**2) * (table.sum(axis=0) @ b**2))
    return float(a @ table @ b / spread) if spread > 0 else float("nan")
