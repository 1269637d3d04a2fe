"""Paired differences of models that predicted the same items."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from ..errors import Problem, TableError, did_you_mean
from ..metrics import METRICS, Outcome, Resampled, outcomes, resampled
from ..metrics.resampling import CONVENTION
from ..statistics.bootstrap import cluster_weights, percentile_interval
from ..studies.analyse.comparison import Comparison
from ..studies.train import Evaluation
from ..tables import classes, with_votes

DIFFERENCE = "metric of the reference minus metric of the model, on the same items and in the same resamples"
KEY = ["item_id", "seed"]


def comparison(
    sample: pd.DataFrame, predictions: Mapping[str, pd.DataFrame], *, spec: dict[str, Any], train: dict[str, Any]
) -> dict[str, Any]:
    """Compare a reference model with others by one metric.

    Args:
        sample: table `sample`.
        predictions: tables `predictions` by model; must hold the reference and all others.
        spec: the analysis, as plain data.
        train: the study's section without its models, for its bootstrap and split.

    Returns:
        plain data: for each model the difference (reference minus model) with a cluster
        bootstrap interval, and both values. Undefined differences have a reason.

    Raises:
        TableError: a model is absent, or did not predict each item of the sample, with
            its class, under the same seeds as the reference.
    """
    chosen, plan = Comparison.load(spec), Evaluation.load(train)
    wanted = [chosen.reference, *chosen.against]
    _check(sample, predictions, wanted)
    fits = {name: _fits(sample, predictions[name]) for name in dict.fromkeys(wanted)}
    groups = int(sample["group"].nunique())
    weights = cluster_weights(groups, plan.bootstrap.resamples, np.random.default_rng(plan.bootstrap.seed))
    metric = METRICS[chosen.metric]
    counted = metric.items(next(iter(fits[chosen.reference].values())))
    results = {name: resampled(metric, list(seeds.values()), weights) for name, seeds in fits.items()}
    reference = results[chosen.reference]
    better = "higher" if metric.higher_is_better else "lower"
    return {
        "kind": chosen.kind,
        "metric": chosen.metric,
        "reference": chosen.reference,
        "items": counted,
        "groups": groups,
        "group_unit": plan.split.by,
        "differences": {
            name: _difference(reference, chosen.reference, results[name], name, groups, plan) for name in chosen.against
        },
        "conventions": {
            "difference": DIFFERENCE,
            "estimate": CONVENTION,
            "direction": f"{better} values of the metric are better",
            chosen.metric: metric.convention,
        },
    }


def _difference(
    reference: Resampled, reference_name: str, other: Resampled, name: str, groups: int, plan: Evaluation
) -> dict[str, Any]:
    estimate = reference.estimate - other.estimate
    draws = reference.resamples - other.resamples
    unit = plan.split.by.removesuffix("_id")
    interval = percentile_interval(estimate, draws, plan.bootstrap.level, groups, unit)
    reasons = [f"{who}: {r.reason}" for who, r in ((reference_name, reference), (name, other)) if r.reason]
    if reasons:
        interval["reason"] = "; ".join(reasons)
    return interval | {"reference_value": reference.estimate, "model_value": other.estimate}


def _fits(sample: pd.DataFrame, predictions: pd.DataFrame) -> dict[int, Outcome]:
    joined = with_votes(predictions, sample)
    return outcomes({name: joined[name].to_numpy() for name in joined.columns}, classes(sample))


def _check(sample: pd.DataFrame, predictions: Mapping[str, pd.DataFrame], wanted: list[str]) -> None:
    problems = [
        Problem("predictions", "", f"no model '{name}'", ", ".join(predictions), did_you_mean(name, predictions))
        for name in wanted
        if name not in predictions
    ]
    if problems:
        raise TableError(problems)
    seeds = sorted(predictions[wanted[0]]["seed"].unique())
    index = pd.MultiIndex.from_product([sample["item_id"], seeds], names=KEY)
    truth = sample.set_index("item_id")["label"]
    for name in dict.fromkeys(wanted):
        problems += _mismatch(name, predictions[name], index, truth)
    if problems:
        raise TableError(problems)


def _mismatch(name: str, frame: pd.DataFrame, index: pd.MultiIndex, truth: pd.Series) -> list[Problem]:
    file, given = f"predictions of '{name}'", pd.MultiIndex.from_frame(frame[KEY])
    absent, strange = index.difference(given), given.difference(index)
    allowed = "every item of the sample under each seed of the reference, and no other"
    problems = [
        Problem(file, "item_id, seed", f"{what} '{rows[0][0]}' under seed {rows[0][1]} ({len(rows)} in all)", allowed)
        for what, rows in (("no row for", absent), ("a row for", strange))
        if len(rows)
    ]
    expected = frame["item_id"].map(truth)
    same = frame["label"].eq(expected) | (frame["label"].isna() & expected.isna())
    other = frame[frame["item_id"].isin(truth.index) & ~same]
    if len(other):
        row = other.iloc[0]
        found = f"'{row['label']}' for {row['item_id']} ({len(other)} in all)"
        problems.append(Problem(file, "label", found, "the sample's class"))
    return problems
