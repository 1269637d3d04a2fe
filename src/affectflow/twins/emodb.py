"""The twin of Emo-DB: ten German voices, seven emotions, `wav/` and `erkennung.txt` as released."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from ..files import whole
from ..layouts.emodb import (
    EMOTIONS,
    LISTENERS,
    LISTENING_COLUMNS,
    LISTENING_TEST,
    SENTENCES,
    SPEAKERS,
    WOMEN,
)
from ..studies.twins.own import EmodbTwin
from .crew import share_out
from .extras import need
from .seeds import stream
from .speech import SPEECH_RATE, Voice, speak, write_wav

# ASSUME Directions as acted in the corpus; sizes chosen for a synthesiser. Pitch, words a minute, range, dB.
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
VARIANTS = {True: ("f1", "f4", "steph", "Annie", "belinda"), False: ("m1", "m2", "m3", "m4", "m7")}
RECOGNISED, NATURAL = 0.85, 0.75
"""Chances that one listener names the acted emotion, and finds it natural."""
PAUSE, ROOM = 0.05, 3e-4
"""Seconds of room tone around the words, and its standard deviation."""


@dataclass(frozen=True)
class Recording:
    """One recording to make; `code` is its name as in the corpus, such as 03a01Wa."""

    root: Path
    seed: int
    speaker: str
    text: str
    letter: str

    @property
    def code(self) -> str:
        """The recording's name without the suffix."""
        return f"{self.speaker}{self.text}{self.letter}a"


def generate(root: Path, twin: dict[str, Any], workers: int) -> dict[str, Any]:
    """Write an Emo-DB corpus; see `affectflow.twins.generate`."""
    need("espeakng_loader")
    spec = EmodbTwin.load(twin)
    texts = list(SENTENCES)[: spec.sentences]
    plan = [Recording(root, spec.seed, *cell) for cell in product(SPEAKERS, texts, sorted(EMOTIONS))]
    (root / "wav").mkdir(exist_ok=True)
    share_out(_record, plan, workers)
    heard = {recording.code: _listen(recording) for recording in plan}
    with whole(root / LISTENING_TEST) as temporary:
        temporary.write_bytes(_listening_test(heard))
    return {
        "labels": sorted(EMOTIONS.values()),
        "items": len(plan),
        "speakers": len(SPEAKERS),
        "classes": {label: len(plan) // len(EMOTIONS) for label in sorted(EMOTIONS.values())},
        "prosody": {
            label: dict(zip(("pitch", "rate", "range", "dB"), PROSODY[label], strict=True)) for label in PROSODY
        },
        "listening_test": {
            "listeners": LISTENERS,
            "recognised": RECOGNISED,
            "natural": NATURAL,
            "realised": {
                "recognised": float(np.mean([recognised for recognised, _ in heard.values()])) / LISTENERS,
                "natural": float(np.mean([natural for _, natural in heard.values()])) / LISTENERS,
            },
        },
    }


def _record(recording: Recording) -> None:
    rng = stream(recording.seed, "recording", recording.code)
    pause = np.zeros(round(PAUSE * SPEECH_RATE))
    sound = np.concatenate([pause, speak(SENTENCES[recording.text], _voice(recording, rng)), pause])
    write_wav(recording.root / "wav" / f"{recording.code}.wav", sound + rng.normal(0.0, ROOM, sound.size))


def _voice(recording: Recording, rng: np.random.Generator) -> Voice:
    own = stream(recording.seed, "speaker", recording.speaker)
    woman = recording.speaker in WOMEN
    group = [speaker for speaker in SPEAKERS if (speaker in WOMEN) == woman]
    base = own.normal((46.0, 170.0, 45.0, 0.0), (4.0, 8.0, 5.0, 1.0))
    pitch, rate, width, gain = (base + np.array(PROSODY[EMOTIONS[recording.letter]]) + rng.normal(0.0, JITTER)).tolist()
    return Voice(f"de+{VARIANTS[woman][group.index(recording.speaker)]}", rate, pitch, width, gain)


def _listen(recording: Recording) -> tuple[int, int]:
    """How many listeners named the acted emotion, and how many found it natural."""
    rng = stream(recording.seed, "listeners", recording.code)
    recognised, natural = rng.binomial(LISTENERS, (RECOGNISED, NATURAL))
    return int(recognised), int(natural)


def _listening_test(heard: dict[str, tuple[int, int]]) -> bytes:
    """The file as released: Latin-1, tabs, decimal commas, cells padded with no-break spaces."""
    lines = ["\t".join(LISTENING_COLUMNS)]
    for number, (code, counts) in enumerate(sorted(heard.items()), 1):
        shares = [f"{100 * count / LISTENERS:.2f}".replace(".", ",") + 6 * "\xa0" for count in counts]
        lines.append("\t".join([f"{number}\xa0\xa0", f"{code}.wav", *shares]))
    return ("\n".join(lines) + "\n").encode("latin-1")
