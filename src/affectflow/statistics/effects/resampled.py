"""Bootstrap intervals of differences, standardised differences and rank-biserial correlations."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from ..reliability.cluster_bootstrap import cluster_intervals
from ..signed_rank import Zeros
from .rank_biserial import of_drawn_groups, of_drawn_pairs
from .scales import Standardiser, drawn_moments, scaled
from .standardised import Bias, correction

Floats = NDArray[np.float64]
NAMES = ("difference", "effect_size", "rank_biserial")


def resampled(
    first: Floats,
    second: Floats,
    *,
    paired: bool,
    method: Literal["percentile", "bca"],
    resamples: int,
    seed: int,
    level: float,
    standardiser: Standardiser,
    bias: Bias,
    zeros: Zeros,
) -> dict[str, dict[str, Any]]:
    """Persons are drawn with replacement: pairs together, groups each by itself.

    Args:
        first, second: shapes (n1,) and (n2,), at least two values each; of the same persons if `paired`.
        method: of `cluster_intervals`.
        resamples, seed: of the draws.
        level: coverage.
        standardiser, bias: of the standardised difference.
        zeros: of the signed ranks.

    Returns:
        `difference`, `effect_size` and `rank_biserial`, each as `cluster_intervals` gives it. A resample in which
        one is undefined, since its values do not vary, is left out and counted.
    """
    n1, n2 = len(first), len(second)
    strata = None if paired else np.repeat([0, 1], [n1, n2])

    def statistic(weights: Floats) -> Floats:
        one, two = (weights, weights) if paired else (weights[:, :n1], weights[:, n1:])
        drawn = scaled(drawn_moments(first, second, one, two, paired=paired), standardiser)
        biserial = (
            of_drawn_pairs(second - first, weights, zeros) if paired else of_drawn_groups(first, second, one, two)
        )
        return np.column_stack([drawn.difference, drawn.estimate * correction(drawn.df, bias), biserial])

    return cluster_intervals(
        statistic, NAMES, n1 if paired else n1 + n2, unit="person", method=method,
        resamples=resamples, level=level, rng=np.random.default_rng(seed), strata=strata,
    )  # fmt: skip
