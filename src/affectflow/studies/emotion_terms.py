"""Emotions as normal distributions over valence, arousal and dominance, and published ones by name.

Source of the terms: Russell, J. A. and Mehrabian, A. (1977). Evidence for a three-factor theory of
emotions. Journal of Research in Personality, 11, 273-294, which rated 151 terms from -1 to 1. Of
them stand here those whose numbers could be held against the code of a study that builds on
them (https://github.com/jbcnrlz/emotion_recognition, the authors of AffectNet's relabelling). Where
that code has no dominance it is left out here: the term can then be used on valence and
arousal. `contempt` is a term of that code.

A neutral state is no term of the table. A study that needs one declares its distribution.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from .base import Spec

Moments = Annotated[tuple[float, float], Field(description="mean and standard deviation, from -1 to 1")]
Correlation = Annotated[float, Field(gt=-1, lt=1)]


class Correlations(Spec):
    """Correlations of the dimensions within an emotion."""

    # ASSUME A published term's dimensions are independent within it: its table gives no correlations.
    valence_arousal: Correlation = 0.0
    valence_dominance: Correlation = 0.0
    arousal_dominance: Correlation = 0.0

    @model_validator(mode="after")
    def _can_be(self):
        va, vd, ad = self.valence_arousal, self.valence_dominance, self.arousal_dominance
        # The determinant of the matrix of correlations; its smaller minors are positive already.
        if 1 + 2 * va * vd * ad - va**2 - vd**2 - ad**2 <= 0:
            raise ValueError("correlations that can be together")
        return self


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


TERMS: dict[str, Emotion] = {
    "angry": Emotion(valence=(-0.51, 0.20), arousal=(0.59, 0.33)),
    "contempt": Emotion(valence=(-0.23, 0.39), arousal=(0.31, 0.33)),
    "disgusted": Emotion(valence=(-0.60, 0.20), arousal=(0.35, 0.41)),
    "fearful": Emotion(valence=(-0.64, 0.20), arousal=(0.60, 0.32)),
    "happy": Emotion(valence=(0.81, 0.21), arousal=(0.51, 0.26), dominance=(0.46, 0.38)),
    "sad": Emotion(valence=(-0.63, 0.23), arousal=(-0.27, 0.34), dominance=(-0.33, 0.22)),
    "surprised": Emotion(valence=(0.40, 0.30), arousal=(0.67, 0.27)),
}
