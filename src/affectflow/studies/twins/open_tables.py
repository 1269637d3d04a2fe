"""The generators of corpora of tables whose columns a user names, audformat databases, and faces with VAD values."""

from __future__ import annotations

from typing import Literal

from ..base import Count, Seed, Spec
from ..vad_target import Emotion, VadTarget

EMOTIONS: dict[str, str | Emotion] = {
    "neutral": Emotion(valence=(0.0, 0.15), arousal=(-0.1, 0.15)),
    "happiness": "happy",
    "sadness": "sad",
    "surprise": "surprised",
    "fear": "fearful",
    "disgust": "disgusted",
    "anger": "angry",
    "contempt": "contempt",
}


class AffectnetVadTwin(Spec):
    """Generator of faces in the layout of AffectNet, each at a planted point in valence and arousal.

    Attributes:
        seed: of all that is drawn.
        images: how many there are.
        vad: from which emotions, and how often from each, points are drawn.
    """

    kind: Literal["affectnet_vad"]
    seed: Seed = 1
    images: Count = 240
    vad: VadTarget = VadTarget(emotions=EMOTIONS)
