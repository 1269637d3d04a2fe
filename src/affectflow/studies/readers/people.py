"""The reader of trials, whose columns a user names."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from ..base import Name
from .reading import Reading
from .trial_columns import Adherence, Measure, Outcomes, Participants


class TrialTables(Reading):
    """People, their outcomes and what they took, in files whose columns are named in the study language.

    Attributes:
        participants: the people, one row each.
        measures: what is measured.
        occasions: when, in weeks from randomisation or, where nobody is randomised, from the start.
        outcomes: tables of measurements; each measure at each occasion stands in one of them.
        adherence: tables of what was taken.
    """

    hides: ClassVar[frozenset[str]] = frozenset(["participant_id"])
    kind: Literal["trial_tables"]
    participants: Participants
    measures: Annotated[dict[Name, Measure], Field(min_length=1)]
    occasions: Annotated[dict[Name, float], Field(min_length=1)]
    outcomes: Annotated[tuple[Outcomes, ...], Field(min_length=1)]
    adherence: tuple[Adherence, ...] = ()

    @model_validator(mode="after")
    def _declared(self):
        named = [place for table in self.outcomes for place in table.places(self.occasions)]
        words = [table for table in self.outcomes if table.measure]
        measures = {m for m, _ in named} | {m for table in words for m in table.measure_words.values()}
        occasions = {o for _, o in named} | {o for table in words for o in table.occasion_words.values()}
        unknown = sorted(measures - set(self.measures)), sorted(occasions - set(self.occasions))
        for part, names in zip(("measures", "occasions"), unknown, strict=True):
            if names:
                raise ValueError(f"{part} that are declared; {', '.join(names)} is not")
        if twice := sorted({f"{m} at {o}" for m, o in named if named.count((m, o)) > 1}):
            raise ValueError(f"each measure once at each occasion; {', '.join(twice)} stands twice")
        components = [name for table in self.adherence for name in table.components]
        if twice := sorted({name for name in components if components.count(name) > 1}):
            raise ValueError(f"each component once; {', '.join(twice)} stands twice")
        return self

    @model_validator(mode="after")
    def _as_many_items(self):
        asked = [
            (m, columns) for table in self.outcomes for m, times in table.items.items() for columns in times.values()
        ]
        for measure, columns in asked + [pair for table in self.outcomes for pair in table.answers.items()]:
            wanted = self.measures[measure].items
            if len(columns) != wanted:
                told = "none in measures" if wanted is None else f"{wanted} in measures"
                raise ValueError(f"as many columns for {measure} as it has items: {told}")
        return self
