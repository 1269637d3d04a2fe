"""`analyse: {kind: events}`"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from ..base import Name, Spec, distinct
from .happened import Happened
from .names import Names, given, numbered
from .persons import OfPersons

Treated = Annotated[tuple[str, ...], Field(min_length=1), AfterValidator(distinct)]


class Stratified(Spec):
    """Effects over the strata of the randomisation, by Mantel and Haenszel.

    Attributes:
        within: covariates that the randomisation kept beside the participants' `stratum`, such as the site; a missing
            label is one of its own.
    """

    within: Annotated[tuple[Name, ...], AfterValidator(distinct)] = ()


class Events(OfPersons):
    """Who had an event, by arm: risks, risk differences, risk ratios and odds ratios with intervals, and tests.

    Attributes:
        measure, occasion: the outcome: 0 or 1, or a number that `event` tells the event from.
        event: what counts as the event.
        control: reference arm: contrasts are treated minus, or over, control.
        treated: the arms that are compared with it, each in a contrast of its own.
        missing: who has no outcome is left out (`complete_cases`), or counts as without or with the event.
        risk_difference, risk_ratio, odds_ratio: how each interval is made.
        test: how each contrast is tested; Fisher's test is conservative, the uncorrected chi-square is not exact.
        multiplicity: how p-values are adjusted for the number of contrasts; intervals are not.
        adjusted: covariates of a logistic regression that gives adjusted odds ratios, and risks, risk differences and
            risk ratios standardised over the participants; none makes no regression.
        standardised: variance of standardised risks. `robust` counts covariates as sampled and does not need the
            regression to be right; `model` counts covariates as fixed and the regression as right.
        stratified: one risk difference, risk ratio and odds ratio over the strata of the randomisation as well.
        firth: whether the regression has Firth's penalty; `auto` where the data are separated.
    """

    kind: Literal["events"]
    measure: Name
    occasion: Name
    event: Happened | None = None
    control: str
    treated: Treated
    missing: Literal["complete_cases", "no_event", "event"] = "complete_cases"
    risk_difference: Literal["newcombe", "miettinen_nurminen"] = "miettinen_nurminen"
    risk_ratio: Literal["miettinen_nurminen", "koopman", "log"] = "miettinen_nurminen"
    odds_ratio: Literal["conditional", "miettinen_nurminen", "wald"] = "conditional"
    test: Literal["fisher", "chi_square", "chi_square_corrected"] = "fisher"
    multiplicity: Literal["none", "bonferroni", "holm", "hochberg", "benjamini_hochberg"] = "holm"
    adjusted: tuple[Name, ...] = ()
    standardised: Literal["robust", "model"] = "robust"
    stratified: Stratified | None = None
    firth: Literal["auto", "always", "never"] = "auto"

    @property
    def uses(self) -> Names:
        """Its measures, occasions, arms and covariates."""
        before = self.event.baseline if self.event else None
        kept = self.stratified.within if self.stratified else ()
        return Names(
            measures={"measure": self.measure},
            occasions={"occasion": self.occasion} | given("event.baseline", before),
            arms={"control": self.control} | numbered("treated", self.treated),
            covariates=numbered("adjusted", self.adjusted) | numbered("stratified.within", kept),
        )

    @model_validator(mode="after")
    def _control_is_not_treated(self):
        if self.control in self.treated:
            raise ValueError(f"treated arms other than the control, '{self.control}'")
        return self
