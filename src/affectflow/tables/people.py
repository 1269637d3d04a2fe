"""The tables about the participants of a study, as analyses take them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from functools import partial
from pathlib import Path

import pandas as pd

from .disk import check, empty, read


@dataclass(frozen=True)
class People:
    """Who took part, what was measured, what they brought along and what they took; valid against the schemas."""

    participants: pd.DataFrame
    outcomes: pd.DataFrame = field(default_factory=partial(empty, "outcomes"))
    covariates: pd.DataFrame = field(default_factory=partial(empty, "covariates"))
    adherence: pd.DataFrame = field(default_factory=partial(empty, "adherence"))

    def __post_init__(self):
        for part in fields(self):
            object.__setattr__(self, part.name, check(getattr(self, part.name), part.name))


def read_people(paths: Sequence[str | Path]) -> People:
    """Read participants, outcomes, covariates and adherence, in that order."""
    return People(*(read(part.name, path) for part, path in zip(fields(People), paths, strict=True)))
