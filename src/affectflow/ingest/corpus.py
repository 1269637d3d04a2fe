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

    items: pd.DataFrame = field(default_factory=partial(empty, "items"))
    ratings: pd.DataFrame = field(default_factory=partial(empty, "ratings"))
    traces: pd.DataFrame = field(default_factory=partial(empty, "traces"))
    episodes: pd.DataFrame = field(default_factory=partial(empty, "episodes"))
    participants: pd.DataFrame = field(default_factory=partial(empty, "participants"))
    outcomes: pd.DataFrame = field(default_factory=partial(empty, "outcomes"))
    covariates: pd.DataFrame = field(default_factory=partial(empty, "covariates"))
    adherence: pd.DataFrame = field(default_factory=partial(empty, "adherence"))
    records: pd.DataFrame = field(default_factory=partial(empty, "records"))
    codings: pd.DataFrame = field(default_factory=partial(empty, "codings"))
    effects: pd.DataFrame = field(default_factory=partial(empty, "effects"))
    quarantine: pd.DataFrame = field(default_factory=partial(empty, "quarantine"))

    def tables(self) -> dict[str, pd.DataFrame]:
        """All tables by name."""
        return {part.name: getattr(self, part.name) for part in fields(self)}

    def __post_init__(self):
        for part in fields(self):
            object.__setattr__(self, part.name, check(getattr(self, part.name), part.name))
