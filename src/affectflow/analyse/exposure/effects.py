"""The effect of an exposure, adjusted, as observed, and in standard deviations."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...statistics.observational.effects import Means, doubly_robust_means, weighted_means
from ...statistics.observational.propensity import propensity
from ...statistics.t_interval import t_interval
from ...studies.analyse.exposure import Exposure
from .compared import Compared

EXACT = 1e-12
"""Errors below this part of the outcome's standard deviation are rounding."""

METHODS = {
    "estimated": "weighting by the score, stacked estimating equations",
    "known": "weighting by the score, taken as known",
    "aipw": "doubly robust (AIPW)",
}
INFLUENCES = {
    "estimated": "stacked estimating equations: the influence counts that the score was estimated",
    "known": "sandwich of weighted least squares of the outcome on the exposure: weights count as known, which mostly "
    "makes the error larger than one that counts that the score was estimated",
    "aipw": "influence function of the doubly robust estimate, linear models of the outcome in each group; score and "
    "outcome models are taken as right",
}


def how_uncertain(asked: Exposure) -> str:
    """Which of the `INFLUENCES` the standard error is made of."""
    return asked.score if asked.method == "weighting" else asked.method


def potential_means(main: Compared, asked: Exposure) -> Means:
    """Means were everyone of the target exposed, and were nobody."""
    assert main.score is not None
    data = (main.outcome, main.exposed, main.design, main.score, asked.estimand)
    if asked.method == "aipw":
        return doubly_robust_means(*data)
    return weighted_means(*data, score_known=asked.score == "known")


def difference(main: Compared, means: Means | None, asked: Exposure) -> dict[str, Any]:
    """Exposed minus unexposed."""
    by = f"clustered by {asked.cluster}, " if asked.cluster else ""
    method = f"{METHODS[how_uncertain(asked)]}, {asked.estimand}, {by}t interval"
    options: dict[str, Any] = {"n": len(main.outcome), "level": asked.level, "method": method}
    if means is None:
        return t_interval(np.nan, np.nan, np.nan, reason=main.reason, **options)
    return _told(means, main, options)


def unadjusted(main: Compared, asked: Exposure) -> dict[str, Any]:
    """Difference of means as observed: the same estimating equations with all weights 1."""
    options: dict[str, Any] = {
        "n": len(main.outcome),
        "level": asked.level,
        "method": "difference of means, t interval",
    }
    if main.reason:
        return t_interval(np.nan, np.nan, np.nan, reason=main.reason, **options)
    ones = np.ones((len(main.outcome), 1), dtype=np.float64)
    means = weighted_means(main.outcome, main.exposed, ones, propensity(main.exposed, ones), "ATE")
    return _told(means, main, options)


def _told(means: Means, main: Compared, options: dict[str, Any]) -> dict[str, Any]:
    estimate, error, df = means.difference(main.cluster)
    # Influences that are rounding of the outcome: it does not vary within the groups.
    if error <= EXACT * np.std(main.outcome):
        return t_interval(np.nan, np.nan, np.nan, reason="the outcome does not vary within the groups", **options)
    return t_interval(float(estimate), float(error), df, **options)


def spread(main: Compared) -> float:
    """Root of the mean variance of both groups as observed."""
    if main.reason:
        return np.nan
    groups = (main.outcome[main.exposed == group] for group in (0, 1))
    return float(np.sqrt(np.mean([np.var(group, ddof=1) for group in groups])))


def scaled(effect: dict[str, Any], spread: float) -> dict[str, Any]:
    """The effect in units of `spread`, which counts as known."""
    if "reason" in effect or spread == 0:
        missing = effect.get("reason", "the outcome does not vary within the groups")
        return dict.fromkeys(("estimate", "low", "high", "spread"), np.nan) | {"reason": missing}
    return {part: effect[part] / spread for part in ("estimate", "low", "high")} | {
        "spread": spread, "level": effect["level"], "n": effect["n"],
    }  # fmt: skip


def mean_pair(means: Means | None, main: Compared) -> dict[str, Any]:
    """Both means as plain data."""
    if means is None:
        return {"exposed": np.nan, "unexposed": np.nan, "reason": main.reason}
    return {"exposed": float(means.exposed), "unexposed": float(means.unexposed)}
