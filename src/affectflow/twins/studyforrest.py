"""Makes records of emotions in a film in the layout of studyforrest, by observers whose agreement is known.

Emotions follow one another in the film and never meet. An observer records each with the same chance, may take its
valence or its label for another, and sets start and end a second early, right or a second late. So how often two
observers mark the same second is known in closed form, and with it the agreement that an analysis must find.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ..files import whole
from ..layouts.studyforrest import COLUMNS, LABELS, OBSERVERS, PRESENTATIONS, RAW, SECONDS
from ..studies.twins.timed import StudyforrestTwin
from .seeds import stream

CAST = ("FORREST", "JENNY", "DAN", "MRSGUMP", "BUBBA")
FELT = ("HAPPINESS", "SADNESS", "FEAR", "ANGERRAGE", "LOVE")
"""Emotions that the twin's film shows; each takes the valence that stands beside it."""
VALENCE = {"HAPPINESS": "POS", "SADNESS": "NEG", "FEAR": "NEG", "ANGERRAGE": "NEG", "LOVE": "POS"}
SHORTEST, LONGEST = 10, 40
"""Seconds of an emotion, and of the time between two."""


@dataclass(frozen=True)
class Shown:
    """An emotion in the film: when, who, and what of it an observer can record."""

    start: int
    end: int
    character: str
    emotion: str
    arousal: str
    direction: str


def generate(root: Path, twin: dict[str, Any], workers: int) -> dict[str, Any]:
    """Write all observers' files; see `affectflow.twins.generate`."""
    spec = StudyforrestTwin.load(twin)
    film = _film(stream(spec.seed, "film"))
    (root / RAW).mkdir(parents=True, exist_ok=True)
    for short, count in OBSERVERS.items():
        for number in range(1, count + 1):
            name = f"{short}1o{number:02d}"
            with whole(root / RAW / f"{name}.csv") as temporary:
                temporary.write_bytes(_file(film, spec, name, _chance(spec, short)).encode())
    return {
        "observers": {PRESENTATIONS[short]: count for short, count in OBSERVERS.items()},
        "emotions": len(film),
        "film": {label: sum(shown.emotion == label for shown in film) for label in FELT},
    } | {PRESENTATIONS[short]: _planted(film, spec, _chance(spec, short)) for short in OBSERVERS}


def _chance(spec: StudyforrestTwin, short: str) -> float:
    return spec.seen if short == "av" else spec.heard


def _film(rng: np.random.Generator) -> list[Shown]:
    film: list[Shown] = []
    at = SHORTEST
    while True:
        start = at + int(rng.integers(SHORTEST, LONGEST))
        end = start + int(rng.integers(SHORTEST, LONGEST))
        if end + 1 > SECONDS:
            return film
        emotion, character = FELT[rng.integers(len(FELT))], CAST[rng.integers(len(CAST))]
        arousal, direction = (LABELS[column][rng.integers(2)] for column in ("arousal", "direction"))
        film.append(Shown(start, end, character, emotion, arousal, direction))
        at = end


def _file(film: list[Shown], spec: StudyforrestTwin, observer: str, chance: float) -> str:
    rng = stream(spec.seed, "observer", observer)
    records = [_record(shown, spec, rng) for shown in film if rng.random() < chance]
    return "\r\n".join([",".join(COLUMNS), *records]) + "\r\n"


def _record(shown: Shown, spec: StudyforrestTwin, rng: np.random.Generator) -> str:
    start, end = shown.start + rng.integers(-1, 2), shown.end + rng.integers(-1, 2)
    right, other = VALENCE[shown.emotion], [label for label in FELT if label != shown.emotion]
    wrong = rng.random() < spec.mistakes
    valence = next(v for v in LABELS["valence"] if v != right) if wrong else right
    mistaken = rng.random() < spec.mistakes
    emotion = other[rng.integers(len(other))] if mistaken else shown.emotion
    said = emotion if rng.random() < spec.labelled else ""
    cells = [f"{start:.1f}", f"{end:.1f}", shown.character, shown.arousal, valence, shown.direction, said]
    return ",".join([*cells, "VERBAL", "SCENEEND"])


def _planted(film: list[Shown], spec: StudyforrestTwin, chance: float) -> dict[str, Any]:
    """Expected agreement of two observers: kappa by second, F1 by episode, and the mean share of marks."""
    right = 1 - spec.mistakes
    seconds = int(SECONDS)
    valence, emotion = np.zeros((2, seconds)), np.zeros((len(FELT), seconds))
    for shown in film:
        covered = _covered(shown, seconds) * chance
        own = LABELS["valence"].index(VALENCE[shown.emotion])
        valence[own] += covered * right
        valence[1 - own] += covered * (1 - right)
        felt = FELT.index(shown.emotion)
        emotion += np.where(np.arange(len(FELT)) == felt, right, (1 - right) / (len(FELT) - 1))[:, None] * (
            covered * spec.labelled
        )
    return {
        "kappa": {label: _kappa(valence[i]) for i, label in enumerate(LABELS["valence"])}
        | {label: _kappa(emotion[i]) for i, label in enumerate(FELT)},
        "marked": {label: float(valence[i].mean()) for i, label in enumerate(LABELS["valence"])},
        "f1": chance * (right**2 + (1 - right) ** 2),
    }


def _covered(shown: Shown, seconds: int) -> np.ndarray:
    """Chance that a record of an emotion covers each second of the film, with its start and end as they may be set."""
    second = np.arange(seconds)
    begun = np.clip((second - shown.start + 2) / 3, 0, 1)
    return begun * np.clip((shown.end - second + 1) / 3, 0, 1)


def _kappa(chance: np.ndarray) -> float:
    """Cohen's kappa of two observers who mark second t with chance p_t, independently of one another."""
    observed = np.mean(chance**2 + (1 - chance) ** 2)
    expected = chance.mean() ** 2 + (1 - chance.mean()) ** 2
    return float((observed - expected) / (1 - expected))
