"""The generators of corpora of speech and faces with votes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from ..base import Seed, Share, Spec


class CremaDTwin(Spec):
    """Generator of spoken clips and answers of named raters in the layout of CREMA-D.

    A share of the clips is `ambiguous`: they lie between the acted emotion and another, in
    the voice and for the raters. A share of the answers is `slow`: given at random, after
    more than ten seconds.
    """

    kind: Literal["crema_d"]
    seed: Seed = 1
    actors: Annotated[int, Field(ge=2, le=91)] = 8
    sentences: Annotated[int, Field(ge=1, le=12)] = 3
    raters: Annotated[int, Field(ge=2)] = 30
    answers: Annotated[int, Field(ge=2, description="raters who judge each clip in each presentation")] = 9
    ambiguous: Share = 0.4
    slow: Share = 0.03

    @model_validator(mode="after")
    def _raters_suffice(self):
        if self.answers > self.raters:
            raise ValueError(f"as many raters as answers ({self.answers}) at least")
        return self


class FerplusTwin(Spec):
    """Generator of a table of votes in the layout of FER+, without images.

    Shares are of all rows: `ambiguous` faces lie between two labels, and `faceless` rows
    have no image name and ten votes for no face.
    """

    kind: Literal["ferplus"]
    seed: Seed = 1
    images: Annotated[int, Field(ge=20)] = 800
    ambiguous: Share = 0.5
    faceless: Share = 0.02


class RavdessTwin(Spec):
    """Generator of takes of sound alone in the layout of RAVDESS: noise, in which nothing is said."""

    kind: Literal["ravdess"]
    seed: Seed = 1
    actors: Annotated[int, Field(ge=1, le=24)] = 2


class IemocapTwin(Spec):
    """Generator of turns with evaluators' answers in the layout of IEMOCAP; their sound is noise.

    A share of the choices names `two_emotions`.
    """

    kind: Literal["iemocap"]
    seed: Seed = 1
    sessions: Annotated[int, Field(ge=1, le=5)] = 2
    turns: Annotated[int, Field(ge=2, le=1000, description="turns of each dialog")] = 12
    two_emotions: Share = 0.2


class MspPodcastTwin(Spec):
    """Generator of segments with workers' answers in the layout of MSP-Podcast; their sound is noise.

    A share of the segments has an `unknown` speaker.
    """

    kind: Literal["msp_podcast"]
    seed: Seed = 1
    segments: Annotated[int, Field(ge=5)] = 40
    workers: Annotated[int, Field(ge=5)] = 8
    unknown: Share = 0.2
