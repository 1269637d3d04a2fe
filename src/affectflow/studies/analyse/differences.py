"""`analyse: {kind: differences}`"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from ..base import Name, Spec, distinct
from .names import Names, given, numbered
from .persons import OfPersons


class BetweenArms(Spec):
    """Independent groups at one occasion: second minus first."""

    first: Name
    second: Name
    occasion: Name
    also_measured: tuple[Name, ...] = Field(default=(), description="occasions at which a person must be measured too")


class WithinPersons(Spec):
    """The same persons at two occasions: after minus before; of one arm, or of all if none is named."""

    before: Name
    after: Name
    arm: Name | None = None


class Differences(OfPersons):
    """Differences of means between two arms, or of the same persons between two occasions.

    Attributes:
        measures: each has its own difference; together they are the family of `multiplicity`.
        between, within: which means are compared; one of the two.
        test: of means. `welch` and `student` are for groups, `paired` for persons.
        ranks: a rank test beside it: Mann and Whitney's for groups, Wilcoxon's for persons.
        standardiser: `pooled` divides a difference of groups by the pooled standard deviation; `change`
            divides a change by the standard deviation of changes (d_z); `two_t` is 2 t / sqrt(df) of
            Student's t of the two sets of values, taken as independent also where they are paired
            (Rosenthal and Rosnow, 1991), without an interval.
        bias: Hedges' correction of the standardised difference.
        multiplicity: how p-values of the family are adjusted.
        margin: in scale points; a difference is equivalent to none if the interval of level
            2 * level - 1 lies within the margin (two one-sided tests).
    """

    kind: Literal["differences"]
    measures: Annotated[tuple[Name, ...], Field(min_length=1), AfterValidator(distinct)]
    between: BetweenArms | None = None
    within: WithinPersons | None = None
    test: Literal["welch", "student", "paired"]
    ranks: bool = False
    standardiser: Literal["pooled", "change", "two_t"]
    bias: Literal["none", "exact", "approximate"] = "none"
    multiplicity: Literal["none", "bonferroni", "holm", "hochberg", "benjamini_hochberg"] = "none"
    margin: Annotated[float, Field(gt=0)] | None = None

    @property
    def uses(self) -> Names:
        """Its measures, occasions, arms and covariates."""
        measures = numbered("measures", self.measures)
        if self.between:
            also = numbered("between.also_measured", self.between.also_measured)
            arms = {"between.first": self.between.first, "between.second": self.between.second}
            return Names(measures=measures, occasions={"between.occasion": self.between.occasion, **also}, arms=arms)
        assert self.within
        occasions = {"within.before": self.within.before, "within.after": self.within.after}
        return Names(measures=measures, occasions=occasions, arms=given("within.arm", self.within.arm))

    @model_validator(mode="after")
    def _fitting(self):
        if (self.between is None) == (self.within is None):
            raise ValueError("one of between and within")
        if (self.test == "paired") != (self.within is not None):
            raise ValueError("test paired exactly where within is given")
        if (self.standardiser == "pooled" and self.within) or (self.standardiser == "change" and self.between):
            raise ValueError("standardiser pooled for groups, change for persons, or two_t")
        return self
