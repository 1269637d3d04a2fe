"""`analyse: {kind: relabelling}`"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ..base import Bootstrap, Name, Share, Spec
from ..vad_target import VadTarget


class Relabelling(Spec):
    """Distributions over emotions made from valence, arousal and dominance, against the one label that was given.

    Attributes:
        scale: the scale of the given labels; the label of an item is the one with most votes.
        vad: the emotions as distributions; without it those of the study's target.
        mixture: share from which an emotion is a part of a mixture.
        bootstrap: intervals over speakers.
    """

    kind: Literal["relabelling"]
    scale: Name
    vad: VadTarget | None = None
    mixture: Share = Field(default=0.2)
    bootstrap: Bootstrap = Bootstrap()
