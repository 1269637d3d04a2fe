"""The twin of ESConv: conversations after which the seeker's emotion is weaker by a planted amount."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from ..files import whole
from ..layouts.esconv import FILE, STRATEGIES
from ..studies.twins.text import EsconvTwin
from .parlor.sentences import draw_sentence
from .seeds import stream

EMOTIONS = ("anger", "anxiety", "depression", "sadness")
PROBLEMS = ("academic pressure", "breakup with partner", "job crisis", "ongoing depression")
ROUNDS = 4
"""How often each of the two speaks."""

RELIEF = (0.1, 0.2, 0.4, 0.3)
"""Chances that the emotion is weaker by 0, 1, 2 or 3 points after the conversation."""


def generate(root: Path, twin: dict[str, Any], workers: int) -> dict[str, Any]:
    """Write the file; see `affectflow.twins.generate`."""
    spec = EsconvTwin.load(twin)
    told = [_conversation(spec.seed, number) for number in range(spec.conversations)]
    with whole(root / FILE) as temporary:
        temporary.write_text(json.dumps(told, indent=1, ensure_ascii=False), encoding="utf-8")
    turns = [turn for one in told for turn in one["dialog"]]
    return {
        "conversations": len(told),
        "utterances": len(turns),
        "strategies": sum("strategy" in turn["annotation"] for turn in turns),
        "feedback": sum("feedback" in turn["annotation"] for turn in turns),
        "relief": float(np.dot(RELIEF, range(len(RELIEF)))),
    }


def _conversation(seed: int, number: int) -> dict[str, Any]:
    rng = stream(seed, "conversation", number)
    before = int(rng.integers(4, 6))
    after = before - int(rng.choice(len(RELIEF), p=RELIEF))
    return {
        "experience_type": "Previous Experience",
        "emotion_type": EMOTIONS[rng.integers(len(EMOTIONS))],
        "problem_type": PROBLEMS[rng.integers(len(PROBLEMS))],
        "situation": draw_sentence(rng, "sadness"),
        "survey_score": {
            "seeker": {
                "initial_emotion_intensity": str(before),
                "empathy": str(rng.integers(3, 6)),
                "relevance": str(rng.integers(3, 6)),
                "final_emotion_intensity": str(after),
            },
            "supporter": {"relevance": str(rng.integers(3, 6))},
        },
        "dialog": [turn for place in range(ROUNDS) for turn in _round(rng, place)],
    }


def _round(rng: np.random.Generator, place: int) -> list[dict[str, Any]]:
    feedback = {"feedback": str(rng.integers(2, 6))} if place else {}
    strategy = {"strategy": STRATEGIES[rng.integers(len(STRATEGIES))]}
    return [
        {"speaker": "seeker", "annotation": feedback, "content": draw_sentence(rng, "sadness") + "\n"},
        {"speaker": "supporter", "annotation": strategy, "content": draw_sentence(rng, None)},
    ]
