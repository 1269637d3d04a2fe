"""`ingest:` which corpus, which items of it, and what the target is."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from .base import Name, Share, Spec, distinct
from .perspectives import Perspectives
from .vad_target import VadTarget


class Target(Spec):
    """The class that models predict, and where it comes from.

    `intended` takes the class that the speaker was asked to express. `ratings` takes
    the raters' votes: `plurality` is the most frequent class (an item whose first place
    is tied is excluded and counted), `majority` demands more than half of the votes.
    `all_inclusive` keeps every item with a vote for a class of the target (Chou, 2024,
    arXiv:2510.05934): its class is the plurality, and missing where the first place is tied
    or outside the target, so that all items are tested by the distribution of their votes
    and those with a consensus by their class too. How models are trained is said by each
    model's `rule`. With `vad` the class is still that of the votes, and the distribution that
    soft labels learn follows from ratings of valence, arousal and dominance.
    """

    scale: Name
    labels: Annotated[tuple[str, ...], Field(min_length=2), AfterValidator(distinct)]
    source: Literal["intended", "ratings"] = "ratings"
    aggregate: Literal["plurality", "majority", "all_inclusive"] = "plurality"
    vad: VadTarget | None = None

    @model_validator(mode="after")
    def _distributions_of_its_classes(self):
        if self.vad and (self.source != "ratings" or self.aggregate == "all_inclusive"):
            raise ValueError("vad with source ratings and aggregate plurality or majority")
        if self.vad and set(self.vad.emotions) != set(self.labels):
            odd = ", ".join(sorted(set(self.vad.emotions) ^ set(self.labels)))
            raise ValueError(f"in vad.emotions the same classes as in labels; {odd} stands in one of them only")
        return self


class Ingest(Spec):
    """The corpus and the part of it that the study looks at."""

    dataset: Name
    target: Target | None = None
    perspectives: dict[Name, Perspectives] = Field(
        default={}, description="scales that are made of two numeric ones, such as felt and seen anger"
    )
    where: dict[str, str] = Field(default={}, description="items column -> the value it must have")
    max_quarantined: Share = Field(
        default=0.05, description="largest share of the study's items that may be in quarantine"
    )
