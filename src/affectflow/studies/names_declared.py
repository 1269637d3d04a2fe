"""Names that analyses of participants use, against those that the dataset's reader declares."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from .analyse import Analysis
from .analyse.names import Names
from .analyse.persons import OfPersons
from .label_conflicts import Conflict
from .readers.people import TrialTables

ANALYSIS: TypeAdapter = TypeAdapter(Analysis)


def undeclared(analyses: Any, reader: object) -> Iterator[Conflict]:
    """Each name that the reader cannot give: its place in the study, the name, the names there are.

    Args:
        analyses: the section `analyse` as plain data; analyses that are not valid are passed over, since
            others may be, whose names are wrong too.
        reader: of the study's dataset.

    What the reader leaves open is held against the tables by the job: arms and labels that are as the files
    have them, and all names of a reader whose layout says what is measured.
    """
    if not isinstance(reader, TrialTables) or not isinstance(analyses, dict):
        return
    for name, plain in analyses.items():
        analysis = _valid(plain)
        if isinstance(analysis, OfPersons):
            told = {(place, found): allowed for place, found, allowed in _of_analysis(analysis.names, reader)}
            for (place, found), allowed in told.items():
                yield f"analyse.{name}.{place}", found, allowed


def _valid(plain: Any) -> Any:
    try:
        return ANALYSIS.validate_json(json.dumps(plain, default=str), strict=True)
    except ValidationError:
        return None


def _of_analysis(names: Names, reader: TrialTables) -> Iterator[Conflict]:
    people, measured = reader.participants, _measured(reader)
    yield from _absent(names.measures, measured)
    for measure in dict.fromkeys(names.measures.values()):
        if measure in measured:
            yield from _absent(names.occasions, measured[measure])
    yield from _arms(names.arms, reader)
    yield from _absent(names.covariates, people.covariates)
    yield from _absent(names.components, [part for table in reader.adherence for part in table.components])
    for place, covariate in names.numbers.items():
        declared = people.covariates.get(covariate)
        if declared and (declared.words or declared.open):
            yield place, covariate, [f"a covariate that is a number: {covariate} has labels"]
    for place, (covariate, label) in names.labels.items():
        declared = people.covariates.get(covariate)
        if declared and not declared.open:
            words = list(dict.fromkeys(declared.words.values()))
            yield from _absent({place: label}, words or [f"nothing: {covariate} is a number"])
    for place, (measure, better) in names.better.items():
        if measure in reader.measures:
            yield from _absent({place: better}, [reader.measures[measure].better])


def _measured(reader: TrialTables) -> dict[str, list[str]]:
    """The occasions of each measure that the tables hold: of a table in long form, all that it may name."""
    found: dict[str, list[str]] = {}
    for table in reader.outcomes:
        for measure, occasion in table.places(reader.occasions):
            found.setdefault(measure, []).append(occasion)
        if table.measure:
            for measure in table.measure_words.values() or reader.measures:
                found.setdefault(measure, []).extend(table.occasion_words.values() or reader.occasions)
    return found


def _arms(names: Mapping[str, str], reader: TrialTables) -> Iterator[Conflict]:
    arm = reader.participants.arm
    if arm is None:
        yield from _absent(names, ["nothing: the dataset declares no arm"])
    elif arm.words:
        yield from _absent(names, list(dict.fromkeys(arm.words.values())))


def _absent(names: Mapping[str, str], there: Mapping[str, object] | list[str]) -> Iterator[Conflict]:
    for place, name in names.items():
        if name not in there:
            yield place, name, list(dict.fromkeys(there))
