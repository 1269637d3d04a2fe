"""The participants of an analysis: one row each, with what was measured and what they brought along.

Every analysis of participants begins here, so that who is analysed, and what is odd about
it, is decided and told in one place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from ..errors import Problem, StudyError, did_you_mean
from ..studies.analyse.names import Names
from ..studies.analyse.persons import OfPersons
from ..tables.people import People

POPULATIONS = {
    "intention_to_treat": "intention to treat: everyone randomised, in the arm that was drawn",
    "per_protocol": "per protocol: those randomised who followed the protocol, in the arm that was drawn",
    "everyone": "everyone in the table with an arm",
}


@dataclass(frozen=True)
class Cohort:
    """Those who are analysed, by the arm that was drawn.

    people: rows of `participants`, indexed by participant_id, sorted.
    values: by measure, same index, one column for each occasion asked for; NaN where a value
        is missing.
    missing: why, same shapes; NaN where a value is there.
    covariates: same index, one column for each covariate of the corpus: numbers or labels.
    warnings: sentences that begin with a name.
    """

    people: pd.DataFrame
    values: dict[str, pd.DataFrame]
    missing: dict[str, pd.DataFrame]
    covariates: pd.DataFrame
    warnings: list[str]

    def arm(self, name: str) -> pd.Index:
        """Who was drawn to an arm."""
        return self.people.index[self.people["arm"] == name]


def cohort(people: People, asked: OfPersons, *, place: str) -> Cohort:
    """Bring the tables together.

    Args:
        people: the tables.
        asked: who is analysed, and which names of the tables are used.
        place: the analysis in the study, such as ``analyse.anova``, for problems.

    Raises:
        StudyError: with every name that the tables do not have.
    """
    names, sets = asked.names, _analysis_set(people, asked)
    if problems := _wrong(people, place, names):
        raise StudyError(problems)
    traits = _covariates(people, sets.index)
    for name, label in asked.where.items():
        if label not in set(traits[name].dropna()):
            words = sorted(map(str, traits[name].dropna().unique()))
            hint = did_you_mean(label, words)
            raise StudyError(Problem("study", f"{place}.where.{name}", f"'{label}'", ", ".join(words), hint))
        sets = sets[(traits[name] == label).reindex(sets.index)]
    columns = list(dict.fromkeys(names.occasions.values()))
    values, missing = {}, {}
    for measure in dict.fromkeys(names.measures.values()):
        values[measure], missing[measure] = wide(people.outcomes, measure, sets.index, columns)
    return Cohort(sets, values, missing, traits.loc[sets.index], _warnings(people, asked))


def wide(
    outcomes: pd.DataFrame, measure: str, who: pd.Index, occasions: list[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One measure as persons x occasions, and why its missing values are missing."""
    rows = outcomes[outcomes["measure"] == measure].assign(there=True)
    parts = {
        column: rows.pivot(index="participant_id", columns="occasion", values=column).reindex(
            index=who, columns=occasions
        )
        for column in ("value", "missing_reason", "there")
    }
    value, stated = parts["value"].astype(float), parts["missing_reason"]
    why = stated.where(stated.notna(), "not stated").where(parts["there"].notna(), "no row")
    return value, why.where(value.isna())


def unknown(place: str, names: Mapping[str, str], there: Iterable[str]) -> list[Problem]:
    """One problem for each name that is not there."""
    words = sorted(set(there))
    allowed = ", ".join(words) or "nothing: the table has no such rows"
    return [
        Problem("study", f"{place}.{part}", f"'{name}'", allowed, did_you_mean(name, words))
        for part, name in names.items()
        if name not in words
    ]


def _wrong(people: People, place: str, names: Names) -> list[Problem]:
    known = people.outcomes
    problems = unknown(place, names.measures, known["measure"])
    if not problems:
        for measure in dict.fromkeys(names.measures.values()):
            problems += unknown(place, names.occasions, known.loc[known["measure"] == measure, "occasion"])
    problems += unknown(place, names.arms, people.participants["arm"].dropna())
    problems += unknown(place, names.covariates, people.covariates["covariate"])
    problems += unknown(place, names.components, people.adherence["component"])
    return list({(p.place, p.found): p for p in problems}.values())


def _analysis_set(people: People, asked: OfPersons) -> pd.DataFrame:
    rows = people.participants.set_index("participant_id").sort_index()
    rows = rows[rows["left_out"].isna()]
    if asked.analysis_set == "everyone":
        return rows
    rows = rows[rows["randomised"] & rows["arm"].notna()]
    return rows if asked.per_protocol is None else rows[_followed(rows, people.adherence, asked)]


def _followed(rows: pd.DataFrame, adherence: pd.DataFrame, asked: OfPersons) -> pd.Series:
    """Who followed the protocol; where nobody of an arm has a record of a component it was not offered there."""
    assert asked.per_protocol
    kept = rows["received"] | (not asked.per_protocol.received)
    for component, least in asked.per_protocol.adherence.items():
        taken = adherence[adherence["component"] == component].set_index("participant_id")["value"].reindex(rows.index)
        offered = taken.notna().groupby(rows["arm"]).transform("any")
        kept &= (taken >= least) | ~offered
    return kept


def _covariates(people: People, who: pd.Index) -> pd.DataFrame:
    columns = {}
    for name, rows in people.covariates.groupby("covariate"):
        rows = rows.set_index("participant_id")
        column = "value" if rows["value"].notna().any() else "label"
        columns[str(name)] = rows[column].reindex(who)
    return pd.DataFrame(columns, index=who)


def _warnings(people: People, asked: OfPersons) -> list[str]:
    rows, outcomes = people.participants, people.outcomes
    ids, randomised = rows["participant_id"], rows["randomised"]
    told = outcomes.dropna(subset=["value"])["participant_id"]
    cases: list[tuple[str, str, Iterable[str]]] = [
        ("unknown_participant", "with outcomes but no row in participants, left out", set(told) - set(ids)),
        ("left_out", "in no analysis, for the reason that the table states", ids[rows["left_out"].notna()]),
    ]
    if asked.analysis_set != "everyone":
        cases += [
            ("no_arm", "randomised without an arm, left out", ids[randomised & rows["arm"].isna()]),
            ("arm_not_randomised", "with an arm but not randomised, left out", ids[~randomised & rows["arm"].notna()]),
            ("not_randomised", "with outcomes but not randomised, left out", set(told) & set(ids[~randomised])),
        ]
    # Who they are stands in the tables: an aggregated result names nobody, so that it may be passed on.
    counted = [(name, text, len(set(who))) for name, text, who in cases]
    return [f"{name}: {'1 person' if n == 1 else f'{n} persons'} {text}" for name, text, n in counted if n]
