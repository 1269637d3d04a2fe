"""What is said of one measure: of people among themselves, of each judge, and of each automatic metric."""

from __future__ import annotations

import zlib
from itertools import combinations
from typing import Any

import numpy as np

from ...statistics.correlations import correlations
from ...statistics.judges import icc_over_clusters, mean_difference, mean_kappas, quadratic_kappa
from ...statistics.reliability.bland_altman import bland_altman, bland_altman_repeated
from ...statistics.reliability.icc_inference import icc
from ...studies.analyse.judges import TOGETHER, Judges, Verdict
from .data import Floats, Measure

FORMS = ("ICC(A,1)", "ICC(C,1)", "ICC(A,k)", "ICC(C,k)")
FEW = "fewer than two rows that both rated"
ABSENT = "the corpus has no values of this metric"
ONE_PERSON = "one person: nobody to compare with"


def measured(measure: Measure, asked: Judges, name: str) -> dict[str, Any]:
    """A measure's document.

    Args:
        measure: the ratings.
        asked: the analysis.
        name: of the measure; each has random numbers of its own, whatever others are asked for.
    """
    kappas = _kappas(measure, asked, _rng(asked, name, "kappa"))
    return {
        "people": _people(measure, asked, kappas),
        "judges": {
            judge: _judge(measure, asked, column, kappas, _rng(asked, name, judge))
            for column, judge in enumerate(asked.judges)
        },
        "metrics": {
            metric: _metric(measure, values, asked, _rng(asked, name, metric))
            for metric, values in measure.metrics.items()
        },
    }


def pairs(measure: Measure, asked: Judges) -> dict[str, Any]:
    """Quadratic-weighted kappas of all pairs of raters on one scale, by `first+second`."""
    columns = dict(zip(asked.people, measure.people.T, strict=True))
    columns |= {TOGETHER: measure.together} if len(asked.people) > 1 else {}
    columns |= dict(zip(asked.judges, measure.judges.T, strict=True))
    inside = {(TOGETHER, person) for person in asked.people}
    level = asked.bootstrap.level
    return {
        f"{a}+{b}": quadratic_kappa(columns[a], columns[b], asked.kappa, level)
        for a, b in combinations(columns, 2)
        if (b, a) not in inside
    }


def _rng(asked: Judges, *names: str) -> np.random.Generator:
    key = tuple(zlib.crc32(name.encode()) for name in names)
    return np.random.default_rng(np.random.SeedSequence(asked.bootstrap.seed, spawn_key=key))


def _boot(asked: Judges, rng: np.random.Generator) -> dict[str, Any]:
    return {"resamples": asked.bootstrap.resamples, "level": asked.bootstrap.level, "rng": rng}


def _kappas(measure: Measure, asked: Judges, rng: np.random.Generator) -> dict[str, dict[str, Any]]:
    """Mean kappas of persons among themselves, of each judge with them, and the differences."""
    persons, table = len(asked.people), np.hstack([measure.people, measure.judges])
    among = {TOGETHER: list(combinations(range(persons), 2))}
    judged = {j: [(p, persons + c) for p in range(persons)] for c, j in enumerate(asked.judges)}
    against = {f"{judge} - {TOGETHER}": (judge, TOGETHER) for judge in asked.judges}
    return mean_kappas(table, measure.cluster, among | judged, against, **_boot(asked, rng))


def _people(measure: Measure, asked: Judges, kappas: dict[str, dict[str, Any]]) -> dict[str, Any]:
    whole = measure.people[~np.isnan(measure.people).any(axis=1)]
    rated, level = measure.together[~np.isnan(measure.together)], asked.bootstrap.level
    among = kappas[TOGETHER] | ({"reason": ONE_PERSON} if len(asked.people) < 2 else {})
    return {
        "n": len(rated),
        "n_complete": len(whole),
        **_mean_of(rated, "nobody rated"),
        "kappa": among,
        "icc": _forms(icc(whole, level=level)),
    }


def _mean_of(values: Floats, why: str) -> dict[str, Any]:
    return {"mean": float(values.mean())} if len(values) else {"mean": float("nan"), "reason": why}


def _forms(found: dict[str, Any]) -> dict[str, Any]:
    parts = ("estimate", "low", "high", "level", "method", "reason")
    return {form: {k: v for k, v in found["forms"][form].items() if k in parts} for form in FORMS}


