"""What is planted in a trial: the parts of the generator `trial_tables`."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from ..base import Count, Name, Share, Spec

Positive = Annotated[float, Field(gt=0)]
Correlation = Annotated[float, Field(ge=0, lt=1)]
Shares = Annotated[dict[str, Positive], Field(min_length=1)]
ByOccasion = Annotated[dict[Name, float], Field(min_length=1)]
EVERYONE = "all"
"""Stands for the arm where nobody is randomised."""


class Trait(Spec):
    """A characteristic that participants bring along; exactly one of `mean`, `shares`, `chance` and `members`.

    Attributes:
        mean: of a number from a normal distribution.
        sd: of that number.
        digits: decimals of that number.
        shares: label -> how often it occurs, in parts of their sum.
        chance: that a 0/1 number is 1, for a person of average baseline.
        members: number of clusters of equal size, such as providers.
        log_odds: measure -> change of the log odds of 1 for each standard deviation above the
            mean of the first occasion: who is worse is treated otherwise (confounding).
        within: cluster whose members all have the same.
    """

    mean: float | None = None
    sd: Positive = 1.0
    digits: Annotated[int, Field(ge=0, le=6)] = 0
    shares: Shares | None = None
    chance: Annotated[float, Field(gt=0, lt=1)] | None = None
    members: Count | None = None
    log_odds: dict[Name, float] = Field(default={})
    within: Name | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if sum(part is not None for part in (self.mean, self.shares, self.chance, self.members)) != 1:
            raise ValueError("exactly one of mean, shares, chance and members")
        if self.log_odds and (self.chance is None or self.within):
            raise ValueError("log_odds with chance, and without within")
        return self


class Planted(Spec):
    """A measure: numbers with a mean at each occasion, or 0/1 with a chance by arm and occasion.

    Numbers are multivariate normal: at each occasion the mean, plus the arm's effect, plus the
    slopes of covariates (each less its planted mean), plus what labels add, plus the cluster's
    own, plus a deviation with `sd` that correlates by `correlation` between any two occasions. They
    are rounded to `digits` and cut to the measure's range; means that lie well inside keep what is planted.

    Attributes:
        means: occasion -> mean without an effect.
        sd: standard deviation at each occasion, of the part that is the person's own.
        correlation: between occasions.
        effects: arm -> occasion -> what the arm adds.
        of_covariates: covariate -> occasion -> what one unit of it adds.
        of_labels: covariate -> label -> occasion -> what it adds for those who have the label.
        of_clusters: covariate (a cluster) -> standard deviation of what its members share at
            every occasion but the first, uncorrelated with covariates that are `within` the cluster.
        chances: arm (`all` where nobody is randomised) -> occasion -> chance of 1.
        digits: decimals.
    """

    means: dict[Name, float] = Field(default={})
    sd: Positive = 1.0
    correlation: Correlation = 0.5
    effects: dict[Name, ByOccasion] = Field(default={})
    of_covariates: dict[Name, ByOccasion] = Field(default={})
    of_labels: dict[Name, dict[str, ByOccasion]] = Field(default={})
    of_clusters: dict[Name, Positive] = Field(default={})
    chances: dict[Name, dict[Name, Share]] = Field(default={})
    digits: Annotated[int, Field(ge=0, le=6)] = 0

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if bool(self.means) == bool(self.chances):
            raise ValueError("either means or chances")
        if self.chances and (self.effects or self.of_covariates or self.of_labels or self.of_clusters):
            raise ValueError("effects, of_covariates, of_labels and of_clusters with means only")
        return self


class Loss(Spec):
    """Who is lost: once lost, a participant has no value at that occasion or a later one.

    Attributes:
        chances: arm (`all` where nobody is randomised) -> occasion -> chance to be lost at it.
        log_odds: measure -> change of the log odds for each standard deviation above its mean at
            the first occasion: values are missing at random given the baseline and the arm.
        reasons: why, each as often.
    """

    chances: Annotated[dict[Name, dict[Name, Share]], Field(min_length=1)]
    log_odds: dict[Name, float] = Field(default={})
    reasons: Annotated[tuple[str, ...], Field(min_length=1)] = ("no answer",)
