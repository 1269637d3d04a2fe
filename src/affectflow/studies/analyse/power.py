"""`analyse: {kind: power}`"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from ..base import Count, Level, Share, Spec, distinct


class Power(Spec):
    """Power of a design at given sizes, and the size that a power needs. It reads no data.

    Attributes:
        design: `two_groups` (t test), `paired` (t test of changes), `ancova` (two groups, adjusted for a
            baseline), `two_proportions`, or `equivalence` (two one-sided t tests of two groups).
        difference: that is to be found, in scale points; the true one for equivalence.
        sd: standard deviation of the outcome, or of changes for `paired`.
        correlation: of outcome and baseline, for `ancova`: the residual has sd * sqrt(1 - correlation^2).
        shares: chances of the event in both groups, for `two_proportions`.
        margin: in scale points, for `equivalence`.
        n: participants per group, or pairs.
        power: that is wanted.
        level: 1 - alpha; two-sided, and of each one-sided test for equivalence.
    """

    kind: Literal["power"]
    design: Literal["two_groups", "paired", "ancova", "two_proportions", "equivalence"]
    difference: float | None = None
    sd: Annotated[float, Field(gt=0)] | None = None
    correlation: Annotated[float, Field(gt=-1, lt=1)] | None = None
    shares: tuple[Share, Share] | None = None
    margin: Annotated[float, Field(gt=0)] | None = None
    n: Annotated[tuple[Annotated[Count, Field(ge=2)], ...], AfterValidator(distinct)] = ()
    power: Annotated[float, Field(gt=0, lt=1)] = 0.8
    level: Level = 0.95

    @model_validator(mode="after")
    def _what_the_design_needs(self):
        needs = {
            "two_groups": {"difference", "sd"},
            "paired": {"difference", "sd"},
            "ancova": {"difference", "sd", "correlation"},
            "two_proportions": {"shares"},
            "equivalence": {"difference", "sd", "margin"},
        }[self.design]
        options = ("difference", "sd", "correlation", "shares", "margin")
        given = {name for name in options if getattr(self, name) is not None}
        if given != needs:
            raise ValueError(f"for {self.design} exactly {', '.join(sorted(needs))}")
        return self
