"""`analyse: {kind: meta_analysis}`"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from ..base import Level, Name, Spec, distinct


class MetaAnalysis(Spec):
    """Pooled effects of the studies of a review, with metafor's conventions.

    Attributes:
        measure: scale of the effects.
        outcome: on which outcome; needed where the effects of the measure are on several.
        method: `reml`, `dersimonian_laird` or `paule_mandel` (random effects), or `fixed`.
        interval: `wald`, or `hartung_knapp` with t(k - p), or `hartung_knapp_ad_hoc`, whose factor
            is not below 1.
        prediction: distribution of the prediction interval.
        moderators: codings of the studies; numbers as they are, labels against the first in the alphabet.
        dependent: several estimates of one study are refused, or averaged with one `correlation`.
        leave_one_out: whether each study is left out in turn.
    """

    kind: Literal["meta_analysis"]
    measure: Name
    outcome: str | None = None
    method: Literal["reml", "dersimonian_laird", "paule_mandel", "fixed"] = "reml"
    interval: Literal["wald", "hartung_knapp", "hartung_knapp_ad_hoc"] = "hartung_knapp"
    prediction: Literal["z", "t_k_minus_1", "t_k_minus_2"] = "t_k_minus_1"
    moderators: Annotated[tuple[Name, ...], AfterValidator(distinct)] = ()
    dependent: Literal["refuse", "average"] = "refuse"
    correlation: Annotated[float, Field(ge=0.0, le=1.0)] | None = None
    leave_one_out: bool = True
    level: Level = 0.95

    @model_validator(mode="after")
    def _fits_together(self):
        if (self.dependent == "average") != (self.correlation is not None):
            raise ValueError("correlation with dependent: average, and only with it")
        if self.method == "fixed" and self.interval != "wald":
            raise ValueError("interval: wald with method: fixed")
        return self
