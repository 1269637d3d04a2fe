"""Intervals of any measure of agreement: by its influence, or by resampling items or raters."""

from __future__ import annotations

import math
from typing import Any, Literal

import numpy as np

from ..bootstrap import percentile_interval, widened_level
from .resampling import Evaluate, Measure, draw, evaluated, leave_one_out, number_groups, of_voters
from .table import Floats, Integers

Quantile = Literal["t", "normal"]
Unit = Literal["item", "rater"]
Method = Literal["percentile", "expanded", "bca"]


def analytic_interval(
    measure: Measure, *, level: float, quantile: Quantile = "t", groups: Integers | None = None
) -> dict[str, Any]:
    """Estimate +- quantile x standard error of item sampling.

    The variance is sum u^2 / (k (k - 1)), u the influences of the k items (Gwet 2014). Where
    items belong to groups it is g / (g - 1) sum U^2 / k^2, U the sums of u in the g groups. The
    interval is not cut at 1: where it reaches beyond, the approximation is poor and that
    should be seen; irrCAC cuts it.

    Args:
        measure: a ready measure.
        level: coverage, such as 0.95.
        quantile: of "t" with k - 1 degrees of freedom (Gwet 2014), or "normal"; g - 1 with groups.
        groups: group of each item of the votes, shape (items,); groups are taken as independent.

    Returns:
        dict with estimate, low, high, level, method, standard_error, items, clusters, the parts
        and conventions, and `reason` when something is undefined.
    """
    reason = measure.reason()
    group, units = number_groups(groups, measure.kept)
    if not reason and units < 2:
        reason = "one item: no variance between items" if groups is None else "one group of items: no variance between"
    error = math.nan if reason else standard_error(measure.influence(), group)
    result = _plain(measure, level, f"item sampling, linearised, {quantile} quantile")
    half = _quantile(quantile, level, units - 1) * error if not reason else math.nan
    result |= {"low": result["estimate"] - half, "high": result["estimate"] + half}
    told = {"standard_error": error, "items": len(measure.kept), "clusters": units}
    return result | told | ({"reason": reason} if reason else {})


def standard_error(influence: Floats, group: Integers) -> float:
    """sqrt(g / (g - 1) sum U^2) / k of the influences of k items summed in g groups, numbered from 0."""
    sums = np.bincount(group, influence)
    return math.sqrt(len(sums) / (len(sums) - 1) * float(np.sum(sums**2))) / len(influence)


def bootstrap_interval(
    measure: Measure,
    *,
    rng: np.random.Generator,
    level: float,
    resamples: int = 1000,
    unit: Unit = "item",
    groups: Integers | None = None,
    method: Method = "percentile",
) -> dict[str, Any]:
    """Interval from resamples of items, of groups of items, or of raters.

    Args:
        measure: a ready measure.
        rng: source of randomness.
        level: coverage, such as 0.95.
        resamples: number of resamples.
        unit: what is drawn with replacement; "item" asks about other items, "rater" about
            other raters, of those who voted. Over few raters intervals are too short: in a
            simulation of unequal raters, 95 % were 86, 88, 91, 94 % ("percentile") and 93,
            92, 94, 94 % ("expanded") for 8, 12, 20, 40 raters; "bca" was between.
        groups: group of each item of the votes (a clip shown in several ways, a speaker),
            shape (items,); whole groups are drawn. For items only.
        method: "percentile"; "expanded", the percentiles that widen a normal interval by
            sqrt(u / (u - 1)) and the t quantile of u - 1, u units (Hesterberg 2015, What
            teachers should know about the bootstrap); or "bca", bias-corrected and
            accelerated (Efron 1987): its bias counts ties by half, its acceleration is that
            of the influence of the groups, or of leaving out each rater.

    Returns:
        what `percentile_interval` returns, with method, unit, the parts and conventions.

    Raises:
        ValueError: when groups are given for raters.
    """
    if groups is not None and unit == "rater":
        raise ValueError("groups are of items: they cannot be given when raters are resampled")
    if measure.reason():
        nothing = {"clusters": 0, "cluster": unit, "resamples": 0, "reason": measure.reason()}
        return _plain(measure, level, method) | nothing
    group, units = number_groups(groups, measure.kept)
    evaluate, units = of_voters(measure) if unit == "rater" else (measure.by_groups(group, units), units)
    drawn = evaluated(evaluate, draw(units, resamples, rng))
    name = "group of items" if groups is not None else unit
    taken = widened_level(level, units) if method == "expanded" else level
    found = percentile_interval(measure.estimate(), drawn, taken, units, name)
    result = _plain(measure, level, "") | found | {"level": level}
    if method == "expanded":
        result["method"] = f"expanded {found['method']}"
    if method != "bca" or "reason" in found:
        return result
    pull = _left_out(evaluate, units) if unit == "rater" else np.bincount(group, measure.influence())
    return result | _bca(drawn[~np.isnan(drawn)], found["estimate"], np.asarray(pull, dtype=np.float64), level)


def _left_out(evaluate: Evaluate, units: int) -> Floats:
    """By how much the measure falls when each unit is left out, less the mean, where it is defined."""
    without = evaluated(evaluate, leave_one_out(units))
    defined = without[~np.isnan(without)]
    return np.asarray(defined.mean() - defined)


def _bca(drawn: Floats, estimate: float, pull: Floats, level: float) -> dict[str, Any]:
    """Limits at corrected shares of the resamples; Efron and Tibshirani (1993), section 14.3."""
    from scipy.special import ndtr, ndtri

    method = "BCa bootstrap (ties by half, acceleration by influence, linear interpolation of order statistics)"
    below = np.mean(drawn < estimate) + np.mean(drawn == estimate) / 2
    cubes, squares = float(np.sum(pull**3)), float(np.sum(pull**2))
    nothing = {"low": math.nan, "high": math.nan, "method": method}
    if squares == 0:
        return nothing | {"reason": "no unit moves the estimate: its acceleration is undefined"}
    if not 0 < below < 1:
        return nothing | {"reason": "all resamples are on one side of the estimate: its bias is undefined"}
    bias, acceleration = float(ndtri(below)), cubes / (6 * squares**1.5)
    ends = bias + ndtri(np.array([(1 - level) / 2, (1 + level) / 2]))
    low, high = np.quantile(drawn, ndtr(bias + ends / (1 - acceleration * ends)))
    limits = {"low": float(low), "high": float(high), "method": method}
    return limits | {"bias_correction": bias, "acceleration": acceleration}


def _quantile(quantile: Quantile, level: float, df: int) -> float:
    from scipy.special import ndtri, stdtrit

    share = (1 + level) / 2
    return float(stdtrit(df, share)) if quantile == "t" else float(ndtri(share))


def _plain(measure: Measure, level: float, method: str) -> dict[str, Any]:
    limits = {"low": math.nan, "high": math.nan, "level": level, "method": method}
    head = {"measure": measure.name, "estimate": measure.estimate()}
    return head | limits | measure.parts() | {"conventions": measure.conventions}
