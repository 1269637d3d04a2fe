"""`analyse: {kind: trial}`"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from ..base import Name, Seed, Spec, distinct
from .margins import Better, Margin, directed
from .names import Names, given, numbered
from .persons import OfPersons

Robust = Literal["HC0", "HC1", "HC2", "HC3", "none"]
Multiplicity = Literal["none", "bonferroni", "holm", "hochberg", "benjamini_hochberg"]


class Permutations(Spec):
    """A permutation test that exchanges the two arms of a contrast within each stratum of the randomisation.

    Attributes:
        within: covariates that the randomisation kept too, such as the block or the site: arms are exchanged only
            among persons who share their labels; a missing label is one of its own.
        n: all ways of drawing the arms are listed where there are not more than so many; otherwise so many are drawn.
        seed: of the draws.
    """

    within: Annotated[tuple[Name, ...], AfterValidator(distinct)] = ()
    n: Annotated[int, Field(ge=99, le=100_000)] = 9_999
    seed: Seed = 1


class Trial(OfPersons):
    """A randomised trial of two or more arms with one or more occasions after randomisation.

    ANCOVA: outcome at each occasion on arm, baseline and covariates, complete cases,
    heteroscedasticity-robust standard errors, t distribution.

    Attributes:
        treated: one arm or several, each held against control under its own name.
        contrasts: further pairs of arms by a name of their own; effects are the first minus the second.
        baseline: the occasion before randomisation that is adjusted for; null where there is none.
        covariates: further adjustment; categories have the first by name as reference.
        multiplicity: adjustment of p over all contrasts at the primary occasion.
        standardiser: standard deviation that a standardised effect is in units of: pooled within arms at
            baseline, or the residual one.
        better: whether lower or higher values are better; what a verdict of non-inferiority needs.
    """

    kind: Literal["trial"]
    measure: Name
    control: str = Field(description="reference arm: effects are treated minus control")
    treated: str | Annotated[tuple[str, ...], Field(min_length=1), AfterValidator(distinct)]
    contrasts: dict[Name, tuple[str, str]] = Field(default={})
    baseline: Name | None = "baseline"
    primary: Name = "post"
    occasions: Annotated[tuple[Name, ...], Field(min_length=1), AfterValidator(distinct)] = ("post", "follow_up")
    covariates: Annotated[tuple[Name, ...], AfterValidator(distinct)] = ()
    robust: Robust = "HC3"
    multiplicity: Multiplicity = "none"
    standardiser: Literal["baseline", "residual"] = "baseline"
    permutations: Permutations | None = None
    margin: Margin | None = None
    better: Better | None = None

    @property
    def arms(self) -> tuple[str, ...]:
        """Treated arms in their order, then control."""
        return (*((self.treated,) if isinstance(self.treated, str) else self.treated), self.control)

    @property
    def compared(self) -> dict[str, tuple[str, str]]:
        """By the name of each effect, the arm and the one that is taken from it."""
        return {arm: (arm, self.control) for arm in self.arms[:-1]} | self.contrasts

    @property
    def uses(self) -> Names:
        """Its measures, occasions, arms and covariates."""
        kept = self.permutations.within if self.permutations else ()
        treated = {"treated": self.treated} if isinstance(self.treated, str) else numbered("treated", self.treated)
        return Names(
            measures={"measure": self.measure},
            occasions=given("baseline", self.baseline) | numbered("occasions", self.occasions),
            arms={"control": self.control} | treated,
            covariates=numbered("covariates", self.covariates) | numbered("permutations.within", kept),
            better={"better": (self.measure, self.better)} if self.better else {},
        )

    @model_validator(mode="after")
    def _arms_are_told_apart(self):
        if self.control in self.arms[:-1]:
            raise ValueError(f"two different arms; '{self.control}' is both control and treated")
        for name, pair in self.contrasts.items():
            if name in self.arms:
                raise ValueError(f"a contrast with a name that no arm has; '{name}' is an arm")
            if pair[0] == pair[1] or not set(pair) <= set(self.arms):
                raise ValueError(f"contrasts of two of {', '.join(self.arms)}; {name} is {pair[0]}, {pair[1]}")
        return self

    @model_validator(mode="after")
    def _options_fit(self):
        if self.primary not in self.occasions:
            raise ValueError(f"primary: one of {', '.join(self.occasions)}; found '{self.primary}'")
        if self.baseline in self.occasions:
            raise ValueError(f"occasions after the baseline; '{self.baseline}' is the baseline")
        if self.baseline is None and self.standardiser == "baseline":
            raise ValueError("standardiser: residual where there is no baseline")
        directed(self.margin, self.better)
        return self
