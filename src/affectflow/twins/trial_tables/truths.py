"""What was planted in a trial, in numbers that results can be held against."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...studies.twins.people import TrialTablesTwin
from ...studies.twins.trial_parts import Planted
from .draws import Drawn
from .sheets import seen

Nested = dict[str, Any]


def truths(spec: TrialTablesTwin, drawn: Drawn) -> Nested:
    """All truths that the declaration implies, and how many there are.

    Returns:
        n: by arm; `people` for all; `excluded`; `lost` by arm.
        effect/<measure>/<arm>/<occasion>: what the arm adds to the mean.
        mean/<measure>/<arm>/<occasion>: mean at average covariates, of those whose labels add nothing.
        change/<measure>/<arm>/<occasion>: mean less that of the first occasion.
        d_z/<measure>/<arm>/<occasion>: that change over the standard deviation of changes.
        between/<measure>/<occasion>/<arm>_<other>: effect of one arm less that of another.
        slope/<measure>/<covariate>/<occasion>: what one unit adds; `slope_of_change` less the first occasion's.
        label/<measure>/<covariate>/<label>/<occasion>: what having the label adds.
        risk, risk_difference, odds_ratio: of binary measures, the last two as `between`.
        sd, correlation: of each measure; `cluster_sd`: by measure and cluster.
        seen: values that are not missing, by measure, arm and occasion.
    """
    numbers = {name: measure for name, measure in spec.measures.items() if measure.means}
    binary = {name: measure for name, measure in spec.measures.items() if measure.chances}
    told: Nested = {
        "people": len(drawn.names),
        "excluded": sum(spec.excluded.values()),
        "n": {arm: int(np.sum(drawn.arm == arm)) for arm in spec.groups},
        "lost": {arm: int(np.sum(drawn.reason[drawn.arm == arm] != "")) for arm in spec.groups},
        "seen": _seen(spec, drawn),
        "sd": {name: measure.sd for name, measure in numbers.items()},
        "correlation": {name: measure.correlation for name, measure in numbers.items()},
        "cluster_sd": {name: measure.of_clusters for name, measure in numbers.items()},
        "slope": {name: measure.of_covariates for name, measure in numbers.items()},
        "label": {name: measure.of_labels for name, measure in numbers.items()},
        "slope_of_change": {name: _slopes(measure) for name, measure in numbers.items()},
        "risk": {name: measure.chances for name, measure in binary.items()},
        "risk_difference": {name: _compared(spec, measure, np.subtract) for name, measure in binary.items()},
        "odds_ratio": {name: _compared(spec, measure, _odds_ratio) for name, measure in binary.items()},
    }
    parts = {name: _of_numbers(spec, measure) for name, measure in numbers.items()}
    for kind in ("effect", "mean", "change", "d_z", "between"):
        told[kind] = {name: part[kind] for name, part in parts.items()}
    return told


def _of_numbers(spec: TrialTablesTwin, measure: Planted) -> Nested:
    occasions = list(measure.means)
    effect = {arm: {at: measure.effects.get(arm, {}).get(at, 0.0) for at in occasions} for arm in spec.groups}
    mean = {arm: {at: measure.means[at] + effect[arm][at] for at in occasions} for arm in spec.groups}
    change = {arm: {at: mean[arm][at] - mean[arm][occasions[0]] for at in occasions[1:]} for arm in spec.groups}
    shared = sum(sd**2 for sd in measure.of_clusters.values())
    # Rounding adds a twelfth of its squared step to each variance (Sheppard, 1898).
    rounding = 10.0 ** (-2 * measure.digits) / 12
    sd = float(np.sqrt(2 * measure.sd**2 * (1 - measure.correlation) + shared + 2 * rounding))
    pairs = [(one, other) for one in spec.groups for other in spec.groups if one != other]
    between = {at: {f"{one}_{other}": effect[one][at] - effect[other][at] for one, other in pairs} for at in occasions}
    d_z = {arm: {at: value / sd for at, value in times.items()} for arm, times in change.items()}
    return {"effect": effect, "mean": mean, "change": change, "d_z": d_z, "between": between}


def _slopes(measure: Planted) -> Nested:
    first = next(iter(measure.means))
    return {
        covariate: {at: slope - times.get(first, 0.0) for at, slope in times.items() if at != first}
        for covariate, times in measure.of_covariates.items()
    }


def _compared(spec: TrialTablesTwin, measure: Planted, compare) -> Nested:
    occasions = list(next(iter(measure.chances.values())))
    pairs = [(one, other) for one in spec.groups for other in spec.groups if one != other]
    return {
        at: {f"{a}_{b}": float(compare(measure.chances[a][at], measure.chances[b][at])) for a, b in pairs}
        for at in occasions
    }


def _odds_ratio(one: float, other: float) -> float:
    return (one / (1 - one)) / (other / (1 - other))


def _seen(spec: TrialTablesTwin, drawn: Drawn) -> Nested:
    return {
        measure: {
            arm: {at: int(np.sum(~np.isnan(seen(spec, drawn, measure, at)[drawn.arm == arm]))) for at in times}
            for arm in spec.groups
        }
        for measure, times in drawn.scores.items()
    }
