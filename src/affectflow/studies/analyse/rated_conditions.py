"""`analyse: {kind: rated_conditions}`"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from ..base import Bootstrap, Name, Spec, distinct
from .ranks import Ranks


class RatedConditions(Spec):
    """Ratings of the same sessions under two or more conditions, compared within sessions.

    A session's value under a condition is the mean over its raters (of each item first, where
    it has several). Differences are each of `against` less `reference`, over the sessions that
    have both. Results lie at `contrasts/<condition>/<scale>/difference`, `.../bootstrap`,
    `.../signed_rank` and `.../relative` (percent of the reference's mean); the mean of
    the scales' relative improvements at `overall/<condition>`. `ranks` says how the signed-rank test
    is made; its bootstrap draws single differences of one scale.

    Attributes:
        overall: whether the relative differences are averaged over the scales, which only has a meaning where
            higher is better, or worse, on all of them.
    """

    kind: Literal["rated_conditions"]
    scales: Annotated[tuple[Name, ...], Field(min_length=1), AfterValidator(distinct)]
    reference: str
    against: Annotated[tuple[str, ...], Field(min_length=1), AfterValidator(distinct)]
    bootstrap: Bootstrap = Bootstrap()
    overall: bool = True
    ranks: Ranks = Ranks()

    @model_validator(mode="after")
    def _others(self):
        if self.reference in self.against:
            raise ValueError(f"conditions other than the reference in against; {self.reference} is it")
        return self
