"""A trial's two tables as one row per randomised person, and everything that is odd about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ...errors import Problem, StudyError, did_you_mean
from ...studies.analyse.trial import Trial


@dataclass(frozen=True)
class TrialData:
    """Everyone who was randomised to a known arm, by the arm that was drawn.

    people: rows of `participants`, indexed by participant_id, sorted.
    values: the measure, same index, one column for the baseline and each later occasion;
        NaN where it is missing.
    missing: why, same shape; NaN where a value is there.
    arms: control, treated, then any other arm.
    warnings: sentences that begin with a name.
    """

    people: pd.DataFrame
    values: pd.DataFrame
    missing: pd.DataFrame
    arms: list[str]
    warnings: list[str]


def prepare(participants: pd.DataFrame, outcomes: pd.DataFrame, asked: Trial) -> TrialData:
    """Bring the tables together by the arm that was drawn.

    Raises:
        StudyError: when the spec names a measure, an occasion or an arm that the tables do
            not have, or one occasion or arm twice; all at once.
    """
    randomised = participants[participants["randomised"]]
    people = randomised.dropna(subset=["arm"]).set_index("participant_id").sort_index()
    measured = outcomes[outcomes["measure"] == asked.measure]
    _hold_names(people, outcomes, measured, asked)
    columns = [asked.baseline, *asked.occasions]
    values = _wide(measured, "value", people.index, columns)
    stated = _wide(measured, "missing_reason", people.index, columns)
    rows = measured.assign(there=True).pivot(index="participant_id", columns="occasion", values="there")
    present = rows.reindex(index=people.index, columns=columns).notna()
    missing = stated.where(stated.notna(), "not stated").where(present, "no row").where(values.isna())
    arms = [asked.control, asked.treated, *sorted(set(people["arm"]) - {asked.control, asked.treated})]
    data = TrialData(people, values, missing, arms, [])
    data.warnings.extend(_warnings(participants, measured, data, asked))
    return data


def _wide(measured: pd.DataFrame, column: str, people: pd.Index, occasions: list[str]) -> pd.DataFrame:
    wide = measured.pivot(index="participant_id", columns="occasion", values=column)
    return wide.reindex(index=people, columns=occasions)


def _hold_names(people: pd.DataFrame, outcomes: pd.DataFrame, measured: pd.DataFrame, asked: Trial) -> None:
    problems = _unknown({"measure": asked.measure}, outcomes["measure"])
    if not problems:
        later = {f"occasions.{place}": name for place, name in enumerate(asked.occasions)}
        problems += _unknown({"baseline": asked.baseline} | later, measured["occasion"])
    problems += _unknown({"control": asked.control, "treated": asked.treated}, people["arm"])
    if asked.control == asked.treated:
        problems.append(Problem("study", "analyse.trial.treated", f"'{asked.treated}' twice", "two different arms"))
    occasions = [asked.baseline, *asked.occasions]
    for name in sorted({name for name in occasions if occasions.count(name) > 1}):
        problems.append(Problem("study", "analyse.trial.occasions", f"'{name}' twice", "baseline and later occasions"))
    if asked.primary not in asked.occasions:
        problems += _unknown({"primary": asked.primary}, asked.occasions)
    if problems:
        raise StudyError(problems)


def _unknown(named: dict[str, str], there: Iterable[str]) -> list[Problem]:
    words = sorted(set(there))
    allowed = ", ".join(words) or "nothing: the table has no such rows"
    return [
        Problem("study", f"analyse.trial.{place}", f"'{name}'", allowed, did_you_mean(name, words))
        for place, name in named.items()
        if name not in words
    ]


def _warnings(participants: pd.DataFrame, measured: pd.DataFrame, data: TrialData, asked: Trial) -> list[str]:
    randomised, ids = participants["randomised"], participants["participant_id"]
    has_value = measured.dropna(subset=["value"])
    occasions = list(data.values.columns)
    others = data.people["arm"].isin(data.arms[2:])
    lost = data.people["lost_at"].dropna()
    known = lost[lost.isin(occasions)]
    came_back = [
        p for p, at in known.items() if data.values.loc[[p], occasions[occasions.index(at) :]].notna().any(axis=None)
    ]
    cases: list[tuple[str, str, Any]] = [
        ("no_arm", "randomised without an arm, left out", ids[randomised & participants["arm"].isna()]),
        (
            "arm_not_randomised",
            "with an arm but not randomised, left out",
            ids[~randomised & participants["arm"].notna()],
        ),
        (
            "other_arm",
            f"in an arm other than {asked.control} and {asked.treated}, not compared",
            data.people.index[others],
        ),
        (
            "unknown_participant",
            "with outcomes but no row in participants, left out",
            set(has_value["participant_id"]) - set(ids),
        ),
        (
            "not_randomised",
            "with outcomes but not randomised, left out",
            set(has_value["participant_id"]) & set(ids[~randomised]),
        ),
        ("measured_after_loss", "lost, yet measured then or later; what was measured is used", came_back),
        ("unknown_loss", f"lost at an occasion other than {', '.join(occasions)}", lost.index[~lost.isin(occasions)]),
        (
            "no_baseline",
            "without a baseline: not in ANCOVA",
            data.values.index[_only_later(data.values)],
        ),
    ]
    found = [_sentence(name, text, len(who)) for name, text, who in cases if len(who)]
    left = sorted(set(measured["occasion"]) - set(occasions))
    return found + ([f"occasion_not_analysed: {', '.join(left)}"] if left else [])


def _only_later(values: pd.DataFrame) -> pd.Series:
    return values.iloc[:, 0].isna() & values.iloc[:, 1:].notna().any(axis=1)


def _sentence(name: str, text: str, n: int) -> str:
    # Who they are stands in the tables: an aggregated result names nobody, so that it may be passed on.
    return f"{name}: {'1 person' if n == 1 else f'{n} persons'} {text}"
