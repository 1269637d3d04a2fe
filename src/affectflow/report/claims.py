"""Whether the figures that a study claims are what the workflow found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from ..errors import Problem, StudyError, TableError, did_you_mean
from ..studies.report import Claim
from ..tables import look_up
from .numbers import undefined

Outcome = Literal["reproduced", "differs", "not tested"]

TWIN_TESTS_NOTHING = "synthetic twin: a twin tests no claim"


@dataclass(frozen=True)
class Verdict:
    """What became of one claim."""

    name: str
    claim: Claim
    outcome: Outcome
    observed: float | None = None
    difference: float | None = None
    why: str = ""


def judge(
    claims: Mapping[str, Claim], documents: Mapping[str, Any], expected: set[str], *, synthetic: bool
) -> list[Verdict]:
    """Hold each claim against its result.

    A claim is reproduced when |observed − published| ≤ tolerance. The comparison is
    made in decimal, so that 0.83 against 0.82 ± 0.01 is reproduced as a reader expects.

    Args:
        claims: the study's claims, by name.
        documents: the results, by their path below the study's folder.
        expected: paths of all results that the study declares, there or not.
        synthetic: whether the results come from a twin.

    Returns:
        one verdict per claim, in the order of the study.

    Raises:
        StudyError: with every claim whose `observed` names nothing, or no number.
    """
    verdicts: list[Verdict] = []
    problems: list[Problem] = []
    for name, claim in claims.items():
        try:
            verdicts.append(_judge(name, claim, documents, expected, synthetic))
        except TableError as error:
            problems.extend(error.problems)
    if problems:
        raise StudyError(problems)
    return verdicts


def tally(verdicts: list[Verdict]) -> dict[str, int]:
    """How many claims had each outcome."""
    outcomes = [verdict.outcome for verdict in verdicts]
    return {outcome: outcomes.count(outcome) for outcome in ("reproduced", "differs", "not tested")}


def _judge(name: str, claim: Claim, documents: Mapping[str, Any], expected: set[str], synthetic: bool) -> Verdict:
    file, _, path = claim.observed.partition("#/")
    if file not in documents and file not in expected:
        known = sorted(expected | set(documents))
        place = f"claims.{name}.observed"
        raise TableError(Problem(place, "", f"no result '{file}'", ", ".join(known), did_you_mean(file, known)))
    if file not in documents:
        why = TWIN_TESTS_NOTHING if synthetic else f"no result {file}"
        return Verdict(name, claim, "not tested", why=why)
    observed, reason = _number_at(documents[file], path, f"claims.{name}.observed: {file}")
    if synthetic:
        return Verdict(name, claim, "not tested", why=TWIN_TESTS_NOTHING)
    if observed is None:
        return Verdict(name, claim, "not tested", why=undefined(reason))
    difference = Decimal(repr(observed)) - Decimal(repr(claim.published))
    holds = abs(difference) <= Decimal(repr(claim.tolerance))
    return Verdict(name, claim, "reproduced" if holds else "differs", observed, float(difference))


def _number_at(document: Any, path: str, file: str) -> tuple[float | None, str | None]:
    found = look_up(document, path, file)
    if found is None:
        parent = path.rpartition("/")[0]
        around = look_up(document, parent, file) if parent else document
        return None, around.get("reason") if isinstance(around, dict) else None
    if isinstance(found, bool) or not isinstance(found, int | float):
        hint = f"Did you mean '{path}/estimate'?" if isinstance(found, dict) and "estimate" in found else ""
        raise TableError(Problem(file, path, f"{_kind(found)}", "a number", hint))
    return float(found), None


def _kind(found: Any) -> str:
    if isinstance(found, dict):
        return f"a group of {', '.join(map(str, found))}"
    return f"a list of {len(found)}" if isinstance(found, list) else repr(found)
