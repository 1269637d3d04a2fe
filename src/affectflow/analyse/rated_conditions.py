"""`analyse: {kind: rated_conditions}`: the same sessions rated under several conditions."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ..errors import Problem, StudyError, did_you_mean
from ..statistics.effects.rank_biserial import of_drawn_pairs
from ..statistics.multiple_tests import holm
from ..statistics.reliability.cluster_bootstrap import Floats, cluster_intervals
from ..statistics.t_interval import t_interval
from ..studies.analyse.rated_conditions import RatedConditions
from .ranked import rank_conventions, ranked_pairs

CONVENTIONS = {
    "session": "mean over the raters of an item, then over a session's items of the condition",
    "difference": "condition less reference, over the sessions that have both; paired t test over sessions",
    "bootstrap": "whole sessions are drawn, with all their scales and conditions",
    "relative": "difference of the means in percent of the reference's mean, over the same sessions",
    "overall": "mean of the scales' relative differences",
    "p_holm": "p of the paired t tests, adjusted over the scales and contrasts together (Holm, 1979)",
}


def rated_conditions(items: pd.DataFrame, ratings: pd.DataFrame, *, spec: dict) -> dict:
    """Means by condition and paired differences.

    Args:
        items: table `items`; sessions pair its conditions.
        ratings: table `ratings`, with values.
        spec: plain data of `studies.analyse.RatedConditions`.

    Raises:
        StudyError: with every scale and condition that the tables do not have.
    """
    asked = RatedConditions.load(spec)
    _hold_names(items, ratings, asked)
    rows = ratings[ratings["scale"].isin(asked.scales)].merge(items[["item_id", "session_id", "condition"]])
    means = rows.groupby(["session_id", "condition", "scale", "item_id"])["value"].mean()
    table = means.groupby(["session_id", "condition", "scale"]).mean().unstack(["condition", "scale"])
    contrasts, overall = {}, {}
    for condition in asked.against:
        contrasts[condition], overall[condition] = _contrast(table, condition, asked)
    tests = [found["difference"] for scales in contrasts.values() for found in scales.values()]
    for test, adjusted in zip(tests, holm([test["p"] for test in tests]), strict=True):
        test["p_holm"] = float(adjusted)
    return {
        "kind": "rated_conditions",
        "reference": asked.reference,
        "level": asked.bootstrap.level,
        "raters": int(rows["rater_id"].nunique()),
        "ratings": int(rows["value"].notna().sum()),
        "sessions": len(table),
        "means": {c: {s: _mean(table, c, s, asked) for s in asked.scales} for c in (asked.reference, *asked.against)},
        "contrasts": contrasts,
        "overall": overall if asked.overall else {},
        "warnings": _warnings(contrasts),
        "conventions": _conventions(asked),
    }


def _conventions(asked: RatedConditions) -> dict[str, str]:
    stated = {part: text for part, text in CONVENTIONS.items() if part != "overall" or asked.overall}
    return stated | rank_conventions(asked.ranks, paired=True)


def _hold_names(items: pd.DataFrame, ratings: pd.DataFrame, asked: RatedConditions) -> None:
    numeric = set(ratings.loc[ratings["value"].notna(), "scale"])
    named = [("scales", name, numeric) for name in asked.scales]
    named += [("conditions", name, set(items["condition"])) for name in (asked.reference, *asked.against)]
    problems = [
        Problem("study", f"analyse.rated_conditions.{part}", f"'{name}'", ", ".join(sorted(there)) or "nothing",
                did_you_mean(name, there))
        for part, name, there in named
        if name not in there
    ]  # fmt: skip
    if problems:
        raise StudyError(problems)


def _column(table: pd.DataFrame, condition: str, scale: str) -> Floats:
    if (condition, scale) not in table:
        return np.full(len(table), np.nan)
    return table[(condition, scale)].to_numpy(dtype=np.float64)


def _mean(table: pd.DataFrame, condition: str, scale: str, asked: RatedConditions) -> dict[str, Any]:
    values = _column(table, condition, scale)
    return _paired(values[~np.isnan(values)], asked.bootstrap.level, "mean over sessions, t interval")


def _paired(values: Floats, level: float, method: str) -> dict[str, Any]:
    n = len(values)
    error = float(values.std(ddof=1) / np.sqrt(n)) if n > 1 else float("nan")
    reason = "fewer than two sessions" if n < 2 else "the same in all sessions" if error == 0 else ""
    mean = float(values.mean()) if n else float("nan")
    return t_interval(mean, error, n - 1, n=n, level=level, method=method, reason=reason)


def _contrast(table: pd.DataFrame, condition: str, asked: RatedConditions) -> tuple[dict[str, Any], dict[str, Any]]:
    """Every scale of one contrast, and all scales together; sessions are drawn once for all of them."""
    base = np.column_stack([_column(table, asked.reference, scale) for scale in asked.scales])
    other = np.column_stack([_column(table, condition, scale) for scale in asked.scales])
    both = ~np.isnan(base + other)
    base, other = np.where(both, base, 0.0), np.where(both, other, 0.0)
    names = [*(f"difference {s}" for s in asked.scales), *(f"relative {s}" for s in asked.scales), "overall"]

    def statistic(weights: Floats) -> Floats:
        with np.errstate(divide="ignore", invalid="ignore"):
            n, lower, upper = weights @ both, weights @ base, weights @ other
            relative = np.where(lower > 0, 100 * (upper / lower - 1), np.nan)
            return np.hstack([(upper - lower) / n, relative, relative.mean(axis=1, keepdims=True)])

    boot = asked.bootstrap
    drawn = cluster_intervals(
        statistic, names, len(table), unit="session", method="percentile", resamples=boot.resamples,
        level=boot.level, rng=np.random.default_rng(boot.seed),
    )  # fmt: skip
    found = {}
    for place, scale in enumerate(asked.scales):
        differences = (other - base)[both[:, place], place]
        found[scale] = {
            "difference": _paired(differences, boot.level, "paired t over sessions"),
            "bootstrap": drawn[f"difference {scale}"],
            "relative": drawn[f"relative {scale}"],
            "signed_rank": _ranked(differences, asked),
            "unpaired": int(len(table) - len(differences)),
        }
    return found, drawn["overall"]


def _ranked(differences: Floats, asked: RatedConditions) -> dict[str, Any]:
    boot, drawn = asked.bootstrap, None
    if asked.ranks.interval.startswith("bootstrap"):
        drawn = cluster_intervals(
            lambda weights: of_drawn_pairs(differences, weights, asked.ranks.zeros)[:, None], ["rank_biserial"],
            len(differences), unit="session", method="bca" if asked.ranks.interval == "bootstrap_bca" else "percentile",
            resamples=boot.resamples, level=boot.level, rng=np.random.default_rng(boot.seed),
        )["rank_biserial"]  # fmt: skip
    return ranked_pairs(differences, asked.ranks, level=boot.level, drawn=drawn)


def _warnings(contrasts: dict[str, dict[str, Any]]) -> list[str]:
    found = [(c, s, part) for c, scales in contrasts.items() for s, part in scales.items()]
    told = [
        f"unpaired: {_sessions(part['unpaired'])} no value of {s} under {c} or the reference"
        for c, s, part in found
        if part["unpaired"]
    ]
    return told + [
        f"undefined: the difference of {s} under {c} has no interval: {part['difference']['reason']}"
        for c, s, part in found
        if "reason" in part["difference"]
    ]


def _sessions(n: int) -> str:
    return "1 session has" if n == 1 else f"{n} sessions have"
