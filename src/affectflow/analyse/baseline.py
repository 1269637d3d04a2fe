"""`analyse: {kind: baseline}`: who the participants were, by arm."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from ..statistics.standardised_difference import of_counts, of_values
from ..studies.analyse.baseline import Baseline
from ..tables.people import People
from .cohort import Cohort, cohort

CONVENTIONS = {
    "sd": "denominator n - 1",
    "quartiles": "linear interpolation between order statistics",
    "shares": "of those whose category is known; missing ones are counted beside them",
    "difference_of_numbers": "arm minus reference, divided by the square root of the mean of both variances",
    "difference_of_categories": "Mahalanobis distance of both distributions (Yang and Dalton, 2012); never negative",
    "tests": "none: arms that were drawn at random differ by chance alone",
}


def baseline(people: People, *, spec: dict) -> dict:
    """Describe the participants of each arm.

    Args:
        people: the tables about participants.
        spec: plain data of `studies.analyse.Baseline`.

    Returns:
        the document `baseline.json`: by variable and arm n, missing, and mean, sd, median and quartiles or
        counts and shares; and the standardised difference of each arm from the reference.

    Raises:
        StudyError: when the spec names what the tables do not have.
    """
    asked = Baseline.load(spec)
    data = cohort(people, asked, place="analyse.baseline")
    columns = {name: data.covariates[name] for name in asked.covariates}
    columns |= {name: data.values[name][asked.occasion] for name in asked.measures}
    return {
        "kind": "baseline",
        "analysis_set": asked.analysis_set,
        "arms": list(asked.arms),
        "reference": asked.reference,
        "n": {arm: len(data.arm(arm)) for arm in asked.arms},
        "order": list(columns),
        "variables": {name: _variable(column, data, asked, name) for name, column in columns.items()},
        "warnings": data.warnings + _others(data, asked),
        "conventions": CONVENTIONS | ({"measures": f"at {asked.occasion}"} if asked.measures else {}),
    }


def _others(data: Cohort, asked: Baseline) -> list[str]:
    n = int((~data.people["arm"].isin(asked.arms)).sum())
    return [f"other_arm: {'1 person' if n == 1 else f'{n} persons'} in no arm that is described"] if n else []


def _variable(column: pd.Series, data: Cohort, asked: Baseline, name: str) -> dict[str, Any]:
    by_arm = {arm: column.loc[data.arm(arm)] for arm in asked.arms}
    there = {arm: values.dropna() for arm, values in by_arm.items()}
    missing = {arm: len(values) - len(there[arm]) for arm, values in by_arm.items()}
    if pd.api.types.is_numeric_dtype(column):
        numbers = {arm: values.to_numpy(dtype=float) for arm, values in there.items()}
        return {
            "type": "number",
            "shown": "median" if name in asked.median else "mean",
            "arms": {arm: _number(values) | {"missing": missing[arm]} for arm, values in numbers.items()},
            "differences": _differences(numbers, of_values, asked),
        }
    labels = sorted(column.dropna().unique())
    counts = {arm: np.array([int((values == label).sum()) for label in labels]) for arm, values in there.items()}
    return {
        "type": "category",
        "labels": labels,
        "arms": {arm: _category(labels, count) | {"missing": missing[arm]} for arm, count in counts.items()},
        "differences": _differences(counts, of_counts, asked),
    }


def _differences(by_arm: dict[str, Any], of: Any, asked: Baseline) -> dict[str, Any]:
    return {arm: of(by_arm[arm], by_arm[asked.reference]) for arm in asked.arms if arm != asked.reference}


def _number(values: np.ndarray) -> dict[str, Any]:
    n = len(values)
    told: dict[str, Any] = {"n": n} | dict.fromkeys(
        ("mean", "sd", "median", "lower_quartile", "upper_quartile"), math.nan
    )
    if n == 0:
        return told | {"reason": "nobody has a value"}
    lower, median, upper = (float(q) for q in np.quantile(values, [0.25, 0.5, 0.75]))
    told |= {"mean": float(values.mean()), "median": median, "lower_quartile": lower, "upper_quartile": upper}
    return told | ({"sd": float(values.std(ddof=1))} if n > 1 else {"reason": "one person: no standard deviation"})


def _category(labels: list[str], counts: np.ndarray) -> dict[str, Any]:
    n = int(counts.sum())
    told: dict[str, Any] = {"n": n, "counts": dict(zip(labels, counts.tolist(), strict=True))}
    if n == 0:
        return told | {"shares": dict.fromkeys(labels, math.nan), "reason": "nobody has a category"}
    return told | {"shares": dict(zip(labels, (counts / n).tolist(), strict=True))}
