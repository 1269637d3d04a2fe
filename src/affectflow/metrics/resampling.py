"""A metric on the data and on every resample of its groups, without resampling a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .outcome import Outcome
from .registry import Metric

CONVENTION = (
    "metric of the pooled out-of-fold predictions of each seed, then the mean over seeds; every resample draws "
    "whole groups and is the same for all seeds and models; the fitted models are held fixed, so that the "
    "interval leaves out how they would vary with other training data"
)


@dataclass(frozen=True)
class Resampled:
    """A metric averaged over S seeds.

    Attributes:
        estimate: mean over seeds on the data; NaN when undefined.
        per_seed: on the data, shape (S,).
        resamples: mean over seeds on each of B resamples, shape (B,); NaN where undefined.
        reason: why the estimate is NaN; empty when it is defined.
    """

    estimate: float
    per_seed: NDArray[np.float64]
    resamples: NDArray[np.float64]
    reason: str


def resampled(metric: Metric, fits: Sequence[Outcome], weights: NDArray[np.integer]) -> Resampled:
    """Evaluate a metric on the data and on resamples of its groups.

    # ASSUME: groups are exchangeable, and the mean over seeds is what is estimated.

    Args:
        metric: from `METRICS`.
        fits: one outcome for each of S seeds, all on the same items and groups.
        weights: how often each group is in each resample, shape (B, G).

    Returns:
        the metric of each seed, then averaged over seeds within each resample. A
        resample in which the metric of any seed is undefined is NaN.
    """
    per_seed = np.array([metric.value(fit) for fit in fits])
    reasons = [metric.why_undefined(fit) for fit in fits]
    draws = np.mean([metric.draws(fit, weights) for fit in fits], axis=0)
    return Resampled(float(per_seed.mean()), per_seed, draws, next(filter(None, reasons), ""))
