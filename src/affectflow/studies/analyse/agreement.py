"""`analyse: {kind: agreement}`"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from ..base import Bootstrap, Count, Name, Spec, distinct

Coefficient = Literal[
    "alpha",
    "percent",
    "cohen",
    "scott",
    "fleiss",
    "conger",
    "brennan_prediger",
    "gwet",
    "icc",
    "kendall_w",
    "finn",
    "cronbach",
    "ccc",
    "bland_altman",
    "recognition",
]
NUMERIC: tuple[Coefficient, ...] = ("icc", "kendall_w", "finn", "cronbach", "ccc", "bland_altman")
"""Coefficients of numbers: they read the column `value`."""
FOLLOWING: tuple[Coefficient, ...] = ("cohen", "conger", "kendall_w", "cronbach", "ccc", "bland_altman")
"""Coefficients that follow each rater over items, so that they need raters who are known."""

Measurement = Literal["nominal", "ordinal", "interval", "ratio", "circular", "jaccard", "masi"]
Stratum = Literal["scale", "speaker_id", "session_id", "condition", "intended"]


class Agreement(Spec):
    """How far raters agree on one scale or on several, over all and by strata.

    The unit is an item on a scale; votes are compared within units. Several scales are
    pooled, with the item as the cluster, so that the presentations of a clip stay together
    in resamples. A result lies at `<coefficient>/estimate`, such as `alpha/estimate`
    (an intraclass correlation at `icc/A1/estimate`), and in a stratum at
    `by/<what>/<stratum>/<coefficient>/estimate`, such as
    `by/scale/emotion_voice/alpha/estimate`.
    """

    kind: Literal["agreement"]
    scales: Annotated[tuple[Name, ...], Field(min_length=1), AfterValidator(distinct)]
    pool: bool = Field(
        default=True, description="false: votes on several scales are not taken together, only by strata"
    )
    measurement: Measurement = Field(
        default="nominal",
        description="nominal and sets (jaccard, masi) read labels; interval, ratio and circular read values; "
        "ordinal reads labels where there are any",
    )
    levels: Annotated[tuple[str, ...] | tuple[float, ...], AfterValidator(distinct)] = Field(
        default=(),
        description="labels (of sets: their members) or values that a vote may have, ordinal ones from low to high; "
        "empty: the labels of the target where it is on one of the scales, else what is found",
    )
    period: Annotated[float, Field(gt=0)] | None = Field(default=None, description="once round a circular scale")
    coefficients: Annotated[tuple[Coefficient, ...], Field(min_length=1), AfterValidator(distinct)] = ("alpha",)
    weights: Literal["identity", "linear", "quadratic", "radical", "ordinal"] = Field(
        default="identity", description="agreement weights of kappas, percent, Brennan-Prediger and Gwet's AC"
    )
    by: Annotated[tuple[Stratum, ...], AfterValidator(distinct)] = Field(
        default=(), description="strata that have results of their own: scales, or the values of an items column"
    )
    interval: Literal["analytic", "percentile", "expanded", "bca"] = "percentile"
    resample: Literal["item", "speaker_id", "session_id", "rater"] = Field(
        default="item", description="what is drawn with replacement, and what the analytic error takes as independent"
    )
    bootstrap: Bootstrap = Bootstrap()
    divisor: Literal["population", "sample"] = Field(default="population", description="of the variances in the CCC")
    pairs: Count = Field(
        default=66, description="most pairs of raters that are told and averaged, those that share most items"
    )
    disputed: Annotated[int, Field(ge=0)] = Field(default=12, description="how many most disputed items are named")
    min_alpha: float | None = Field(default=None, description="the study stops below this alpha")
    gate: Literal["estimate", "low"] = Field(default="estimate", description="what min_alpha is held against")

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if why := next(_misfits(self), ""):
            raise ValueError(why)
        return self


def _misfits(asked: Agreement):
    numbers = sorted(set(asked.coefficients) & set(NUMERIC))
    if numbers and asked.measurement not in ("ordinal", "interval", "ratio"):
        yield f"measurement ordinal, interval or ratio for {', '.join(numbers)}; {asked.measurement} has no numbers"
    if "recognition" in asked.coefficients and asked.measurement not in ("nominal", "ordinal"):
        yield f"measurement nominal or ordinal for recognition, the share of intended labels; not {asked.measurement}"
    if (asked.measurement == "circular") != (asked.period is not None):
        yield "a period with measurement circular, and with no other"
    if asked.weights != "identity" and asked.measurement not in ("ordinal", "interval", "ratio"):
        yield f"weights identity, since {asked.measurement} levels have no order"
    if asked.interval == "analytic" and asked.resample == "rater":
        yield "interval percentile, expanded or bca with resample rater"
    if asked.min_alpha is not None and not (asked.pool and "alpha" in asked.coefficients):
        yield "alpha among the coefficients, and pool true, with min_alpha"
    if not asked.pool and "scale" not in asked.by:
        yield "by with scale where pool is false"
