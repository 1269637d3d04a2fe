"""`analyse:` agreement of raters, trials, comparisons of models, recovery of planted effects."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .base import Bootstrap, Count, Level, Name, Spec


class Agreement(Spec):
    """Krippendorff's alpha with a bootstrap interval over items, and each rater's confusion matrix.

    Confusions are estimated from the votes alone by Dawid and Skene's EM algorithm.
    """

    kind: Literal["agreement"]
    scale: Name
    level_of_measurement: Literal["nominal"] = "nominal"
    bootstrap: Bootstrap = Bootstrap()
    max_iterations: Count = 500
    tolerance: Annotated[float, Field(gt=0)] = 1e-9
    min_alpha: float | None = Field(default=None, description="the study stops below this alpha")


class Trial(Spec):
    """A two-arm randomised trial with a baseline and one or more later occasions.

    ANCOVA: outcome at each later occasion on arm and baseline, complete cases,
    heteroscedasticity-robust standard errors, t distribution. Mixed model: all observed
    outcomes, occasion x arm, random intercept per participant, REML.
    """

    kind: Literal["trial"]
    measure: Name
    control: str = Field(description="reference arm: effects are treated minus control")
    treated: str
    baseline: Name = "baseline"
    primary: Name = "post"
    occasions: Annotated[tuple[Name, ...], Field(min_length=1)] = ("post", "follow_up")
    robust: Literal["HC0", "HC1", "HC2", "HC3", "none"] = "HC3"
    level: Level = 0.95


class Comparison(Spec):
    """Paired differences of models on the same items, bootstrap over the split's groups."""

    kind: Literal["comparison"]
    reference: Name
    against: Annotated[tuple[Name, ...], Field(min_length=1)]
    metric: Literal["uar", "accuracy", "macro_f1", "log_loss", "js_divergence"] = "uar"


class Check(Spec):
    """One planted effect and the result that must recover it.

    `planted` and `observed` are `<file>#/<path>`; an observed interval has `estimate`,
    `low` and `high`. Rules: `covers` (the interval contains the planted value), `above`
    and `not_above` (the whole interval is, or is not, above the planted value),
    `within_sampling_error` (largest standardised deviation of a matrix, Bonferroni).
    Numbers in `text` are bound to results (`affectflow.studies.prose`).
    """

    planted: str
    observed: str
    rule: Literal["covers", "above", "not_above", "within_sampling_error"]
    text: str


class Recovery(Spec):
    """What was planted in a synthetic twin against what the workflow measured; twins only."""

    kind: Literal["recovery"]
    checks: Annotated[dict[Name, Check], Field(min_length=1)]


Analysis = Annotated[Agreement | Trial | Comparison | Recovery, Field(discriminator="kind")]
