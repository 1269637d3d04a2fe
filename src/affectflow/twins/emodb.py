"""The twin of Emo-DB: ten German voices, seven emotions, `wav/` and `erkennung.txt` as released."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from ..files import whole
from ..layouts.emodb import EMOTIONS, LISTENERS, LISTENING_COLUMNS, LISTENING_TEST, SENTENCES, SPEAKERS, WOMEN
from ..studies.twins.own import EmodbTwin
from .acted import PROSODY, act, base
from .crew import share_out
from .extras import need
from .seeds import stream
from .speech import write_wav

VARIANTS = {True: ("f1", "f4", "steph", "Annie", "belinda"), False: ("m1", "m2", "m3", "m4", "m7")}
RECOGNISED, NATURAL = 0.85, 0.75
"""Chances that one listener names the acted emotion, and finds it natural."""


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
    woman = recording.speaker in WOMEN
    group = [speaker for speaker in SPEAKERS if (speaker in WOMEN) == woman]
    voice = f"de+{VARIANTS[woman][group.index(recording.speaker)]}"
    own = base(stream(recording.seed, "speaker", recording.speaker))
    rng = stream(recording.seed, "recording", recording.code)
    moved = np.array(PROSODY[EMOTIONS[recording.letter]])
    sound = act(SENTENCES[recording.text], voice, own, moved, rng)
    write_wav(recording.root / "wav" / f"{recording.code}.wav", sound)


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
