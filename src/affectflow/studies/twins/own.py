"""The generators of the project's own corpus, and of Emo-DB's twin."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..base import Count, Seed, Share, Spec


class ParlorTwin(Spec):
    """Generator of the parlor corpus: spoken turns on video, 12 raters, a two-arm trial.

    Strengths are in [0, 1]; 0 plants nothing. `effect` and `effect_follow_up` are treated
    minus control in scale points; standard deviations are in scale points too.
    """

    kind: Literal["parlor"]
    seed: Seed = 1
    speakers: Count = 60
    audio_strength: Share = 1.0
    face_strength: Share = 1.0
    text_strength: Share = 0.35
    raters: Annotated[int, Field(ge=2)] = 12
    missing_votes: Share = 0.2
    effect: float = -5.0
    effect_follow_up: float = -3.0
    outcome_sd: Annotated[float, Field(gt=0)] = 6.0
    baseline_correlation: Annotated[float, Field(ge=0, lt=1)] = 0.6
    dropout: Share = 0.12


class EmodbTwin(Spec):
    """Generator of recordings and a listening test in the layout of Emo-DB."""

    kind: Literal["emodb"]
    seed: Seed = 1
    sentences: Annotated[int, Field(ge=1, le=10)] = 3
