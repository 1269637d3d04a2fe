"""The people of a corpus, and what was measured of them: for corpora that are about persons and not about items."""

from __future__ import annotations

from typing import Any

from ...studies.readers.people import TrialTables
from ...studies.readers.trial_columns import Measure
from ..blocks import Block, Column, Table
from ..material import Material
from ..numbers import count, listing, number, plural
from ..words import plain


def lead(material: Material) -> str:
    """How many took part and were randomised; nothing for a corpus without participants."""
    people = material.results.participants
    if people.empty:
        return ""
    drawn = people[people["randomised"]]
    if drawn.empty:
        return f"{plural(len(people), 'participant')} took part; nobody was randomised."
    arms = [f"{count(n)} to {plain(str(arm))}" for arm, n in drawn["arm"].value_counts().sort_index().items()]
    return f"{plural(len(people), 'participant')} were assessed and {count(len(drawn))} randomised: {listing(arms)}."


def measures(material: Material) -> list[Block]:
    """What was measured, on which scale and how scored, as the corpus declares it."""
    reader = material.dataset.reader
    if not isinstance(reader, TrialTables):
        return []
    columns = {
        "measure": Column("Measure", plain),
        "low": Column("Lowest", _end, numeric=True),
        "high": Column("Highest", _end, numeric=True),
        "better": Column("Better end"),
        "items": Column("Items", count, numeric=True),
        "scoring": Column("Score"),
    }
    rows = [_row(name, measure) for name, measure in reader.measures.items()]
    return [Table("measures", "What was measured, on which scale, and how it was scored", columns, rows, folded=True)]


def _row(name: str, measure: Measure) -> list[Any]:
    return [name, measure.low, measure.high, measure.better, measure.items, _scoring(measure)]


def _scoring(measure: Measure) -> str:
    if measure.items is None:
        return "as it stands in the files"
    reversed_items = f", {plural(len(measure.reversed), 'item')} reversed" if measure.reversed else ""
    spare = measure.allowed_missing
    rule = f"up to {count(spare)} missing, replaced by the person’s mean" if spare else "missing with any item"
    return f"{measure.scoring} of items{reversed_items}; {rule}"


def _end(value: float) -> str:
    return number(value, 0 if float(value).is_integer() else 2)
