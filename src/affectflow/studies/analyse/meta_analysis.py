"""`analyse: {kind: meta_analysis}`"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from ..base import Level, Name, Spec, distinct

OF_SEVERAL = ("wald", "containment", "cr2")


class Fill(Spec):
    """Trim and fill: how the number of absent studies is estimated, and on which side they lack.

    Attributes:
        estimator: `l0` or `r0` of Duval and Tweedie.
        side: `left` or `right` of the mean, or `by_slope`: left where estimates rise with their standard errors.
    """

    estimator: Literal["l0", "r0"] = "l0"
    side: Literal["by_slope", "left", "right"] = "by_slope"


class Cumulative(Spec):
    """Pooling again with each study that comes in.

    Attributes:
        by: a numeric coding, such as the year; the lowest comes first.
        ties: studies of the same number come in `together`, or one by one `by_name`.
    """

    by: Name
    ties: Literal["together", "by_name"] = "together"


class MetaAnalysis(Spec):
    """Pooled effects of the studies of a review, with metafor's conventions.

    Attributes:
        measure: scale of the effects.
        outcome: on which outcome; needed where the effects of the measure are on several.
        method: `reml`, `dersimonian_laird` or `paule_mandel` (random effects), or `fixed`.
        interval: `wald`, or `hartung_knapp` with t(k - p), or `hartung_knapp_ad_hoc`, whose factor
            is not below 1; of `multilevel` the `wald`, t by `containment`, or `cr2`: variances that hold
            whatever the errors' covariance, with Satterthwaite's degrees of freedom.
        prediction: distribution of the prediction interval.
        moderators: codings of the studies; numbers as they are, labels against the first in the alphabet.
        dependent: several estimates of one study are refused, averaged, or stay apart in a
            `multilevel` model (effects within studies, by `reml`).
        correlation: of the sampling errors of two estimates of one study, which nobody reports: assumed.
        trim_and_fill: how absent studies are looked for.
        cumulative: whether pooling is told as studies came in.
        leave_one_out: whether each study is left out in turn.
    """

    kind: Literal["meta_analysis"]
    measure: Name
    outcome: str | None = None
    method: Literal["reml", "dersimonian_laird", "paule_mandel", "fixed"] = "reml"
    interval: Literal["wald", "hartung_knapp", "hartung_knapp_ad_hoc", "containment", "cr2"] = "hartung_knapp"
    prediction: Literal["z", "t_k_minus_1", "t_k_minus_2"] = "t_k_minus_1"
    moderators: Annotated[tuple[Name, ...], AfterValidator(distinct)] = ()
    dependent: Literal["refuse", "average", "multilevel"] = "refuse"
    correlation: Annotated[float, Field(ge=0.0, le=1.0)] | None = None
    trim_and_fill: Fill = Fill()
    cumulative: Cumulative | None = None
    leave_one_out: bool = True
    level: Level = 0.95

    @model_validator(mode="after")
    def _fits_together(self):
        if (self.dependent != "refuse") != (self.correlation is not None):
            raise ValueError("correlation with dependent: average or multilevel, and only with them")
        several = self.dependent == "multilevel"
        if several and (self.method != "reml" or self.correlation == 1 or self.interval not in OF_SEVERAL):
            raise ValueError(f"method: reml, a correlation below 1 and interval: {', '.join(OF_SEVERAL)} of multilevel")
        if not several and self.interval in OF_SEVERAL[1:]:
            raise ValueError(f"dependent: multilevel with interval: {self.interval}")
        if self.method == "fixed" and self.interval != "wald":
            raise ValueError("interval: wald with method: fixed")
        return self
