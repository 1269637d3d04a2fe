"""From valence, arousal and dominance to shares of emotions."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from .base import Name, Spec

Moments = Annotated[tuple[float, float], Field(description="mean and standard deviation, from -1 to 1")]


class Correlations(Spec):
    """Correlations of the dimensions within an emotion."""

    valence_arousal: Annotated[float, Field(gt=-1, lt=1)] = 0.0
    valence_dominance: Annotated[float, Field(gt=-1, lt=1)] = 0.0
    arousal_dominance: Annotated[float, Field(gt=-1, lt=1)] = 0.0


class Emotion(Spec):
    """An emotion as a normal distribution over valence, arousal and, where it is known, dominance."""

    valence: Moments
    arousal: Moments
    dominance: Moments | None = None
    correlations: Correlations = Correlations()

    @model_validator(mode="after")
    def _spread(self):
        if any(moments[1] <= 0 for moments in (self.valence, self.arousal, self.dominance) if moments):
            raise ValueError("standard deviations above 0")
        return self


class VadTarget(Spec):
    """Shares of emotions that follow from an item's ratings of valence, arousal and dominance, by Bayes' rule.

    Attributes:
        emotions: label -> a term of the published table (`affectflow.layouts.emotion_terms`), or the
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

    @model_validator(mode="after")
    def _whole(self):
        if not self.low < self.high:
            raise ValueError("low below high")
        if self.prior is not None and set(self.prior) != set(self.emotions):
            raise ValueError("a prior for each emotion and for no other")
        if self.prior is not None and abs(sum(self.prior.values()) - 1) > 1e-9:
            raise ValueError("priors that sum to 1")
        return self
