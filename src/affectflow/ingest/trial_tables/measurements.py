"""What was measured: scores in wide, long or half-long form, or items that make them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from ...studies.readers.people import TrialTables
from ...studies.readers.trial_columns import Measure, Outcomes
from ..files.by_file import present, screened_by_file
from ..rows.answers import near_misses
from ..rows.setting_aside import Screen, quarantine
from .cells import numeric, of_known
from .gaps import with_gaps
from .scoring import score

KEY = ["participant_id", "measure", "occasion"]
Parts = tuple[pd.DataFrame, pd.DataFrame]
"""Measurements, and the quarantine table."""


def columns_of(spec: Outcomes) -> list[str]:
    """The columns of the files that are read, besides that of participants."""
    columns = [column for times in spec.columns.values() for column in times.values()]
    columns += [column for times in spec.items.values() for items in times.values() for column in items]
    columns += [*spec.scores.values(), *(column for items in spec.answers.values() for column in items)]
    return [*columns, *(c for c in (spec.measure, spec.occasion, spec.value, spec.missing_reason) if c)]


def outcomes(frames: list[pd.DataFrame], people: pd.DataFrame, spec: TrialTables) -> Parts:
    """The outcomes table, with a row for what is missing too.

    Of several values of one measure at one occasion the first is kept.

    Args:
        frames: rows of each table of outcomes.
        people: the participants table.
        spec: what the columns mean.

    Returns:
        the table, and the quarantine of `missing_cell`, `unknown_participant`, `duplicate_participant`,
        `unknown_measure`, `unknown_occasion`, `duplicate_outcome`, and of values that are missing for
        being `not_a_number`, `out_of_range` or of `too_many_missing_items`.
    """
    parts = []
    for rows, table in zip(frames, spec.outcomes, strict=True):
        known, strange = of_known(rows, people["participant_id"], table.participant, once=not table.occasion)
        stated = known[table.missing_reason] if table.missing_reason else pd.Series(None, known.index, dtype="str")
        base = known[["participant_id", "file", "row"]].assign(stated=stated)
        form = _long if table.measure else _by_occasion if table.occasion else _wide
        parts += [(base.head(0), strange), *form(known, base, table, spec)]
    whole = pd.concat([part for part, _ in parts], ignore_index=True)
    twice = Screen("duplicate_outcome", "measure", whole.duplicated(KEY), "one measurement; the first is kept")
    kept, again = screened_by_file(whole, [twice], {})
    return with_gaps(kept, people, spec.occasions), quarantine(*(aside for _, aside in parts), again)


def _wide(known: pd.DataFrame, base: pd.DataFrame, table: Outcomes, spec: TrialTables) -> Iterator[Parts]:
    for name, times in table.columns.items():
        for occasion, column in times.items():
            part = base.assign(measure=name, occasion=occasion, value=known[column])
            yield _values(part, column, spec.measures[name], table)
    for name, items in table.items.items():
        for occasion, columns in items.items():
            part = base.assign(measure=name, occasion=occasion)
            yield _scores(part, known[list(columns)], spec.measures[name], table)


def _by_occasion(known: pd.DataFrame, base: pd.DataFrame, table: Outcomes, spec: TrialTables) -> Iterator[Parts]:
    assert table.occasion is not None
    times = table.occasion_words or {name: name for name in spec.occasions}
    rows, bad = _named(base.assign(occasion=known[table.occasion]), table, {"occasion": (table.occasion, times)})
    yield rows.head(0), bad
    for name, column in table.scores.items():
        part = rows.assign(measure=name, value=known.loc[rows.index, column])
        yield _values(part, column, spec.measures[name], table)
    for name, columns in table.answers.items():
        yield _scores(rows.assign(measure=name), known.loc[rows.index, list(columns)], spec.measures[name], table)


def _long(known: pd.DataFrame, base: pd.DataFrame, table: Outcomes, spec: TrialTables) -> Iterator[Parts]:
    assert table.measure is not None
    assert table.occasion is not None
    assert table.value is not None
    measures = table.measure_words or {name: name for name in spec.measures}
    times = table.occasion_words or {name: name for name in spec.occasions}
    cells = {"value": table.value, "measure": table.measure, "occasion": table.occasion}
    rows = base.assign(**{part: known[column] for part, column in cells.items()})
    words = {"measure": (table.measure, measures), "occasion": (table.occasion, times)}
    named, bad = _named(rows, table, words)
    yield named.head(0), bad
    for name, own in named.groupby("measure", sort=True):
        yield _values(own, table.value, spec.measures[str(name)], table)


def _named(rows: pd.DataFrame, table: Outcomes, words: Mapping[str, tuple[str, Mapping[str, str]]]) -> Parts:
    """Rows whose words are those declared, by what they stand for; words: part -> its column, cell -> name."""
    screens = present(rows, words)
    for part, (_, names) in words.items():
        unknown = rows[part].notna() & ~rows[part].isin(names)
        screens += near_misses(f"unknown_{part}", rows[part], unknown, list(names), ", ".join(names))
    called = {part: column for part, (column, _) in words.items()} | {"participant_id": table.participant}
    good, bad = screened_by_file(rows, screens, called)
    return good.assign(**{part: good[part].map(names).astype("str") for part, (_, names) in words.items()}), bad


def _values(part: pd.DataFrame, column: str, measure: Measure, table: Outcomes) -> Parts:
    value, why, aside = numeric(part, "value", column, measure.low, measure.high, table.writing.decimal)
    return part.assign(value=value, why=why), aside


def _scores(part: pd.DataFrame, items: pd.DataFrame, measure: Measure, table: Outcomes) -> Parts:
    assert measure.item_low is not None
    assert measure.item_high is not None
    answers, told = [], []
    for column in items:
        cells = part.assign(answer=items[column])
        ends = measure.item_low, measure.item_high
        answer, _, aside = numeric(cells, "answer", str(column), *ends, table.writing.decimal)
        answers.append(answer)
        told.append(aside)
    given = np.column_stack(answers)
    missing = np.isnan(given).sum(axis=1)
    few = pd.Series((missing > measure.allowed_missing) & (missing < len(answers)), part.index)
    value = pd.Series(score(given, measure), part.index)
    counted = part.assign(items=[f"{n} of {len(answers)} items missing" for n in missing])
    allowed = f"at most {measure.allowed_missing} missing"
    _, aside = screened_by_file(
        counted, [Screen("too_many_missing_items", "items", few, allowed)], {"items": str(items.columns[0])}
    )
    why = pd.Series(None, part.index, dtype="str").mask(few, "too many items missing")
    return part.assign(value=value, why=why), quarantine(*told, aside)
