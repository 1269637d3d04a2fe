"""The generator of reviews."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from ..base import Count, Name, Seed, Share, Spec, distinct

Labels = Annotated[tuple[str, ...], Field(min_length=2), AfterValidator(distinct)]


class ScreeningPlan(Spec):
    """A screening log with counts that are exactly these.

    identified: by database; duplicates and the others are taken from them at random.
    years: first and last year of publication.
    """

    identified: dict[str, Count]
    duplicates: int
    excluded: int
    not_retrieved: int
    reasons: dict[str, Count]
    years: tuple[int, int]


class CodingPlan(Spec):
    """What included records are coded as.

    shares: probability of each label; of `several` each is drawn alone, else one is drawn.
    rising: a label whose probability rises by `by` each year, around its share in the middle year.
    """

    shares: dict[str, Share]
    several: bool = False
    rising: str | None = None
    by: float = 0.0


class RankingPlan(Spec):
    """A taxonomy, and models measured on some of its parts.

    categories: number of sub-categories of each.
    measured: number of sub-categories that are measured.
    models: from the least to the most aligned; the score rises by `step` from one to the next.
    turned: how many of the measured sub-categories fall with alignment instead.
    noise: standard deviation of a score.
    """

    categories: dict[str, Count]
    measured: Count
    models: Labels
    step: float
    turned: int = 0
    noise: float


class SeveralPlan(Spec):
    """One to `most` effects of each study around `mean`: variances `between` studies and `within` them, sampling
    errors from `errors[0]` to `errors[1]`, correlated by `correlation` within a study."""

    most: Count
    mean: float
    between: Annotated[float, Field(ge=0.0)]
    within: Annotated[float, Field(ge=0.0)]
    errors: tuple[float, float]
    correlation: Annotated[float, Field(ge=0.0, le=1.0)]


class EffectsPlan(Spec):
    """Two-arm studies: standardised mean differences around `mean` with variance `tau2`, `per_arm` people at least
    and at most, published from the first to the last of `years`; `several` effects of each on another outcome."""

    studies: Count
    mean: float
    tau2: float
    per_arm: tuple[int, int]
    years: tuple[int, int] = (2010, 2024)
    several: SeveralPlan | None = None


class ReviewTablesTwin(Spec):
    """A review: `screening.csv` and `codings.csv`, `taxonomy.csv` and `scores.csv`, or `arms.csv` and `several.csv`."""

    kind: Literal["review_tables"]
    seed: Seed = 1
    screening: ScreeningPlan | None = None
    codings: dict[Name, CodingPlan] = Field(default={})
    ranking: RankingPlan | None = None
    effects: EffectsPlan | None = None
