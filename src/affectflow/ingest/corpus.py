"""What every reader returns."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

import pandas as pd

from ..tables import check, empty


def _none_of(table: str):
    return field(default_factory=lambda: empty(table))


@dataclass(frozen=True)
class Corpus:
    """The tables of one corpus, each valid against its schema.

    An item, rating or record is either here or in `quarantine`; `quarantine.item_id` is
    set exactly where an item itself is left out.
    """

    items: pd.DataFrame
    ratings: pd.DataFrame = _none_of("ratings")
    traces: pd.DataFrame = _none_of("traces")
    participants: pd.DataFrame = _none_of("participants")
    outcomes: pd.DataFrame = _none_of("outcomes")
    quarantine: pd.DataFrame = _none_of("quarantine")

    def __post_init__(self):
        for part in fields(self):
            object.__setattr__(self, part.name, check(getattr(self, part.name), part.name))
