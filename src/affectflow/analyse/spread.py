"""Mean and standard deviation of persons who were measured, or why there are none."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike


def mean_and_sd(values: ArrayLike) -> dict[str, Any]:
    """n, mean and sd (denominator n - 1) of what is not missing, with a reason where one is undefined.

    Args:
        values: shape (persons,), NaN where missing.
    """
    given = np.asarray(values, dtype=np.float64)
    there = given[~np.isnan(given)]
    found = {"n": len(there), "mean": float(there.mean()) if len(there) else math.nan, "sd": math.nan}
    if len(there) > 1:
        return found | {"sd": float(there.std(ddof=1))}
    return found | {"reason": "one person: no standard deviation" if len(there) else "nobody was measured"}
