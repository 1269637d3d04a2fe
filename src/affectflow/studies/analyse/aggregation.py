"""`analyse: {kind: aggregation}`"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from ..base import Bootstrap, Count, Name, Spec, distinct

ClassRule = Literal["majority", "plurality", "all_inclusive", "dawid_skene", "one_coin", "mace", "glad"]
NumericRule = Literal["mean", "median", "ewe"]
Rule = Literal[ClassRule, NumericRule]


class Aggregation(Spec):
    """What each rule makes of all votes on one scale, what each rater is worth, and what more votes would give.

    On scales of classes: `majority` (more than half), `plurality` (most votes), `all_inclusive` (every class
    with a vote, by its share), and models with a latent class: `dawid_skene`, `one_coin`, `mace`, `glad`. On
    scales of numbers: `mean`, `median`, `ewe` (evaluator-weighted estimator). Models and `ewe` follow a rater
    across items: votes of unnamed raters are left out of them.
    """

    kind: Literal["aggregation"]
    scale: Name
    rules: Annotated[tuple[Rule, ...], Field(min_length=1), AfterValidator(distinct)] = Field(
        description="rules that are held against each other; all for classes, or all for numbers"
    )
    ties: Literal["leave_out", "share", "first"] = Field(
        default="leave_out", description="plurality with a tied first place: no label, equal parts, or the first class"
    )
    class_prior: Literal["estimated", "uniform"] = Field(
        default="estimated", description="shares of latent classes in dawid_skene and one_coin"
    )
    against: Literal["others", "all"] = Field(
        default="others", description="ewe: correlate a rater with the mean of the others, or of all as published"
    )
    max_iterations: Count = 500
    tolerance: Annotated[float, Field(gt=0)] = Field(default=1e-9, description="relative gain at which EM stops")
    bootstrap: Bootstrap = Field(default=Bootstrap(resamples=200), description="of raters' competence, over items")
