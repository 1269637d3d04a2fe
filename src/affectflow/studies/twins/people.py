"""The generators of trials and of rated sessions."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from ..base import Count, Name, Seed, Share, Spec
from ..readers.people import TrialTables
from .trial_parts import EVERYONE, Loss, Planted, Trait


class TrialTablesTwin(Spec):
    """Generator of a trial, or of a group that nobody randomised, in the layout that a reader `trial_tables` maps.

    Attributes:
        seed: of all that is drawn.
        layout: the reader that its files are for; they are written so that it reads them.
        arms: arm -> how many are randomised to it, in permuted blocks of two of each arm; a
            block has one stratum.
        people: how many there are where nobody is randomised.
        strata: stratum -> how often it occurs, in parts of their sum.
        covariates: what participants bring along; each is a covariate of the layout.
        measures: what is planted in each measure of the layout.
        loss: who is lost.
        not_received: arm -> chance not to receive what was drawn.
        adherence: component -> arm -> mean share of what can be taken that is taken.
        excluded: reason -> how many are excluded before randomisation.
    """

    kind: Literal["trial_tables"]
    seed: Seed = 1
    layout: TrialTables
    arms: dict[Name, Count] = Field(default={})
    people: Count | None = None
    strata: dict[str, Annotated[float, Field(gt=0)]] = Field(default={})
    covariates: dict[Name, Trait] = Field(default={})
    measures: Annotated[dict[Name, Planted], Field(min_length=1)]
    loss: Loss | None = None
    not_received: dict[Name, Share] = Field(default={})
    adherence: dict[Name, dict[Name, Share]] = Field(default={})
    excluded: dict[str, Count] = Field(default={})

    @property
    def groups(self) -> tuple[str, ...]:
        """Arms, or the one name that stands for all."""
        return tuple(self.arms) or (EVERYONE,)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if bool(self.arms) == (self.people is not None):
            raise ValueError("either arms or people")
        if bool(self.arms) != (self.layout.participants.arm is not None):
            raise ValueError("arms exactly where the layout's participants have an arm")
        tables = (self.layout.participants, *self.layout.outcomes, *self.layout.adherence)
        if any(t.writing.header > 1 or t.writing.first_row for t in tables):
            raise ValueError("a layout whose header is the first row, with data below it")
        if any(table.scores or table.answers for table in self.layout.outcomes):
            raise ValueError("a layout with outcomes in wide or in long form")
        lost = set(self.loss.chances) if self.loss else set()
        grouped = {arm for m in self.measures.values() for part in (m.chances, m.effects) for arm in part}
        names: list[tuple[str, set[str], set[str]]] = [
            ("arms", grouped | lost | set(self.not_received), set(self.groups)),
            ("covariates of the layout", set(self.covariates), set(self.layout.participants.covariates)),
            ("covariates", {c for m in self.measures.values() for c in m.of_covariates}, set(self.covariates)),
            ("labels of covariates", self._labels_named(), self._labels()),
            ("clusters", self._clusters_named(), {c for c, t in self.covariates.items() if t.members}),
            ("measures", {m for t in self.covariates.values() for m in t.log_odds}, set(self.measures)),
        ]
        for part, used, known in names:
            if unknown := sorted(used - known):
                raise ValueError(f"{part} that are declared; {', '.join(unknown)} is not")
        if set(self.measures) != set(self.layout.measures):
            raise ValueError(f"all measures of the layout, {', '.join(self.layout.measures)}, and no other")
        return self

    def _labels_named(self) -> set[str]:
        named = {(c, label) for m in self.measures.values() for c, labels in m.of_labels.items() for label in labels}
        return {f"{covariate} {label}" for covariate, label in named}

    def _labels(self) -> set[str]:
        return {f"{covariate} {label}" for covariate, trait in self.covariates.items() for label in trait.shares or ()}

    def _clusters_named(self) -> set[str]:
        within = {t.within for t in self.covariates.values() if t.within}
        return within | {c for m in self.measures.values() for c in m.of_clusters}


class RatedSessionsTwin(Spec):
    """Generator of sessions that the same raters rate under several conditions, as `ratings.csv`.

    A rating is the planted mean, plus the session's, the rater's and its own deviation, rounded to
    whole points and cut to the scale.

    Attributes:
        seed: of all that is drawn.
        sessions: how many there are, each under every condition.
        raters: how many there are; each rates everything.
        low, high: the ends of all scales.
        means: scale -> condition -> mean, well inside the scale.
        sd: standard deviations between sessions, between raters, and of single ratings.
    """

    kind: Literal["rated_sessions"]
    seed: Seed = 1
    sessions: Count
    raters: Count
    low: float
    high: float
    means: Annotated[dict[Name, dict[str, float]], Field(min_length=1)]
    sd: tuple[Annotated[float, Field(ge=0)], Annotated[float, Field(ge=0)], Annotated[float, Field(gt=0)]]
