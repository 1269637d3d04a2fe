"""`analyse: {kind: exposure}`: the effect of an exposure that nobody drew, by its score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..errors import Problem, StudyError
from ..statistics.observational.balance import balance
from ..statistics.observational.e_value import e_value
from ..statistics.observational.effects import Means, doubly_robust_means, uncertain, weighted_means
from ..statistics.observational.propensity import Score, effective_size, propensity, weights
from ..statistics.t_interval import t_interval
from ..studies.analyse.exposure import Exposure
from ..studies.analyse.observed import Measured, Term
from ..tables.people import People
from .cohort import Cohort, cohort
from .observed import Rows, rows, why_no_effect

PLACE = "analyse.exposure"
EXTREME = 0.05
"""# ASSUME: a score nearer to 0 or 1 than this asks for persons of whom the other group has hardly any."""
UNLIKE = 0.1
"""# ASSUME: a standardised mean difference above this is imbalance (Austin and Stuart, 2015)."""
BINS = 20
"""Bars of the scores' distribution, from 0 to 1."""

CONVENTIONS = {
    "identification": "no unmeasured confounding given the confounders, every person could have been either, "
    "one person's exposure changes no other's outcome",
    "effect": "exposed minus unexposed, in units of the outcome; complete rows",
    "score": "logistic regression of the exposure on the confounders, maximum likelihood",
    "weights": "ATE 1/e and 1/(1 - e); ATT 1 and e/(1 - e); overlap 1 - e and e; means are normalised by the "
    "sum of weights, so that stabilising changes what weights are told and no effect",
    "variance": "G/(G - 1) times the sum of squared influences of clusters (rows, where none are named), t with "
    "G - 1 degrees of freedom",
    "balance": "difference of means by the root of the mean variance of both groups as observed; "
    "variance ratio exposed by unexposed",
    "effective_sample_size": "(sum w)^2 / sum w^2 (Kish)",
    "standardised": "the effect by the root of the mean variance of both groups as observed, taken as known",
    "negative_control": "the same confounders, the baseline of an adjusted outcome among them; consistent with none "
    "where the interval holds 0",
    "e_value": "VanderWeele and Ding (2017); 1 where the interval holds no effect",
}
VARIANCES = {
    "weighting": "stacked estimating equations: the influence counts that the score was estimated",
    "aipw": "influence function of the doubly robust estimate, linear models of the outcome in each group; score and "
    "outcome models are taken as right",
}


@dataclass(frozen=True)
class _Exposed:
    """Complete rows of one exposure and one outcome; `reason` where they give no effect."""

    rows: Rows
    exposed: np.ndarray
    outcome: np.ndarray
    design: np.ndarray
    score: Score | None
    cluster: np.ndarray | None
    reason: str


def exposure(people: People, *, spec: dict) -> dict:
    """Effect, balance, overlap, negative controls and E-value.

    Args:
        people: the tables about participants.
        spec: plain data of `studies.analyse.Exposure`.

    Returns:
        the document `<name>.json`; an effect that cannot be estimated is NaN with a reason.

    Raises:
        StudyError: when the spec names what the tables do not have, or an exposure is not 0 or 1.
    """
    asked = Exposure.load(spec)
    found = cohort(people, asked, place=PLACE)
    main = _exposed(found, asked, asked.exposure, asked.outcome)
    means = None if main.reason else _means(main, asked)
    effect = _effect(main, means, asked)
    controls = {name: _control(found, asked, name) for name in asked.negative_controls}
    options = ("exposure", "estimand", "method", "stabilised", "score_bound", "cluster", "level", "analysis_set")
    return {
        "kind": "exposure",
        **{name: getattr(asked, name) for name in options},
        **asked.outcome.plain(),
        **main.rows.counts,
        "exposed": int(main.exposed.sum()),
        "unexposed": int((1 - main.exposed).sum()),
        "effect": effect,
        "unadjusted": _unadjusted(main, asked),
        "standardised": _scaled(effect, _spread(main)),
        "means": _mean_pair(means, main),
        **_diagnostics(main, asked),
        "negative_controls": controls,
        "e_value": _e_value(main, means, effect, asked),
        "warnings": [*main.rows.warnings, *_warnings(main, asked)],
        "conventions": CONVENTIONS | {"influence": VARIANCES[asked.method]},
    }


