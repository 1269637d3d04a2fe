"""`analyse: {kind: differences}`"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from ..base import Name, Seed, Spec, distinct
from .margins import Better, Margin, directed
from .names import Names, given, numbered
from .persons import OfPersons
from .ranks import Ranks

PAIRED = ("change", "average_sd", "average_variance", "first", "two_t")
GROUPS = ("pooled", "average_sd", "average_variance", "first", "two_t")
METHODS: dict[str, Literal["bca", "percentile"]] = {"bootstrap_bca": "bca", "bootstrap_percentile": "percentile"}
LARGE_SAMPLE = ("pooled", "average_sd", "average_variance", "first")
"""Standardisers with which a noncentral t needs to know the ratio of variances."""


class BetweenGroups(Spec):
    """Independent groups at one occasion: second minus first.

    Attributes:
        covariate: what the groups are labels of; arms if none is named.
        first, second: arms, or labels of the covariate.
        occasion: when the measure was taken.
        also_measured: occasions at which a person must be measured too.
    """

    covariate: Name | None = None
    first: str
    second: str
    occasion: Name
    also_measured: tuple[Name, ...] = ()

    @model_validator(mode="after")
    def _two(self):
        if self.first == self.second:
            raise ValueError(f"two different groups; both are {self.first}")
        return self


class WithinPersons(Spec):
    """The same persons at two occasions: after minus before; of one arm, or of all if none is named."""

    before: Name
    after: Name
    arm: str | None = None


class Resampling(Spec):
    """Persons are drawn with replacement: pairs together, groups each by itself."""

    resamples: Annotated[int, Field(ge=100, le=100_000)] = 2000
    seed: Seed = 1


class Differences(OfPersons):
    """Differences of means between two groups, or of the same persons between two occasions.

    Attributes:
        measures: each has its own difference; together they are the family of `multiplicity`.
        between, within: which means are compared; one of the two.
        test: of means. `welch` and `student` are for groups, `paired` for persons.
        difference_interval: by the t distribution of the test, or by bootstrap; p is that of the test.
        ranks: a rank test beside it: Mann and Whitney's for groups, Wilcoxon's for persons.
        standardiser: what a difference is divided by. `pooled`: standard deviation within groups (Cohen's d);
            `change`: standard deviation of changes (d_z); `average_sd`: mean of both standard deviations (d_av);
            `average_variance`: square root of the mean of both variances (d_av of Bonett, 2008); `first`: standard
            deviation of the first group (Glass's delta, the control being first) or before (Becker, 1988);
            `two_t`: 2 t / sqrt(df) of Student's t of the two sets of values, taken as independent also
            where they are paired (Rosenthal and Rosnow, 1991), with no interval but by bootstrap.
        bias: Hedges' correction of the standardised difference, by the degrees of freedom of its divisor.
        interval: of the standardised difference. `noncentral_t` is exact for `change`, and for `pooled` where both
            variances are equal (where the smaller group varies more it covers too seldom); for the other divisors
            the ratio of the variances counts as known. `large_sample` takes no variances for equal (Bonett, 2008).
            The bootstrap covers a little too seldom in groups of fewer than about fifty.
        resampling: where an interval is by bootstrap, and only there.
        multiplicity: how p-values of the family are adjusted.
        margin: non-inferiority or equivalence of each measure, by the t distribution of the test.
        better: whether lower or higher values are better; what a verdict of non-inferiority needs.
    """

    kind: Literal["differences"]
    measures: Annotated[tuple[Name, ...], Field(min_length=1), AfterValidator(distinct)]
    between: BetweenGroups | None = None
    within: WithinPersons | None = None
    test: Literal["welch", "student", "paired"]
    difference_interval: Literal["t", "bootstrap_bca", "bootstrap_percentile"] = "t"
    ranks: Ranks | None = None
    standardiser: Literal["pooled", "change", "average_sd", "average_variance", "first", "two_t"]
    bias: Literal["none", "exact", "approximate"] = "none"
    interval: Literal["noncentral_t", "large_sample", "bootstrap_bca", "bootstrap_percentile"] = "noncentral_t"
    resampling: Resampling | None = None
    multiplicity: Literal["none", "bonferroni", "holm", "hochberg", "benjamini_hochberg"] = "none"
    margin: Margin | None = None
    better: Better | None = None

    @property
    def bootstrapped(self) -> dict[str, Literal["bca", "percentile"]]:
        """How each result that is bootstrapped gets its interval."""
        asked: dict[str, str] = {"difference": self.difference_interval, "effect_size": self.interval}
        if self.ranks:
            asked["rank_biserial"] = self.ranks.interval
        return {part: METHODS[interval] for part, interval in asked.items() if interval in METHODS}

    @property
    def uses(self) -> Names:
        """Its measures, occasions, arms and covariates."""
        better = {f"better.{measure}": (measure, self.better) for measure in self.measures if self.better}
        own = Names(measures=numbered("measures", self.measures), better=better)
        if self.within:
            occasions = {"within.before": self.within.before, "within.after": self.within.after}
            return own | Names(occasions=occasions, arms=given("within.arm", self.within.arm))
        assert self.between
        also = numbered("between.also_measured", self.between.also_measured)
        groups = {"between.first": self.between.first, "between.second": self.between.second}
        own |= Names(occasions={"between.occasion": self.between.occasion, **also})
        if (covariate := self.between.covariate) is None:
            return own | Names(arms=groups)
        labels = {place: (covariate, label) for place, label in groups.items()}
        return own | Names(covariates={"between.covariate": covariate}, labels=labels)

    @model_validator(mode="after")
    def _fitting(self):
        if (self.between is None) == (self.within is None):
            raise ValueError("one of between and within")
        if (self.test == "paired") != (self.within is not None):
            raise ValueError("test paired exactly where within is given")
        fitting = PAIRED if self.within else GROUPS
        if self.standardiser not in fitting:
            raise ValueError(f"standardiser: one of {', '.join(fitting)} {'within' if self.within else 'between'}")
        if self.interval == "large_sample" and self.standardiser not in LARGE_SAMPLE:
            raise ValueError(f"interval large_sample for standardisers {', '.join(LARGE_SAMPLE)}")
        if (self.resampling is not None) != bool(self.bootstrapped):
            raise ValueError("resampling exactly where an interval is by bootstrap")
        directed(self.margin, self.better)
        return self
