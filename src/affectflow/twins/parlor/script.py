"""Who says what, in which emotion and condition, and how much of it reaches voice and face."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...studies.twins.own import ParlorTwin
from ..seeds import stream
from .sentences import draw_sentence

SCALE = "emotion"
LABELS = ("anger", "happiness", "neutral", "sadness")
CONDITIONS = ("expressive", "control")

AROUSAL = {"anger": 1.0, "happiness": 1.0, "neutral": -1.0, "sadness": -1.0}
VALENCE = {"anger": -1.0, "happiness": 1.0, "neutral": 1.0, "sadness": -1.0}
# ASSUME The neutral turn has a friendly face, so that voice and face split the four classes evenly.

PORTRAYAL_SD = 0.55
"""How much portrayals of the same emotion differ, where the two poles are 2 apart."""


@dataclass(frozen=True)
class Turn:
    """One scripted turn.

    Attributes:
        number: place in the speaker's session, from 1.
        speaker: place of the speaker in the corpus, from 0.
        named: whether the words name the emotion.
        arousal: what the voice expresses, about -1 to 1.
        valence: what the face expresses, about -1 to 1.
    """

    speaker: int
    number: int
    emotion: str
    condition: str
    sentence: str
    named: bool
    arousal: float
    valence: float

    @property
    def speaker_id(self) -> str:
        """Name of the speaker."""
        return speaker_id(self.speaker)

    @property
    def item_id(self) -> str:
        """Name of the turn; it tells neither emotion nor condition."""
        return f"{self.speaker_id}_{self.number}"

    def row(self) -> dict[str, Any]:
        """The turn's row in `turns.csv`."""
        return {
            "item_id": self.item_id,
            "speaker_id": self.speaker_id,
            "session_id": f"{self.speaker_id}_{self.condition}",
            "condition": self.condition,
            "intended": self.emotion,
            "audio": f"audio/{self.item_id}.wav",
            "video": f"video/{self.item_id}.avi",
            "transcript": self.sentence,
        }


def speaker_id(speaker: int) -> str:
    """Name of a speaker by place in the corpus, from 0."""
    return f"s{speaker + 1:03d}"


def turns(spec: ParlorTwin) -> list[Turn]:
    """All turns, in the order of speakers and sessions."""
    return [turn for speaker in range(spec.speakers) for turn in _session(spec, speaker)]


def _session(spec: ParlorTwin, speaker: int) -> list[Turn]:
    rng = stream(spec.seed, "script", speaker)
    cells = [(emotion, condition) for condition in CONDITIONS for emotion in LABELS]
    order = rng.permutation(len(cells))
    return [_turn(spec, speaker, number, *cells[cell]) for number, cell in enumerate(order, 1)]


def _turn(spec: ParlorTwin, speaker: int, number: int, emotion: str, condition: str) -> Turn:
    rng = stream(spec.seed, "turn", speaker, CONDITIONS.index(condition), LABELS.index(emotion))
    shown = float(condition == "expressive")
    named = bool(rng.random() < spec.text_strength * shown)
    arousal, valence = rng.normal(0.0, PORTRAYAL_SD, size=2)
    return Turn(
        speaker=speaker,
        number=number,
        emotion=emotion,
        condition=condition,
        sentence=draw_sentence(rng, emotion if named else None),
        named=named,
        arousal=float(arousal + shown * spec.audio_strength * AROUSAL[emotion]),
        valence=float(valence + shown * spec.face_strength * VALENCE[emotion]),
    )
