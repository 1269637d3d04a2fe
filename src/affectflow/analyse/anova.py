"""`analyse: {kind: anova}`: arms and occasions in a mixed analysis of variance."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..statistics.effects.mixed_anova import TERMS, MixedAnova, mixed_anova
from ..statistics.t_interval import t_interval, untested
from ..studies.analyse.anova import Anova
from ..tables.people import People
from .cohort import Cohort, cohort

CONVENTIONS = {
    "cases": "persons measured at all named occasions",
    "greenhouse_geisser": "Greenhouse and Geisser (1959), from the covariance pooled over arms",
    "huynh_feldt": "Huynh and Feldt (1976) with n - arms (Lecoutre, 1991), at most 1",
    "mauchly": "chi-square approximation with Box's second term",
    "partial_eta2": "squares of the term / (squares of the term + squares of its error)",
    "partial_omega2": "df (F - 1) / (df (F - 1) + N), N persons for group, observations within persons (Kirk, 2013); "
    "below zero where F is below 1",
    "means": "of complete cases; t interval of each mean alone; sd with denominator n - 1",
}


def anova(people: People, *, spec: dict) -> dict:
    """F of group, time and interaction for each measure.

    Args:
        people: the tables of participants.
        spec: plain data of `studies.analyse.anova.Anova`.

    Returns:
        the document; a test that cannot be made is NaN with a reason.

    Raises:
        StudyError: when the spec names what the tables do not have.
    """
    asked = Anova.load(spec)
    found = cohort(people, asked, place="analyse.anova")
    return {
        "kind": "anova",
        "arms": list(asked.arms),
        "occasions": list(asked.occasions),
        "sphericity": asked.sphericity if len(asked.occasions) > 2 else "none",
        "level": asked.level,
        "measures": {measure: _one(found, asked, measure) for measure in asked.measures},
        "warnings": [*found.warnings, *_lone(found, asked)],
        "conventions": {"squares": asked.squares.replace("_", " "), **CONVENTIONS},
    }


def _one(found: Cohort, asked: Anova, measure: str) -> dict[str, Any]:
    drawn = found.people["arm"].isin(asked.arms)
    complete = found.values[measure][drawn].dropna()
    arm = found.people.loc[complete.index, "arm"]
    group = arm.map(list(asked.arms).index).to_numpy(dtype=np.intp) if len(arm) else np.empty(0, np.intp)
    values = complete.to_numpy(dtype=float)
    reason = _why_undefined(values, group, asked)
    fit = None if reason else mixed_anova(values, group, len(asked.arms), asked.squares)
    told: dict[str, Any] = {
        "n": len(complete),
        "incomplete": int(drawn.sum()) - len(complete),
        "means": {
            name: {o: _mean(complete.loc[arm == name, o], asked) for o in asked.occasions} for name in asked.arms
        },
        "tests": {term: _test(fit, term, asked, values, reason) for term in TERMS},
    }
    return told | {"sphericity": _sphericity(fit, asked, reason)}


def _lone(found: Cohort, asked: Anova) -> list[str]:
    """Arms of one complete case, which say nothing about their spread."""
    told = []
    for measure in asked.measures:
        complete = found.people.loc[found.values[measure].dropna().index, "arm"]
        told += [
            f"lone_participant: one complete case of {measure} in arm '{arm}'"
            for arm in asked.arms
            if (complete == arm).sum() == 1
        ]
    return told


def _why_undefined(values: NDArray, group: NDArray, asked: Anova) -> str:
    counts = np.bincount(group, minlength=len(asked.arms))
    for name, n in zip(asked.arms, counts, strict=True):
        if n < 1:
            return f"no complete case in arm '{name}'"
    if counts.max() < 2:
        return "no arm has two complete cases: nothing varies within arms"
    if np.ptp(values) == 0:
        return "the outcome is constant"
    return ""


def _test(fit: MixedAnova | None, term: str, asked: Anova, values: NDArray, reason: str) -> dict[str, Any]:
    n, units = len(values), len(values) if term == "group" else values.size
    numbers = ("f", "df", "error_df", "p", "partial_eta2", "partial_omega2")
    if fit is None:
        return dict.fromkeys(numbers, math.nan) | {"n": n, "reason": reason}
    squares, error = float(fit.squares[term]), float(fit.error_squares[term])
    # Rounding leaves squares near zero where persons of an arm do not differ.
    if error <= (64 * np.finfo(float).eps * np.abs(values).max()) ** 2 * values.size:
        return dict.fromkeys(numbers, math.nan) | {"n": n, "reason": f"the error of {term} does not vary"}
    from scipy.stats import f as fisher

    f, epsilon = float(fit.f(term)), _epsilon(fit, term, asked)
    if not epsilon > 0:
        few = f"too few persons for the epsilon of {asked.sphericity.replace('_', ' and ').title()}"
        return dict.fromkeys(numbers, math.nan) | {"n": n, "reason": few}
    df, error_df = fit.df[term] * epsilon, fit.error_df[term] * epsilon
    gain = fit.df[term] * (f - 1)
    found = (f, df, error_df, float(fisher.sf(f, df, error_df)), squares / (squares + error), gain / (gain + units))
    return dict(zip(numbers, found, strict=True)) | {"n": n}


def _epsilon(fit: MixedAnova, term: str, asked: Anova) -> float:
    if term == "group" or asked.sphericity == "none":
        return 1.0
    return float(getattr(fit, asked.sphericity))


def _sphericity(fit: MixedAnova | None, asked: Anova, reason: str) -> dict[str, Any]:
    names = ("greenhouse_geisser", "huynh_feldt", "mauchly", "mauchly_p")
    told = dict.fromkeys(names, math.nan) if fit is None else {name: float(getattr(fit, name)) for name in names}
    if len(asked.occasions) == 2:
        reason = reason or "two occasions: there is one difference, whose variance is one"
    elif not reason and math.isnan(told["mauchly"]):
        reason = "fewer persons than contrasts"
    return told | ({"reason": reason} if reason else {})


def _mean(values: pd.Series, asked: Anova) -> dict[str, Any]:
    n = len(values)
    told: dict[str, Any] = {"n": n, "level": asked.level, "method": "t interval of the mean"}
    if n < 2:
        reason = "nobody was measured" if not n else "one person: no standard deviation"
        found = t_interval(math.nan, math.nan, math.nan, reason=reason, **told)
        return _of_mean(found) | {"sd": math.nan} | ({"estimate": float(values.iloc[0])} if n else {})
    sd = float(values.std(ddof=1))
    mean = float(values.mean())
    if sd == 0:
        equal = t_interval(math.nan, math.nan, math.nan, reason="all values are equal", **told)
        return _of_mean(equal) | {"sd": 0.0, "estimate": mean}
    return _of_mean(t_interval(mean, sd / math.sqrt(n), n - 1, **told)) | {"sd": sd}


def _of_mean(interval: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in untested(interval).items() if name != "df"}
