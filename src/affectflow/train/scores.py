"""The document of a model's scores, with intervals over the groups that the split kept whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from ..metrics import METRICS, Metric, Outcome, outcomes, resampled
from ..metrics.classification import confusion
from ..metrics.resampling import CONVENTION
from ..statistics.bootstrap import cluster_weights, percentile_interval
from ..studies.train import Evaluation
from ..tables import with_votes


def score(predictions: pd.DataFrame, sample: pd.DataFrame, labels: Sequence[str], plan: Evaluation) -> dict[str, Any]:
    """Score out-of-fold predictions.

    Args:
        predictions: table `predictions` of one model.
        sample: table `sample`, for the raters' votes.
        labels: the classes, sorted.
        plan: metrics, bootstrap and split.

    Returns:
        plain data: for each metric the mean over seeds of the pooled out-of-fold value,
        its interval, the value of each seed and of each fold, and the number of items that
        count where not all do, because they lack a consensus; the confusion matrix (counts
        averaged over seeds, rows are true classes); conventions.
    """
    joined = with_votes(predictions, sample)
    fits = outcomes({name: joined[name].to_numpy() for name in joined.columns}, labels)
    folds = sample.sort_values("item_id")["fold"].to_numpy()
    first = next(iter(fits.values()))
    weights = cluster_weights(first.clusters, plan.bootstrap.resamples, np.random.default_rng(plan.bootstrap.seed))
    counts = np.mean([confusion(fit).sum(axis=0) for fit in fits.values()], axis=0)
    return {
        "labels": list(labels),
        "items": len(sample),
        "groups": first.clusters,
        "group_unit": plan.split.by,
        "seeds": list(fits),
        "split": plan.split.plain(),
        "metrics": {name: _metric(METRICS[name], fits, folds, weights, plan) for name in plan.metrics},
        "confusion": counts.tolist(),
        "conventions": {
            "estimate": CONVENTION,
            "confusion": "counts averaged over seeds; rows are true classes, columns predicted ones",
        }
        | {name: METRICS[name].convention for name in plan.metrics},
    }


def _metric(
    metric: Metric, fits: dict[int, Outcome], folds: np.ndarray, weights: np.ndarray, plan: Evaluation
) -> dict[str, Any]:
    result = resampled(metric, list(fits.values()), weights)
    unit = plan.split.by.removesuffix("_id")
    interval = percentile_interval(result.estimate, result.resamples, plan.bootstrap.level, weights.shape[1], unit)
    if result.reason:
        interval["reason"] = result.reason
    per_fold = [_of_fold(metric, fit, folds, fold, seed) for seed, fit in fits.items() for fold in np.unique(folds)]
    direction: dict[str, Any] = {"higher_is_better": metric.higher_is_better}
    first = next(iter(fits.values()))
    if metric.items(first) < first.truth.size:
        direction["items"] = metric.items(first)
    return interval | direction | {"per_seed": result.per_seed.tolist(), "per_fold": per_fold}


def _of_fold(metric: Metric, fit: Outcome, folds: np.ndarray, fold: int, seed: int) -> dict[str, Any]:
    part = fit.where(folds == fold)
    entry = {"seed": seed, "fold": int(fold), "value": metric.value(part), "n": metric.items(part)}
    why = metric.why_undefined(part)
    return entry | ({"reason": why} if why else {})
