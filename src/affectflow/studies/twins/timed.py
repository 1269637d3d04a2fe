"""The generators of corpora of films with traces, episodes and cues."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..base import Count, Seed, Share, Spec


class StudyforrestTwin(Spec):
    """Generator of observers' records of emotions in a film.

    `seen` and `heard` are the chances that an observer of the audio-visual and of the audio-only
    film records an emotion that is there; `mistakes` the chance of the wrong valence, and of the
    wrong emotion label; `labelled` the chance that a record has an emotion label at all.
    """

    kind: Literal["studyforrest"]
    seed: Seed = 1
    seen: Share = 0.85
    heard: Share = 0.7
    mistakes: Share = 0.1
    labelled: Share = 0.7


class OmgEmpathyTwin(Spec):
    """Generator of listeners' valence traces of stories.

    Attributes:
        seconds: length of each trace.
        slowest: delays of the listeners reach from minus to plus so many seconds around their mean.
        noise: standard deviation of what is a listener's own, in parts of that of the story.
    """

    kind: Literal["omg_empathy"]
    seed: Seed = 1
    seconds: Annotated[float, Field(ge=30)] = 120.0
    slowest: Annotated[float, Field(ge=0)] = 2.4
    noise: Annotated[float, Field(ge=0)] = 0.6


class BahTwin(Spec):
    """Generator of answers on video with stretches of ambivalence or hesitancy.

    `rate` is the chance that an answer holds a stretch of it.
    """

    kind: Literal["bah"]
    seed: Seed = 1
    participants: Count = 12
    rate: Share = 0.5
