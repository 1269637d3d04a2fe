"""The twin of MELD: three parts of dialogues, whose words name the emotion that is released for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..layouts.meld import COLUMNS, FILES, LABELS, NUMBER
from ..studies.twins.text import MeldTwin
from .parlor.sentences import draw_sentence
from .seeds import stream
from .table_files import write_table

SAID = {"anger": "anger", "joy": "happiness", "neutral": "neutral", "sadness": "sadness"}
"""Emotions of the twin, and the pool of sentences that name them."""

FEELING = {"anger": "negative", "joy": "positive", "neutral": "neutral", "sadness": "negative"}
CAST = ("Ada", "Ben", "Cleo", "Dov")
TURNS, LENGTH, PAUSE = 6, 2.5, 0.25
"""Utterances of a dialogue; seconds of each, and between two."""


def generate(root: Path, twin: dict[str, Any], workers: int) -> dict[str, Any]:
    """Write MELD's tables; see `affectflow.twins.generate`."""
    spec = MeldTwin.load(twin)
    counts = dict.fromkeys(LABELS["emotion"], 0)
    for episode, (part, file) in enumerate(FILES.items(), 1):
        rows = []
        for number in range(spec.dialogues * TURNS):
            emotion, cells = _utterance(spec.seed, part, episode, number)
            counts[emotion] += 1
            rows.append((number + 1, *cells))
        write_table(root / file, (NUMBER, *COLUMNS), rows)
    return {"items": len(FILES) * spec.dialogues * TURNS, "classes": counts, "parts": list(FILES)}


def _utterance(seed: int, part: str, episode: int, number: int) -> tuple[str, tuple[Any, ...]]:
    rng = stream(seed, "utterance", part, number)
    emotion = list(SAID)[rng.integers(len(SAID))]
    start = 60 + number * (LENGTH + PAUSE)
    said = draw_sentence(rng, SAID[emotion]).replace("'", "’")
    return emotion, (
        said, CAST[rng.integers(len(CAST))], emotion, FEELING[emotion], number // TURNS, number % TURNS, 1, episode,
        _time(start, number), _time(start + LENGTH, number),
    )  # fmt: skip


def _time(seconds: float, number: int) -> str:
    """As released: in some rows the hour has one digit."""
    hours = "0" if number % 4 == 3 else "00"
    return f"{hours}:{int(seconds // 60):02d}:{int(seconds % 60):02d},{round(seconds % 1 * 1000):03d}"
