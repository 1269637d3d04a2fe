"""`analyse: {kind: baseline}`"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from ..base import Name, distinct
from .names import Names, numbered
from .persons import OfPersons

Described = Annotated[tuple[Name, ...], AfterValidator(distinct)]


class Baseline(OfPersons):
    """Who the participants were, by arm: numbers, categories, missing counts and standardised differences.

    There are no p-values: who was randomised differs by chance alone (CONSORT 2010, item 15).

    Attributes:
        arms: in the table's order.
        reference: arm from which standardised differences are taken.
        covariates: characteristics to describe.
        measures: outcomes to describe, at `occasion`.
        median: which numbers are described by median and quartiles instead of mean and standard deviation.
    """

    kind: Literal["baseline"]
    arms: Annotated[tuple[str, ...], Field(min_length=2), AfterValidator(distinct)]
    reference: str
    covariates: Described = ()
    measures: Described = ()
    occasion: Name = "baseline"
    median: Described = ()

    @property
    def uses(self) -> Names:
        """Its measures, occasions, arms and covariates."""
        return Names(
            measures=numbered("measures", self.measures),
            occasions={"occasion": self.occasion} if self.measures else {},
            arms=numbered("arms", self.arms),
            covariates=numbered("covariates", self.covariates),
        )

    @model_validator(mode="after")
    def _names_fit(self):
        described = (*self.covariates, *self.measures)
        if not described or len(set(described)) < len(described):
            raise ValueError("covariates or measures to describe, each by a name of its own")
        if self.reference not in self.arms:
            raise ValueError(f"reference: one of {', '.join(self.arms)}; found '{self.reference}'")
        if unknown := set(self.median) - set(described):
            raise ValueError(f"median: some of {', '.join(described)}; found {', '.join(sorted(unknown))}")
        return self
