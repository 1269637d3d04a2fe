"""`analyse: {kind: imputation}`"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from ..base import Name, Seed, distinct
from .names import Names, numbered
from .persons import OfPersons


class Imputation(OfPersons):
    """The effect of a treatment with missing outcomes imputed many times, and how far from random they may be.

    Within each arm, missing values of the measure at all named occasions and of the covariates are drawn
    by chained normal regressions; each filled trial is analysed by ANCOVA (outcome on arm and
    baseline) and the estimates are pooled by Rubin's rules.

    Attributes:
        measure: the outcome.
        control: reference arm: effects are treated minus control.
        treated: the other arm.
        baseline: the occasion before treatment.
        occasion: the occasion whose outcome is compared.
        between: further occasions that help to impute.
        covariates: numeric covariates that help to impute.
        imputations: how many times missing values are drawn.
        iterations: of each chain.
        deltas: what is added to imputed outcomes of the treated arm, in scale points: its missing
            participants may have done worse than those who are like them and were seen.
    """

    kind: Literal["imputation"]
    measure: Name
    control: Name
    treated: Name
    baseline: Name = "baseline"
    occasion: Name = "post"
    between: Annotated[tuple[Name, ...], AfterValidator(distinct)] = ()
    covariates: Annotated[tuple[Name, ...], AfterValidator(distinct)] = ()
    imputations: Annotated[int, Field(ge=2, le=1000)] = 50
    iterations: Annotated[int, Field(ge=1, le=100)] = 10
    deltas: Annotated[tuple[float, ...], AfterValidator(distinct)] = ()
    seed: Seed = 1

    @property
    def uses(self) -> Names:
        """Its measures, occasions, arms and covariates."""
        between = numbered("between", self.between)
        return Names(
            measures={"measure": self.measure},
            occasions={"baseline": self.baseline, **between, "occasion": self.occasion},
            arms={"control": self.control, "treated": self.treated},
            covariates=numbered("covariates", self.covariates),
            numbers=numbered("covariates", self.covariates),
        )
