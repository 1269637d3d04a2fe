"""The clips: who says what with which emotion, and how far it is another one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...layouts.crema_d import AUDIO, EMOTIONS, GRADED, NAMED_OTHERWISE, SENTENCES
from ...studies.twins.speech import CremaDTwin
from ..acted import PROSODY, act, base
from ..seeds import stream
from ..speech import write_wav

LABELS = tuple(EMOTIONS.values())
VARIANTS = ("m1", "f1", "m2", "f4", "m3", "steph", "m4", "Annie", "m7", "belinda")
STRENGTH = {"LO": 0.6, "MD": 0.8, "HI": 1.0, "XX": 0.9}
"""How far a level moves the voice."""
WEIGHT = (0.3, 0.5)
"""Least and greatest share of the other emotion in an ambiguous clip."""


@dataclass(frozen=True)
class Clip:
    """One clip; `shares` says how far it is of each of `LABELS`, first of all the acted one."""

    number: int
    actor: int
    sentence: str
    emotion: str
    level: str
    shares: NDArray[np.float64]

    @property
    def name(self) -> str:
        """The clip's name, such as 1001_IEO_HAP_LO."""
        return f"{self.actor}_{self.sentence}_{self.emotion}_{self.level}"

    @property
    def ambiguous(self) -> bool:
        """Whether it lies between two emotions."""
        return bool(self.shares.max() < 1)


@dataclass(frozen=True)
class Take:
    """A clip to record below a folder."""

    root: Path
    seed: int
    clip: Clip


def clips(spec: CremaDTwin) -> list[Clip]:
    """All clips, numbered from 1 in the order of the corpus's own list."""
    named = [(1001 + actor, *cell) for actor in range(spec.actors) for cell in _cells(spec.sentences)]
    return [Clip(n, *cell, shares=_shares(spec, *cell)) for n, cell in enumerate(named, 1)]


def record(take: Take) -> None:
    """Speak a clip and write it."""
    clip = take.clip
    own = base(stream(take.seed, "actor", clip.actor))
    moved = STRENGTH[clip.level] * clip.shares @ np.array([PROSODY[label] for label in LABELS])
    voice = f"en-us+{VARIANTS[(clip.actor - 1001) % len(VARIANTS)]}"
    sound = act(SENTENCES[clip.sentence], voice, own, moved, stream(take.seed, "clip", clip.name))
    write_wav(take.root / AUDIO / f"{NAMED_OTHERWISE.get(clip.name, clip.name)}.wav", sound)


def _cells(sentences: int) -> Iterator[tuple[str, str, str]]:
    for sentence in list(SENTENCES)[:sentences]:
        for emotion in EMOTIONS:
            levels = ("LO", "MD", "HI") if sentence == GRADED and emotion != "NEU" else ("XX",)
            yield from ((sentence, emotion, level) for level in levels)


def _shares(spec: CremaDTwin, actor: int, sentence: str, emotion: str, level: str) -> NDArray[np.float64]:
    rng = stream(spec.seed, "shares", actor, sentence, emotion, level)
    first = LABELS.index(EMOTIONS[emotion])
    shares = np.eye(len(LABELS))[first]
    if rng.random() < spec.ambiguous:
        second = (first + rng.integers(1, len(LABELS))) % len(LABELS)
        weight = rng.uniform(*WEIGHT)
        shares[[first, second]] = 1 - weight, weight
    return shares
