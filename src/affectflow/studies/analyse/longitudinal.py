"""`analyse: {kind: longitudinal}`"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from ..base import Name
from .happened import Happened
from .names import Names, given, numbered
from .persons import OfPersons


class Longitudinal(OfPersons):
    """Outcomes over time in two or more arms, by a mixed model (REML) or estimating equations (GEE).

    Attributes:
        outcome: `number`, or `event` (of `gee`): the measure is 0 or 1, or `event` tells the event from it. Effects
            are then odds ratios and means are risks.
        event: what counts as the event; with `baseline_as` covariate the baseline itself stays a number.
        control: reference arm: effects are treated minus, or over, control.
        treated: arms compared with it.
        primary: the occasion at which the study asks whether the treatment works.
        model: `random_intercept`, `random_slope` (correlated with the intercept, in `times`) or
            `unstructured` (MMRM: every variance and covariance between occasions is free); or `gee`: means
            only, with errors that hold whatever the covariance is.
        baseline_as: `constrained`: an outcome with one mean for all arms, as randomisation warrants (cLDA);
            `covariate`: a slope at each later occasion; those without a baseline are then left out.
        times: times of the occasions for `random_slope`, baseline first where it is an outcome.
        df: `satterthwaite` (observed information), `kenward_roger` (expected information, adjusted
            standard errors), `residual` (observations minus coefficients); of `gee` it is `persons`
            (participants minus coefficients).
        working: correlation that `gee` weighs outcomes by.
        small_sample: correction of the standard errors of `gee` for few participants.
        moments: by what `gee` divides sums of residuals for its scale and correlation: their number (`all`, as R's
            geepack), or that less the coefficients (as SAS, R's gee and statsmodels).
    """

    kind: Literal["longitudinal"]
    measure: Name
    outcome: Literal["number", "event"] = "number"
    event: Happened | None = None
    control: str
    treated: Annotated[tuple[str, ...], Field(min_length=1)]
    baseline: Name = "baseline"
    occasions: Annotated[tuple[Name, ...], Field(min_length=1)] = ("post", "follow_up")
    primary: Name = "post"
    model: Literal["random_intercept", "random_slope", "unstructured", "gee"] = "random_intercept"
    baseline_as: Literal["constrained", "covariate"] = "constrained"
    times: tuple[float, ...] = ()
    df: Literal["satterthwaite", "kenward_roger", "residual", "persons"] = "satterthwaite"
    working: Literal["independence", "exchangeable"] | None = None
    small_sample: Literal["none", "kauermann_carroll", "mancl_derouen"] | None = None
    moments: Literal["all", "less_coefficients"] = "all"

    @property
    def measured(self) -> tuple[str, ...]:
        """The occasions whose values are outcomes of the model."""
        return self.occasions if self.baseline_as == "covariate" else (self.baseline, *self.occasions)

    @property
    def uses(self) -> Names:
        """Its measures, occasions, arms and covariates."""
        return Names(
            measures={"measure": self.measure},
            occasions={"baseline": self.baseline, **numbered("occasions", self.occasions)}
            | given("event.baseline", self.event.baseline if self.event else None),
            arms={"control": self.control, **numbered("treated", self.treated)},
        )

    @model_validator(mode="after")
    def _parts_fit(self):
        if self.primary not in self.occasions:
            raise ValueError("primary must be one of occasions")
        for words, names in (("occasion", (self.baseline, *self.occasions)), ("arm", (self.control, *self.treated))):
            if len(set(names)) < len(names):
                raise ValueError(f"an {words} is named twice")
        if self.model == "random_slope" and len(set(self.times)) != len(self.measured):
            raise ValueError(f"random_slope needs a time for each of {', '.join(self.measured)}, no two alike")
        equations = (self.df == "persons", self.working is not None, self.small_sample is not None)
        if (self.model == "gee") != all(equations) or any(equations) != all(equations):
            raise ValueError("gee with df: persons, working and small_sample, and other models without them")
        if self.model != "gee" and (self.outcome == "event" or self.moments != "all"):
            raise ValueError("outcome: event and moments with gee alone")
        if self.event and self.outcome != "event":
            raise ValueError("event with outcome: event")
        if self.event and self.event.baseline and self.baseline_as == "constrained":
            raise ValueError("an event that is a change with baseline_as: covariate, for it has none at baseline")
        if self.model != "random_slope" and self.times:
            raise ValueError("times are of random_slope alone")
        return self
