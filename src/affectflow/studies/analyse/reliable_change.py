"""`analyse: {kind: reliable_change}`"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from ..base import Name, Spec, distinct
from .names import Names, numbered
from .persons import OfPersons

Positive = Annotated[float, Field(gt=0)]


class Population(Spec):
    """Mean and standard deviation of a population, in scale points, and where they are from."""

    mean: float
    sd: Positive
    source: str


class Stated(Spec):
    """A number and where it is from."""

    value: float
    source: str


class Deviation(Spec):
    """A standard deviation and where it is from."""

    value: Positive
    source: str


class Reliability(Spec):
    """A reliability coefficient and where it is from."""

    value: Annotated[float, Field(gt=0, lt=1)]
    source: str


class ReliableChange(OfPersons):
    """Who changed by more than error of measurement, and who ended among the healthy, by arm.

    Source: Jacobson and Truax (1991), Journal of Consulting and Clinical Psychology 59, 12-19.

    Attributes:
        measure, before, after: what changed, and between which occasions.
        better: whether lower or higher values are better.
        arms: the first is the reference; each other one is compared with it by Fisher's test.
        reliability: of the measure.
        sd: of the measure; `estimated` takes everyone at `before`, arms pooled, denominator n - 1.
        cutoff: where recovery begins: `a` is two standard deviations of the patients beyond their mean, `b` two
            of the healthy short of theirs, `c` where both are equally likely; or a stated value.
        at_cutoff: whether a value at the cut-off itself counts as recovered.
        patients: mean and SD behind `a` and `c`; `estimated` takes everyone at `before`.
        healthy: mean and SD behind `b` and `c`.
        certainty: of a change to be reliable, two-sided.
        missing: who has no value after is left out, or counts as unchanged.
    """

    kind: Literal["reliable_change"]
    measure: Name
    before: Name = "baseline"
    after: Name = "post"
    better: Literal["lower", "higher"] = "lower"
    arms: Annotated[tuple[str, ...], Field(min_length=1), AfterValidator(distinct)]
    reliability: Reliability
    sd: Deviation | Literal["estimated"] = "estimated"
    cutoff: Literal["a", "b", "c"] | Stated
    at_cutoff: bool = False
    patients: Population | Literal["estimated"] = "estimated"
    healthy: Population | None = None
    certainty: Annotated[float, Field(gt=0.5, lt=1.0)] = 0.95
    missing: Literal["complete_cases", "unchanged"] = "complete_cases"

    @property
    def uses(self) -> Names:
        """Its measures, occasions, arms and covariates."""
        return Names(
            measures={"measure": self.measure},
            occasions={"before": self.before, "after": self.after},
            arms=numbered("arms", self.arms),
            better={"better": (self.measure, self.better)},
        )

    @model_validator(mode="after")
    def _norms_are_there(self):
        if (self.cutoff in ("b", "c")) != (self.healthy is not None):
            raise ValueError("healthy exactly where the cut-off is b or c")
        return self
