"""`analyse: {kind: exposure}`"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from ..base import Name, Spec
from .names import Names, given
from .observed import Measured, Term, terms_named
from .persons import OfPersons


class NegativeControl(Spec):
    """An outcome that the exposure cannot change, or an exposure that cannot change the outcome."""

    outcome: Measured | None = None
    exposure: Name | None = None

    @model_validator(mode="after")
    def _is_one(self):
        if (self.outcome is None) == (self.exposure is None):
            raise ValueError("either an outcome or an exposure")
        return self


class Exposure(OfPersons):
    """The effect of an exposure that nobody drew, under no unmeasured confounding.

    Attributes:
        exposure: a covariate that is 0 or 1.
        confounders: of exposure and outcome; logistic regression of the exposure on them gives the score.
        estimand: ATE, the mean effect in all; ATT, in the exposed; overlap, in those whose exposure was open.
        method: weighting by the score, or doubly robust (aipw), which models the outcome too.
        score: whether standard errors of weighting count that the score was estimated, or take weights as known.
        stabilised: whether weights are told relative to the exposure's share; the effect is the same.
        score_bound: scores are held within [bound, 1 - bound]; 0 leaves them.
        cluster: a covariate whose labels say which rows belong together.
        negative_controls: the same analysis where no effect can be.
        e_value: the scale on which the effect is told as a risk ratio; ratios need an outcome of 0 and 1.
    """

    kind: Literal["exposure"]
    exposure: Name
    outcome: Measured
    confounders: Annotated[dict[Name, Term], Field(min_length=1)]
    estimand: Literal["ATE", "ATT", "overlap"] = "ATE"
    method: Literal["weighting", "aipw"] = "weighting"
    score: Literal["estimated", "known"] = "estimated"
    stabilised: bool = False
    score_bound: Annotated[float, Field(ge=0, lt=0.5)] = 0.0
    cluster: Name | None = None
    negative_controls: dict[Name, NegativeControl] = Field(default={})
    e_value: Literal["standardised_difference", "risk_ratio", "odds_ratio_rare", "odds_ratio_common"] | None = None

    @property
    def uses(self) -> Names:
        """Its measures, occasions, arms and covariates."""
        controls = {f"negative_controls.{name}": control for name, control in self.negative_controls.items()}
        exposures = {f"{place}.exposure": c.exposure for place, c in controls.items() if c.exposure}
        drawn = {"exposure": self.exposure} | exposures
        own = Names(covariates=drawn | given("cluster", self.cluster), numbers=drawn)
        for place, control in controls.items():
            own |= control.outcome.named(f"{place}.outcome") if control.outcome else Names()
        return own | self.outcome.named("outcome") | terms_named("confounders", self.confounders)

    @model_validator(mode="after")
    def _parts_fit(self):
        if self.method == "aipw" and self.estimand == "overlap":
            raise ValueError("estimand ATE or ATT with aipw")
        if self.method == "aipw" and self.score == "known":
            raise ValueError("score: estimated with aipw, whose errors have no part of it")
        exposures = {self.exposure, *(control.exposure for control in self.negative_controls.values())}
        if exposures & set(self.confounders):
            raise ValueError("confounders other than the exposures themselves")
        return self
