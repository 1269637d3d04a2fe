"""`analyse: {kind: anova}`"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from ...errors import did_you_mean
from ..base import Level, Name, distinct
from .names import Names, numbered
from .persons import OfPersons
from .trial import Multiplicity

OCCASION = "occasion"
"""What the factor within persons is called."""

Levels = Annotated[tuple[str, ...], Field(min_length=1), AfterValidator(distinct)]
Weights = Annotated[dict[str, Annotated[float, Field(allow_inf_nan=False)]], Field(min_length=1)]
ZERO = 1e-9
"""Sums of weights within this of 0 or 1 are taken as such."""


class Anova(OfPersons):
    """Analysis of variance, of complete cases: any number of factors between persons, and occasions within persons.

    Factors between persons alone are analysed with one occasion; with several and no factor the occasions are repeated
    measures of one group; otherwise it is a mixed design. All interactions are in the model.

    Attributes:
        measures: each is analysed alone.
        between: the factors between persons, each with its levels in their order: `arm`, and covariates with labels.
            Persons with another level are left out; a factor with one level only says who is analysed.
        occasions: one, or the levels of the factor within persons.
        squares: type II or type III sums of squares; they differ where cells differ in size.
        sphericity: which epsilon corrects the degrees of freedom of terms with the occasion; with two
            occasions there is nothing to correct.
        effect_size_level: coverage of the intervals of effect sizes; one of 0.90 does not hold zero exactly where
            the test is significant at 5 %.
        contrasts: planned comparisons by their name: weights of levels by factor or `occasion`. The weights of a factor
            add up to zero (a comparison) or to one (a mean); one factor's at least to zero. Factors that are not
            named are averaged over, each level weighing the same.
        multiplicity: how p-values of the contrasts of a measure are adjusted for their number.
    """

    kind: Literal["anova"]
    measures: Annotated[tuple[Name, ...], Field(min_length=1), AfterValidator(distinct)]
    between: dict[Name, Levels] = Field(default={})
    occasions: Annotated[tuple[Name, ...], Field(min_length=1), AfterValidator(distinct)]
    squares: Literal["type_ii", "type_iii"] = "type_iii"
    sphericity: Literal["greenhouse_geisser", "huynh_feldt", "none"] = "greenhouse_geisser"
    effect_size_level: Level = 0.90
    contrasts: dict[Name, Annotated[dict[Name, Weights], Field(min_length=1)]] = Field(default={})
    multiplicity: Multiplicity = "none"

    @property
    def factors(self) -> dict[str, tuple[str, ...]]:
        """The factors between persons: those with two levels or more."""
        return {name: levels for name, levels in self.between.items() if len(levels) > 1}

    @property
    def levels(self) -> dict[str, tuple[str, ...]]:
        """Levels of all factors, the occasion's last."""
        return self.factors | {OCCASION: self.occasions}

    @property
    def uses(self) -> Names:
        """Its measures, occasions, and factors between persons with their levels."""
        factors = {name: levels for name, levels in self.between.items() if name != "arm"}
        return Names(
            measures=numbered("measures", self.measures),
            occasions=numbered("occasions", self.occasions),
            arms=numbered("between.arm", self.between.get("arm", ())),
            covariates={f"between.{name}": name for name in factors},
            labels={f"between.{n}.{k}": (n, level) for n, levels in factors.items() for k, level in enumerate(levels)},
        )

    @model_validator(mode="after")
    def _something_is_compared(self):
        if OCCASION in self.between:
            raise ValueError(f"between: factors between persons; '{OCCASION}' is the factor within")
        if joined := [name for name in self.between if "_by_" in name]:
            raise ValueError(f"between: factors without _by_, which names interactions; found '{joined[0]}'")
        if len(self.occasions) == 1 and not self.factors:
            raise ValueError("two occasions or more, or a factor in between with two levels or more")
        return self

    @model_validator(mode="after")
    def _contrasts_compare(self):
        for name, weights in self.contrasts.items():
            for factor, given in weights.items():
                _known(f"contrasts.{name}", factor, self.levels)
                for level in given:
                    _known(f"contrasts.{name}.{factor}", level, self.levels[factor])
            sums = {factor: sum(given.values()) for factor, given in weights.items()}
            for factor, total in sums.items():
                if not any(weights[factor].values()):
                    raise ValueError(f"weights other than zero; those of {factor} in {name} are all zero")
                if min(abs(total), abs(total - 1)) > ZERO:
                    raise ValueError(f"weights that add up to zero or one; those of {factor} in {name} to {total:g}")
            if all(abs(total) > ZERO for total in sums.values()):
                raise ValueError(f"a contrast, with weights of one factor that add up to zero; {name} has none")
        return self


def _known(place: str, name: str, allowed) -> None:
    if name not in allowed:
        raise ValueError(f"{place}: one of {', '.join(allowed)}; found '{name}'. {did_you_mean(name, allowed)}".strip())