def _exposed(found: Cohort, asked: Exposure, exposure: str, outcome: Measured) -> _Exposed:
    """Rows, score and why not; the exposure is held last among the columns, so that it is the one that is aliased."""
    values = found.covariates[exposure]
    if not pd.api.types.is_numeric_dtype(values) or not set(values.dropna()) <= {0.0, 1.0}:
        words = ", ".join(map(str, sorted(set(values.dropna()), key=str)[:5]))
        raise StudyError(Problem("study", f"{PLACE}.exposure", f"{exposure} with {words}", "a covariate of 0 and 1"))
    terms = asked.confounders | {exposure: Term()}
    clusters = [asked.cluster] if asked.cluster else []
    kept = rows(found, outcome, terms, clusters, f"{PLACE}.confounders", adjusted=asked.outcome)
    exposed = values[kept.outcome.index].to_numpy(dtype=float)
    design = np.column_stack(
        [np.ones(len(exposed)), kept.columns.drop(columns=exposure, errors="ignore").to_numpy(dtype=float)]
    )
    reason = _why(kept, exposed, exposure)
    score = None if reason else propensity(exposed, design, asked.score_bound)
    if score is not None and not score.defined:
        reason = "the confounders tell exposed from unexposed exactly (separation): no score, no weights"
    cluster = kept.clusters[asked.cluster].to_numpy() if asked.cluster else None
    return _Exposed(kept, exposed, kept.outcome.to_numpy(dtype=float), design, score, cluster, reason)


def _why(kept: Rows, exposed: np.ndarray, exposure: str) -> str:
    if reason := why_no_effect(kept):
        return reason
    for group, size in (("exposed", int(exposed.sum())), ("unexposed", int((1 - exposed).sum()))):
        if size < 2:
            return f"fewer than two complete rows {group} ({size})"
    if exposure in kept.aliased:
        return "the confounders tell exposed from unexposed exactly (separation): no score, no weights"
    return ""


def _means(main: _Exposed, asked: Exposure) -> Means:
    estimate = weighted_means if asked.method == "weighting" else doubly_robust_means
    assert main.score is not None
    return estimate(main.outcome, main.exposed, main.design, main.score, asked.estimand)


def _effect(main: _Exposed, means: Means | None, asked: Exposure) -> dict[str, Any]:
    names = {"weighting": "weighting by the score, stacked estimating equations", "aipw": "doubly robust (AIPW)"}
    by = f"clustered by {asked.cluster}, " if asked.cluster else ""
    method = f"{names[asked.method]}, {asked.estimand}, {by}t interval"
    options: dict[str, Any] = {"n": len(main.outcome), "level": asked.level, "method": method}
    if means is None:
        return t_interval(np.nan, np.nan, np.nan, reason=main.reason, **options)
    difference, error, df = means.difference(main.cluster)
    return t_interval(float(difference), float(error), df, **options)


def _unadjusted(main: _Exposed, asked: Exposure) -> dict[str, Any]:
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
    difference, error, df = means.difference(main.cluster)
    return t_interval(float(difference), float(error), df, **options)


def _spread(main: _Exposed) -> float:
    if main.reason:
        return np.nan
    groups = (main.outcome[main.exposed == group] for group in (0, 1))
    return float(np.sqrt(np.mean([np.var(group, ddof=1) for group in groups])))


def _scaled(effect: dict[str, Any], spread: float) -> dict[str, Any]:
    if "reason" in effect or spread == 0:
        missing = effect.get("reason", "the outcome does not vary within the groups")
        return dict.fromkeys(("estimate", "low", "high", "spread"), np.nan) | {"reason": missing}
    return {part: effect[part] / spread for part in ("estimate", "low", "high")} | {
        "spread": spread, "level": effect["level"], "n": effect["n"],
    }  # fmt: skip


def _mean_pair(means: Means | None, main: _Exposed) -> dict[str, Any]:
    if means is None:
        return {"exposed": np.nan, "unexposed": np.nan, "reason": main.reason}
    return {"exposed": float(means.exposed), "unexposed": float(means.unexposed)}


