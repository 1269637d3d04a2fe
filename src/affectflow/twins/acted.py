"""Acted speech: how each emotion moves a synthetic voice."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .speech import SPEECH_RATE, Voice, speak

# ASSUME Directions as acted in Emo-DB; sizes chosen for a synthesiser. Pitch, words a minute, range, dB.
PROSODY = {
    "anger": (8.0, 25.0, 15.0, 8.0),
    "boredom": (-9.0, -35.0, -30.0, -3.0),
    "disgust": (-6.0, -25.0, 15.0, 2.0),
    "fear": (22.0, 35.0, -10.0, 0.0),
    "happiness": (22.0, 8.0, 45.0, 3.0),
    "sadness": (-3.0, -55.0, -15.0, -7.0),
    "neutral": (0.0, 0.0, 0.0, 0.0),
}
JITTER = (2.0, 5.0, 4.0, 0.8)
PAUSE, ROOM = 0.05, 3e-4
"""Seconds of room tone around the words, and its standard deviation."""


def base(own: np.random.Generator) -> NDArray[np.float64]:
    """A speaker's own way to speak, drawn from the speaker's stream: pitch, words a minute, range, dB."""
    return own.normal((46.0, 170.0, 45.0, 0.0), (4.0, 8.0, 5.0, 1.0))


def act(
    text: str, name: str, own: NDArray[np.float64], moved: NDArray[np.float64], rng: np.random.Generator
) -> NDArray[np.float64]:
    """Speak a sentence as an actor.

    Args:
        text: the sentence.
        name: espeak-ng's voice and variant.
        own: the speaker's `base`.
        moved: what the emotion adds to it, such as a row of `PROSODY` or a mixture of rows.
        rng: source of what differs between recordings.

    Returns:
        samples at `SPEECH_RATE`, with room tone.
    """
    pitch, rate, width, gain = (own + moved + rng.normal(0.0, JITTER)).tolist()
    pause = np.zeros(round(PAUSE * SPEECH_RATE))
    sound = np.concatenate([pause, speak(text, Voice(name, rate, pitch, width, gain)), pause])
    return sound + rng.normal(0.0, ROOM, sound.size)