def _judge(
    measure: Measure, asked: Judges, column: int, kappas: dict[str, dict[str, Any]], rng: np.random.Generator
) -> dict[str, Any]:
    judge = asked.judges[column]
    both = ~np.isnan(measure.judges[:, column]) & ~np.isnan(measure.together)
    given, people = measure.judges[both, column], measure.together[both]
    cluster, level = measure.cluster[both], asked.bootstrap.level
    reliability = _reliability(people, given, cluster, measure.condition[both], asked, rng)
    difference = kappas[f"{judge} - {TOGETHER}"]
    alone = {"reason": ONE_PERSON} if len(asked.people) < 2 else {}
    found = {
        "n": len(given),
        "clusters": len(np.unique(cluster)),
        **_mean_of(given, FEW),
        "people_mean": _mean_of(people, FEW),
        "bias": mean_difference(given - people, cluster, level),
        "limits": _limits(given, people, cluster, level),
        "icc": reliability,
        "kappa": kappas[judge],
        "against_people": difference | alone,
    }
    return found | ({"verdict": _verdict(asked.verdict, reliability)} if asked.verdict else {})


def _limits(given: Floats, people: Floats, cluster: np.ndarray, level: float) -> dict[str, Any]:
    """Limits of agreement: bias, sd, lower and upper; lower and upper are intervals where items are independent."""
    if len(np.unique(cluster)) == len(given):
        found = bland_altman(given, people, level=level)
        return {key: found[key] for key in ("n", "sd", "lower", "upper", "trend", "reason") if key in found}
    found = bland_altman_repeated(given, people, cluster)
    ends = {key: {"estimate": found[key], "low": float("nan"), "high": float("nan")} for key in ("lower", "upper")}
    reason = found.get("reason", "limits of repeated ratings are given without an interval")
    return {"n": found["n"], "sd": found["sd"], "reason": reason} | ends


def _reliability(
    people: Floats, given: Floats, cluster: np.ndarray, condition: np.ndarray, asked: Judges, rng: np.random.Generator
) -> dict[str, Any]:
    table = np.column_stack([people, given])
    if asked.unit == "condition":
        code = np.unique(condition, return_inverse=True)[1]
        counts = np.bincount(code)
        table = np.column_stack([np.bincount(code, values) / counts for values in table.T]) if len(code) else table
        cluster = np.arange(len(table))
    forms = _forms(icc(table, level=asked.bootstrap.level))
    drawn = icc_over_clusters(table, cluster, **_boot(asked, rng)) if len(table) > 1 else {}
    return {"rows": len(table)} | {form: part | _bootstrap(drawn.get(form)) for form, part in forms.items()}


def _bootstrap(drawn: dict[str, Any] | None) -> dict[str, Any]:
    found = drawn or {"low": float("nan"), "high": float("nan"), "reason": FEW}
    ends = {"bootstrap_low": found["low"], "bootstrap_high": found["high"]}
    return ends | ({"reason": found["reason"]} if "reason" in found else {})


def _metric(measure: Measure, values: Floats, asked: Judges, rng: np.random.Generator) -> dict[str, Any]:
    both = ~np.isnan(values) & ~np.isnan(measure.together)
    found = correlations(values[both], measure.together[both], measure.cluster[both], **_boot(asked, rng))
    absent = {"reason": ABSENT} if np.isnan(values).all() else {}
    return {name: part | absent for name, part in found.items()}


def _verdict(verdict: Verdict, reliability: dict[str, Any]) -> dict[str, Any]:
    found = reliability[verdict.form]
    low, high = (found[f"{'bootstrap_' if verdict.interval == 'bootstrap' else ''}{end}"] for end in ("low", "high"))
    told = {"form": verdict.form, "interval": verdict.interval, "low": low, "high": high, "width": high - low}
    if np.isnan(low) or np.isnan(high):
        return told | {"grade": None, "reason": found.get("reason", "the interval is undefined")}
    fits = (
        g.name
        for g in verdict.grades
        if (g.least is None or low >= g.least) and (g.width is None or high - low <= g.width)
    )
    return told | {"grade": next(fits, verdict.otherwise)}
