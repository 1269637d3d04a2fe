"""The voice: arousal raises pitch, range, rate and level; valence does nothing to it."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ..seeds import stream
from ..speech import SPEECH_RATE, Voice, speak, write_wav
from .script import Turn

VOICES = ("m1", "f1", "m2", "f4", "m3", "steph", "m4", "Annie", "m7", "belinda")
PAUSE = 0.1
"""Seconds of room tone before and after the words."""
ROOM = 3e-4
"""Standard deviation of room tone, where full scale is 1."""


def record_voice(path: Path, seed: int, turn: Turn) -> None:
    """Speak a turn and write it."""
    rng = stream(seed, "voice", turn.speaker, turn.number)
    voice = _voice(seed, turn, rng)
    pause = np.zeros(round(PAUSE * SPEECH_RATE))
    sound = np.concatenate([pause, speak(turn.sentence, voice), pause])
    write_wav(path, sound + rng.normal(0.0, ROOM, sound.size))


def _voice(seed: int, turn: Turn, rng: np.random.Generator) -> Voice:
    own = stream(seed, "speaker's voice", turn.speaker)
    pitch, rate, width, level = own.normal((46, 178, 45, 0), (5, 10, 6, 1.5))
    jitter = rng.normal(0.0, (3.0, 7.0, 5.0, 1.0))
    # ASSUME Directions as for felt arousal in speech; sizes chosen for a synthesiser, not measured.
    moved = turn.arousal * np.array((12.0, 20.0, 20.0, 3.0)) + jitter
    return Voice(
        name=f"en-us+{VOICES[own.integers(len(VOICES))]}",
        pitch=float(pitch + moved[0]),
        rate=float(rate + moved[1]),
        range=float(width + moved[2]),
        gain=float(level + moved[3]),
    )
