"""`analyse: {kind: recovery}`: was what was planted in a synthetic twin measured?

A planted effect that is not recovered is a finding, not an error: it stands in the
document with the numbers.
"""

from __future__ import annotations

import math
from pathlib import PurePosixPath
from typing import Any

from ...errors import Problem, StudyError, TableError, did_you_mean
from ...studies.analyse.recovery import Check, Recovery
from ...tables import look_up
from .matrix import ALPHA, LEAST_VOTES, within_sampling_error

CONVENTIONS = {
    "covers": "the interval, ends included, contains the planted value",
    "above": "the whole interval lies above the planted value",
    "not_above": "the lower end does not lie above the planted value",
    "within_sampling_error": f"no cell deviates with a two-sided binomial p below {ALPHA} over the number of cells "
    f"(Bonferroni); rows with fewer than {LEAST_VOTES} expected votes are skipped and counted",
    "chance": "each check of an interval fails by chance at one minus the interval's level",
}


def recovery(planted: dict, results: dict[str, dict], *, spec: dict) -> dict:
    """Hold every check of the study against what was planted.

    Args:
        planted: the truth that the twin wrote.
        results: documents of the other analyses, by their names in the study.
        spec: plain data of `studies.analyse.Recovery`.

    Returns:
        the document `recovery.json`.

    Raises:
        StudyError: when a check names a place that is not in `planted` or `results`, or
            that holds something else than its rule compares; all at once.
    """
    asked = Recovery.load(spec)
    checks: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, check in asked.checks.items():
        try:
            truth, seen = _places(name, check, planted, results)
            checks[name] = {"text": check.text, "rule": check.rule} | _judge(name, check, truth, seen)
        except (StudyError, TableError) as error:
            problems.extend(error.problems)
    if problems:
        raise StudyError(problems)
    return {
        "kind": "recovery",
        "checks": checks,
        "recovered": sum(check["recovered"] for check in checks.values()),
        "of": len(checks),
        "conventions": CONVENTIONS,
    }


def _places(name: str, check: Check, planted: dict, results: dict[str, dict]) -> tuple[list[Any], list[Any]]:
    """The planted and the observed value, each after what it lies in."""
    truth = check.planted.split("#", 1)[-1]
    file, _, path = check.observed.partition("#")
    analysis = PurePosixPath(file).stem
    if analysis not in results:
        place = f"analyse.recovery.checks.{name}.observed"
        allowed = ", ".join(sorted(results)) or "no analysis"
        raise StudyError(Problem("study", place, f"'{analysis}'", allowed, did_you_mean(analysis, results)))
    return _chain(planted, truth, "planted.json"), _chain(results[analysis], path, f"{analysis}.json")


def _chain(document: dict, path: str, file: str) -> list[Any]:
    """What lies at the path, after what it lies in: (document, ..., parent, value)."""
    value = look_up(document, path, file)
    parent = path.strip("/").rpartition("/")[0]
    return [look_up(document, parent, file) if parent else document, value]


def _judge(name: str, check: Check, truth: list[Any], seen: list[Any]) -> dict[str, Any]:
    if check.rule == "within_sampling_error":
        return within_sampling_error(f"analyse.recovery.checks.{name}", truth, seen)
    value, interval = truth[1], seen[1]
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        raise StudyError(Problem("study", f"analyse.recovery.checks.{name}.planted", repr(value)[:60], "one number"))
    if not isinstance(interval, dict) or not {"estimate", "low", "high"} <= set(interval):
        place = f"analyse.recovery.checks.{name}.observed"
        raise StudyError(Problem("study", place, repr(interval)[:60], "an interval with estimate, low and high"))
    return {"planted": value, "observed": interval} | _compare(check.rule, float(value), interval)


def _compare(rule: str, planted: float, interval: dict[str, Any]) -> dict[str, Any]:
    ends = [interval["low"], interval["high"]]
    if any(end is None or math.isnan(end) for end in ends):
        return {"recovered": False, "why": f"The interval is undefined: {interval.get('reason', 'no reason given')}."}
    low, high = ends
    place = "above" if low > planted else "below" if high < planted else "around"
    recovered = {"covers": place == "around", "above": place == "above", "not_above": place != "above"}[rule]
    level = f"{interval['level']:.0%} " if "level" in interval else ""
    numbers = f"The {level}interval {low:.4g} to {high:.4g} (estimate {interval['estimate']:.4g})"
    relation = {"around": "contains", "above": "lies wholly above", "below": "lies wholly below"}[place]
    return {"recovered": recovered, "why": f"{numbers} {relation} the planted {planted:.4g}."}
