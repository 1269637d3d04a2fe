"""`analyse: {kind: trial}`: the effects of treatments in a randomised trial of two or more arms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...statistics.multiple_tests import adjusted_for_number
from ...studies.analyse.trial import Trial
from ...tables.people import People
from ..cohort import POPULATIONS, Cohort, cohort
from .cases import cases, complete_at
from .consort import flow, means
from .effects import at_occasion

ADJUSTED = {
    "bonferroni": "after Bonferroni",
    "holm": "after Holm (1979)",
    "hochberg": "after Hochberg (1988)",
    "benjamini_hochberg": "after Benjamini and Hochberg (1995)",
}
STANDARDISED = {
    "baseline": "effect divided by the standard deviation at baseline, pooled within the arms of the complete cases, "
    "which counts as fixed",
    "residual": "effect divided by the residual standard deviation of the ANCOVA, which counts as fixed",
}


def trial(people: People, *, spec: dict) -> dict:
    """Flow of participants, means, and ANCOVA at each occasion.

    Args:
        people: the tables about participants.
        spec: plain data of `studies.analyse.Trial`.

    Returns:
        the document `trial.json`. An effect that cannot be estimated is NaN with a reason;
        what is odd about the data stands in `warnings`.

    Raises:
        StudyError: when the spec names what the tables do not have.
    """
    asked = Trial.load(spec)
    data = cohort(people, asked, place="analyse.trial")
    complete = {at: complete_at(data, asked, at) for at in asked.occasions}
    found = {at: at_occasion(cases(data, asked, who, at), asked, at) for at, who in complete.items()}
    if asked.multiplicity != "none":
        _adjust(found[asked.primary]["effects"], asked.multiplicity)
    return {
        "kind": "trial",
        **{part: getattr(asked, part) for part in ("analysis_set", "measure", "control", "primary", "baseline")},
        "treated": list(asked.arms[:-1]),
        "contrasts": {name: list(pair) for name, pair in asked.compared.items()},
        **{part: getattr(asked, part) for part in ("robust", "level", "multiplicity", "standardiser", "better")},
        "occasions": list(asked.occasions),
        "covariates": list(asked.covariates),
        "flow": flow(people.participants, data, asked, complete),
        "means": means(data, asked),
        "ancova": found,
        "warnings": data.warnings + _warnings(people, data, asked),
        "conventions": _conventions(asked),
    }


def _adjust(effects: dict[str, dict[str, Any]], how: str) -> None:
    corrected = adjusted_for_number([effect["p"] for effect in effects.values()], how)
    for effect, p in zip(effects.values(), corrected, strict=True):
        effect["p_adjusted"] = float(p)


def _warnings(people: People, data: Cohort, asked: Trial) -> list[str]:
    values, lost = data.values[asked.measure], data.people["lost_at"].dropna()
    occasions = list(values.columns)
    known = lost[lost.isin(occasions)]
    back = [p for p, at in known.items() if values.loc[[p], occasions[occasions.index(at) :]].notna().any(axis=None)]
    compared = data.people["arm"].isin(asked.arms)
    measured = compared & values[list(asked.occasions)].notna().any(axis=1)
    others = f"in an arm other than {', '.join(asked.arms)}, not compared"
    cases_: list[tuple[str, str, Any]] = [
        ("other_arm", others, data.people.index[~compared]),
        ("measured_after_loss", "lost, yet measured then or later; what was measured is used", back),
        ("unknown_loss", f"lost at an occasion other than {', '.join(occasions)}", lost.index[~lost.isin(occasions)]),
    ]
    if asked.baseline:
        cases_.append(("no_baseline", "without a baseline: not in ANCOVA", _lacking(measured, values[asked.baseline])))
    for name in asked.covariates:
        cases_.append(("no_covariate", f"without {name}: not in ANCOVA", _lacking(measured, data.covariates[name])))
    told = [
        f"{name}: {'1 person' if len(who) == 1 else f'{len(who)} persons'} {text}"
        for name, text, who in cases_
        if len(who)
    ]
    return told + _not_analysed(people, asked, occasions)


def _lacking(measured: Any, values: Any) -> Iterable[str]:
    return values.index[measured & values.isna()]


def _not_analysed(people: People, asked: Trial, occasions: list[str]) -> list[str]:
    rows = people.outcomes
    left = sorted(set(rows.loc[rows["measure"] == asked.measure, "occasion"]) - set(occasions))
    return [f"occasion_not_analysed: {', '.join(left)}"] if left else []


def _conventions(asked: Trial) -> dict[str, str]:
    adjusted = "baseline and covariates" if asked.covariates else "baseline"
    if asked.baseline is None:
        adjusted = "covariates" if asked.covariates else "nothing else"
    told = {
        "population": POPULATIONS[asked.analysis_set],
        "effect": "the first arm minus the second, treated minus control, in units of the measure",
        "ancova": f"outcome on arm and {adjusted}, complete cases, one slope of each in all arms; t with n minus the "
        "number of coefficients as degrees of freedom",
        "adjusted_means": "at the mean of each covariate over the complete cases of all arms, categories at their "
        "shares; the mean counts as fixed",
        "standardised": STANDARDISED[asked.standardiser],
        "means": "of everyone measured; sd with denominator n - 1",
        "analysed": "complete cases of the ANCOVA",
        "arms": "an arm with fewer than two complete cases is left out of the fit",
        "multiplicity": "the primary occasion is named beforehand; intervals are not adjusted",
    }
    if asked.multiplicity != "none":
        told["p_adjusted"] = f"{ADJUSTED[asked.multiplicity]}, over all contrasts at {asked.primary} that have a p"
    if asked.permutations:
        kept = " and ".join(("stratum", *asked.permutations.within))
        told["permutation"] = (
            f"the two arms of a contrast are exchanged among the complete cases within each {kept}, all ways if there "
            "are few; statistic |t| of the same ANCOVA; ways without one count as at least as large"
        )
    return told
