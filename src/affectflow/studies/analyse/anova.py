"""`analyse: {kind: anova}`"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from ..base import Name, distinct
from .names import Names, numbered
from .persons import OfPersons


class Anova(OfPersons):
    """Analysis of variance of arms (between persons) and occasions (within persons), of complete cases.

    Attributes:
        measures: each is analysed alone.
        arms: the groups.
        occasions: the levels of time.
        squares: type II or type III sums of squares; they differ for occasions where arms differ in size.
        sphericity: which epsilon corrects the degrees of freedom of time and interaction; with two
            occasions there is nothing to correct.
    """

    kind: Literal["anova"]
    measures: Annotated[tuple[Name, ...], Field(min_length=1), AfterValidator(distinct)]
    arms: Annotated[tuple[Name, ...], Field(min_length=2), AfterValidator(distinct)]
    occasions: Annotated[tuple[Name, ...], Field(min_length=2), AfterValidator(distinct)]
    squares: Literal["type_ii", "type_iii"] = "type_iii"
    sphericity: Literal["greenhouse_geisser", "huynh_feldt", "none"] = "greenhouse_geisser"

    @property
    def uses(self) -> Names:
        """Its measures, occasions, arms and covariates."""
        return Names(
            measures=numbered("measures", self.measures),
            occasions=numbered("occasions", self.occasions),
            arms=numbered("arms", self.arms),
        )
