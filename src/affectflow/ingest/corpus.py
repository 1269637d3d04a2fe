"""What every reader returns."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import partial

import pandas as pd

from ..tables import check, empty


@dataclass(frozen=True)
class Corpus:
    """The tables of one corpus, each valid against its schema.

    An item, rating or record is either here or in `quarantine`; `quarantine.item_id` is
    set exactly where an item itself is left out.
    """

    items: pd.DataFrame
    ratings: pd.DataFrame = field(default_factory=partial(empty, "ratings"))
    traces: pd.DataFrame = field(default_factory=partial(empty, "traces"))
    episodes: pd.DataFrame = field(default_factory=partial(empty, "episodes"))
    participants: pd.DataFrame = field(default_factory=partial(empty, "participants"))
    outcomes: pd.DataFrame = field(default_factory=partial(empty, "outcomes"))
    quarantine: pd.DataFrame = field(default_factory=partial(empty, "quarantine"))

    def __post_init__(self):
        for part in fields(self):
            object.__setattr__(self, part.name, check(getattr(self, part.name), part.name))
