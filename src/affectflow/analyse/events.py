"""`analyse: {kind: events}`: how many participants of each arm had an event, and how arms differ in that."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..statistics.binary.contrasts import odds_ratio, risk_difference, risk_ratio
from ..statistics.binary.standardised import VARIANCES
from ..statistics.binary.tables import fisher, pearson
from ..statistics.multiple_tests import adjusted_for_number
from ..statistics.proportion import wilson
from ..studies.analyse.events import Events
from ..tables.people import People
from .adjusted_events import adjusted
from .cohort import Cohort, cohort
from .happened import happened
from .stratified_events import stratified

MISSING = {
    "complete_cases": "participants without an outcome are left out",
    "no_event": "participants without an outcome count as without the event",
    "event": "participants without an outcome count as with the event",
}


def events(people: People, *, spec: dict) -> dict:
    """Counts, risks, contrasts of each treated arm with the control, and adjusted ones.

    Args:
        people: the tables.
        spec: plain data of `studies.analyse.Events`.

    Returns:
        the document: `n` analysed, `arms` (n, events, missing, risk), `contrasts` by treated arm (risk_difference,
        risk_ratio, odds_ratio, test, p, p_adjusted), `all_arms` (one test of all arms), `adjusted` where
        covariates are asked for (odds_ratio, risk, risk_difference and risk_ratio by arm), `stratified` by
        treated arm where asked for. What is not defined is NaN
        with a reason.

    Raises:
        StudyError: when the spec names what the tables do not have, or the outcome is neither 0 nor 1 and no
            event is declared.
    """
    asked = Events.load(spec)
    found, outcome = _outcome(people, asked)
    arms = {arm: _arm(outcome.loc[found.arm(arm)], asked) for arm in (asked.control, *asked.treated)}
    contrasts = {arm: _contrast(arms[arm], arms[asked.control], asked) for arm in asked.treated}
    corrected = adjusted_for_number([one["p"] for one in contrasts.values()], asked.multiplicity)
    for one, p in zip(contrasts.values(), corrected, strict=True):
        one["p_adjusted"] = float(p)
    after, told = adjusted(found, _imputed(outcome, asked), asked) if asked.adjusted else ({}, [])
    over, odd = stratified(found, _imputed(outcome, asked), asked) if asked.stratified else ({}, [])
    return {
        "kind": "events",
        **{name: value for name, value in asked.plain().items() if name not in ("kind", "adjusted", "stratified")},
        "n": sum(arm["n"] for arm in arms.values()),
        "arms": arms,
        "contrasts": contrasts,
        "all_arms": _test(list(arms.values()), asked.test),
        **({"adjusted": after} if asked.adjusted else {}),
        **({"stratified": over} if asked.stratified else {}),
        "warnings": found.warnings + _odd(arms) + told + odd,
        "conventions": _conventions(asked),
    }


def _outcome(people: People, asked: Events) -> tuple[Cohort, pd.Series]:
    """The participants, and 1 where the event happened, 0 where not, NaN where that is not known."""
    found = cohort(people, asked, place="analyse.events")
    values = found.values[asked.measure]
    return found, happened(values, [asked.occasion], asked.event, place="analyse.events")[asked.occasion]


def _imputed(outcome: pd.Series, asked: Events) -> pd.Series:
    if asked.missing == "complete_cases":
        return outcome.dropna()
    return outcome.fillna(float(asked.missing == "event"))


def _arm(outcome: pd.Series, asked: Events) -> dict[str, Any]:
    counted = _imputed(outcome, asked)
    n, hits = len(counted), int(counted.sum())
    risk = wilson(hits, n, asked.level)
    if n == 0:
        risk["reason"] = "nobody in this arm has an outcome" if len(outcome) else "nobody in this arm"
    return {"n": n, "events": hits, "missing": int(outcome.isna().sum()), "risk": risk}


def _contrast(treated: dict[str, Any], control: dict[str, Any], asked: Events) -> dict[str, Any]:
    counts = (treated["events"], treated["n"], control["events"], control["n"])
    return {
        "risk_difference": risk_difference(*counts, level=asked.level, method=asked.risk_difference),
        "risk_ratio": risk_ratio(*counts, level=asked.level, method=asked.risk_ratio),
        "odds_ratio": odds_ratio(*counts, level=asked.level, method=asked.odds_ratio),
        **_test([treated, control], asked.test),
    }


def _test(arms: list[dict[str, Any]], test: str) -> dict[str, Any]:
    table = [[arm["events"], arm["n"] - arm["events"]] for arm in arms]
    return fisher(table) if test == "fisher" else pearson(table, corrected=test == "chi_square_corrected")


def _odd(arms: dict[str, dict[str, Any]]) -> list[str]:
    told = []
    for arm, found in arms.items():
        if found["n"] == 0:
            told.append(f"no_outcome: {found['risk']['reason']}: {arm}")
        elif found["n"] == 1:
            told.append(f"one_person: the arm {arm} has one person with an outcome")
        elif found["events"] in (0, found["n"]):
            told.append(f"zero_cell: in {arm} {'nobody' if found['events'] == 0 else 'everybody'} had the event")
    return told


def _conventions(asked: Events) -> dict[str, str]:
    fisher_is = "two-sided, tables that are not more probable; conservative: its error rate is below the nominal one"
    told = {
        "effect": "treated minus, or over, control",
        "missing": MISSING[asked.missing],
        "risk": "Wilson score interval",
        "test": fisher_is if asked.test == "fisher" else "two-sided, asymptotic",
        "multiplicity": f"p adjusted over the contrasts with the control: {asked.multiplicity}; intervals are not",
    }
    if asked.adjusted:
        told["standardised"] = (
            "risks are means, over everyone in the regression, of what it predicts for them in each arm; intervals are "
            f"Wald's, of log odds for risks and of logarithms for ratios; {VARIANCES[asked.standardised]}"
        )
    if asked.stratified:
        kept = " and ".join(("stratum", *asked.stratified.within))
        told["stratified"] = f"strata are the labels of {kept}, a missing one its own; weights of Mantel and Haenszel"
    return told