def _diagnostics(main: _Exposed, asked: Exposure) -> dict[str, Any]:
    """Balance, overlap and weights; empty where there is no score."""
    if main.reason or main.score is None:
        return {"balance": {}, "overlap": {}, "weights": {}}
    weight = weights(main.score, main.exposed, asked.estimand, stabilised=asked.stabilised)
    names = [name for name in main.rows.columns if name != asked.exposure]
    before = balance(main.design[:, 1:], main.exposed, np.ones_like(weight))
    after = balance(main.design[:, 1:], main.exposed, weight)
    edges = np.linspace(0, 1, BINS + 1)
    groups = {"exposed": main.exposed == 1, "unexposed": main.exposed == 0}
    counted = {name: np.histogram(main.score.fitted[who], edges)[0].tolist() for name, who in groups.items()}
    lowest, highest = float(main.score.fitted.min()), float(main.score.fitted.max())
    return {
        "balance": {name: _balanced(before, after, j) for j, name in enumerate(names)},
        "overlap": {"edges": edges.tolist(), **counted, "lowest": lowest, "highest": highest},
        "weights": {
            "mean": float(weight.mean()), "largest": float(weight.max()),
            "bounded": int(len(weight) - main.score.free.sum()),
            "effective_sample_size": {name: float(effective_size(weight[who])) for name, who in groups.items()},
        },
    }  # fmt: skip


def _balanced(before: Any, after: Any, j: int) -> dict[str, Any]:
    told = {
        f"{part}_{when}": float(getattr(found, part)[j])
        for when, found in (("before", before), ("after", after))
        for part in ("difference", "variance_ratio")
    }
    undefined = any(np.isnan(value) for value in told.values())
    return told | ({"reason": "a group does not vary in it"} if undefined else {})


def _control(found: Cohort, asked: Exposure, name: str) -> dict[str, Any]:
    control = asked.negative_controls[name]
    main = _exposed(found, asked, control.exposure or asked.exposure, control.outcome or asked.outcome)
    effect = _effect(main, None if main.reason else _means(main, asked), asked)
    verdict = "consistent with none" if effect["low"] <= 0 <= effect["high"] else "not consistent with none"
    what = (
        {"exposure": control.exposure}
        if control.exposure
        else {"outcome": control.outcome.plain() if control.outcome else {}}
    )
    return what | {
        "effect": effect,
        "standardised": _scaled(effect, _spread(main)),
        "verdict": "undefined" if "reason" in effect else verdict,
    }


def _e_value(main: _Exposed, means: Means | None, effect: dict[str, Any], asked: Exposure) -> dict[str, Any]:
    if asked.e_value is None:
        return {}
    told: dict[str, Any] = {"scale": asked.e_value}
    on_scale = _on_scale(main, means, effect, asked)
    if "reason" in on_scale:
        return told | on_scale | dict.fromkeys(("risk_ratio", "e_value", "e_value_limit"), np.nan)
    found = e_value(on_scale["estimate"], on_scale["low"], on_scale["high"], asked.e_value)
    return told | on_scale | found


def _on_scale(main: _Exposed, means: Means | None, effect: dict[str, Any], asked: Exposure) -> dict[str, Any]:
    """The effect on the scale of its E-value, with limits."""
    if asked.e_value == "standardised_difference" or means is None:
        found = _scaled(effect, _spread(main))
        return {part: found[part] for part in ("estimate", "low", "high", "reason") if part in found}
    pair = np.array([float(means.exposed), float(means.unexposed)])
    if not set(main.outcome) <= {0.0, 1.0} or not np.all((pair > 0) & (pair < 1)):
        reason = "a ratio needs an outcome of 0 and 1, and means between them"
        return dict.fromkeys(("estimate", "low", "high"), np.nan) | {"reason": reason}
    odds = asked.e_value != "risk_ratio"
    # Delta method: d log(m) = dm / m, d log(m / (1 - m)) = dm / (m (1 - m)).
    slope = 1 / (pair * (1 - pair)) if odds else 1 / pair
    log = np.log(pair / (1 - pair)) if odds else np.log(pair)
    error, df = uncertain(means.exposed_influence * slope[0] - means.unexposed_influence * slope[1], main.cluster)
    ends = t_interval(float(log[0] - log[1]), float(error), df, n=len(main.outcome), level=asked.level, method="delta")
    return {part: float(np.exp(ends[part])) for part in ("estimate", "low", "high")}


def _warnings(main: _Exposed, asked: Exposure) -> list[str]:
    if main.reason or main.score is None:
        return [f"no_effect: {main.reason}"]
    told, score = [], main.score.fitted
    beyond = int(np.sum((score < EXTREME) | (score > 1 - EXTREME)))
    if beyond:
        told.append(f"positivity: {beyond} of {len(score)} rows have a score below {EXTREME} or above {1 - EXTREME}")
    for name, found in _diagnostics(main, asked)["balance"].items():
        if abs(found["difference_after"]) > UNLIKE:
            told.append(f"imbalance: {name} differs by {found['difference_after']:.2f} SD after weighting")
    return told
