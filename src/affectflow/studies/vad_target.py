"""From valence, arousal and dominance to shares of emotions."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from ..errors import did_you_mean
from .base import Name, Spec
from .emotion_terms import TERMS, Emotion


class VadTarget(Spec):
    """Shares of emotions that follow from an item's ratings of valence, arousal and dominance, by Bayes' rule.

    Attributes:
        emotions: label -> a term of the published table (`affectflow.studies.emotion_terms`), or the
            distribution itself.
        prior: label -> probability before anything is known; equal where it is not given.
        temperature: the likelihood is raised to one over it: above 1 shares are more alike, below 1
            less.
        valence, arousal, dominance: the scales of the ratings; without dominance it is not used.
        low, high: ends of these scales, which become -1 and 1.
    """

    emotions: Annotated[dict[Name, str | Emotion], Field(min_length=2)]
    prior: dict[Name, Annotated[float, Field(gt=0)]] | None = None
    temperature: Annotated[float, Field(gt=0)] = 1.0
    valence: Name = "valence"
    arousal: Name = "arousal"
    dominance: Name | None = None
    low: float = -1.0
    high: float = 1.0

    @property
    def scales(self) -> tuple[str, ...]:
        """The scales that are used, in the order valence, arousal, dominance."""
        return tuple(scale for scale in (self.valence, self.arousal, self.dominance) if scale)

    @property
    def distributions(self) -> dict[str, Emotion]:
        """The distribution of each emotion, the published ones too."""
        return {label: TERMS[told] if isinstance(told, str) else told for label, told in self.emotions.items()}

    @model_validator(mode="after")
    def _known(self):
        for label, told in self.emotions.items():
            if isinstance(told, str) and told not in TERMS:
                hint = did_you_mean(told, TERMS)
                raise ValueError(f"for {label} one of {', '.join(sorted(TERMS))}, or a distribution. {hint}".rstrip())
        flat = [label for label, emotion in self.distributions.items() if emotion.dominance is None]
        if self.dominance and flat:
            raise ValueError(f"dominance only where each emotion has one; {', '.join(flat)} has none")
        return self

    @model_validator(mode="after")
    def _whole(self):
        if not self.low < self.high:
            raise ValueError("low below high")
        if self.prior is not None and set(self.prior) != set(self.emotions):
            raise ValueError("a prior for each emotion and for no other")
        if self.prior is not None and abs(sum(self.prior.values()) - 1) > 1e-9:
            raise ValueError("priors that sum to 1")
        return self
