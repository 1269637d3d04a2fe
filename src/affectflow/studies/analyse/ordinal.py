"""`analyse: {kind: ordinal}`"""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from ..base import Name
from .events import Treated
from .names import Names, numbered
from .persons import OfPersons


class Ordinal(OfPersons):
    """Arms compared on an ordered outcome by the proportional-odds model, with a test of proportional odds.

    Attributes:
        measure, occasion: the outcome, whose values are the grades in their order.
        control: reference arm.
        treated: arms that are compared with it; an odds ratio above 1 says that grades are higher there.
        adjusted: covariates of the model.
        multiplicity: how p-values are adjusted for the number of contrasts.
    """

    kind: Literal["ordinal"]
    measure: Name
    occasion: Name
    control: str
    treated: Treated
    adjusted: tuple[Name, ...] = ()
    multiplicity: Literal["none", "bonferroni", "holm", "hochberg", "benjamini_hochberg"] = "holm"

    @property
    def uses(self) -> Names:
        """Its measures, occasions, arms and covariates."""
        return Names(
            measures={"measure": self.measure},
            occasions={"occasion": self.occasion},
            arms={"control": self.control} | numbered("treated", self.treated),
            covariates=numbered("adjusted", self.adjusted),
        )

    @model_validator(mode="after")
    def _control_is_not_treated(self):
        if self.control in self.treated:
            raise ValueError(f"treated arms other than the control, '{self.control}'")
        return self
