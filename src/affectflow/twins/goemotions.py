"""The twin of GoEmotions: comments, and raters who choose the planted emotion, another, both or none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from ..layouts.goemotions import COMMENT, EMOTIONS, FILES, UNCLEAR
from ..studies.twins.text import GoemotionsTwin
from .panel import assignments
from .parlor.sentences import draw_sentence
from .seeds import stream
from .table_files import write_table

SAID = {"anger": "anger", "joy": "happiness", "neutral": "neutral", "sadness": "sadness"}
RATERS, EACH, AUTHORS = 12, 3, 25
CHOSEN, ADDED, UNSURE = 0.8, 0.15, 0.05
"""Chances that a rater chooses the planted emotion, chooses another one (too), and finds a comment unclear."""

START = 1_546_300_800
"""Seconds since 1970 of the first comment."""


def generate(root: Path, twin: dict[str, Any], workers: int) -> dict[str, Any]:
    """Write the three files; see `affectflow.twins.generate`."""
    spec = GoemotionsTwin.load(twin)
    seen = assignments(stream(spec.seed, "assignments"), spec.comments, RATERS, EACH)
    rng = stream(spec.seed, "comments")
    rows = [row for number in range(spec.comments) for row in _comment(rng, number, np.flatnonzero(seen[number]))]
    unclear = sum(row[len(COMMENT)] == "True" for row in rows)
    for part, file in enumerate(FILES):
        write_table(root / file, (*COMMENT, UNCLEAR, *EMOTIONS), rows[part :: len(FILES)])
    return {
        "items": spec.comments,
        "ratings": len(rows),
        "unclear": unclear,
        "raters": RATERS,
        "chosen": CHOSEN,
        "added": ADDED,
    }


def _comment(rng: np.random.Generator, number: int, raters: np.ndarray) -> list[tuple[Any, ...]]:
    emotion = list(SAID)[rng.integers(len(SAID))]
    name, author = f"e{number:06d}", f"author{rng.integers(AUTHORS):02d}"
    thread = f"t3_{number // 5:05d}"
    about = (draw_sentence(rng, SAID[emotion]), name, author, "talk", thread, thread, float(START + 60 * number))
    return [(*about, int(rater) + 1, *_choice(rng, emotion)) for rater in raters]


def _choice(rng: np.random.Generator, emotion: str) -> tuple[Any, ...]:
    if rng.random() < UNSURE:
        return ("True", *[0] * len(EMOTIONS))
    chosen = {emotion} if rng.random() < CHOSEN else set()
    if not chosen or rng.random() < ADDED:
        chosen.add(EMOTIONS[rng.integers(len(EMOTIONS))])
    return ("False", *[int(one in chosen) for one in EMOTIONS])
