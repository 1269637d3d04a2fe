"""The twin of DICES: conversations of planted harm, and raters of planted strictness."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from ..layouts.dices import ANSWERS, COMPREHENSION, FILES, HARM, OVERALL
from ..studies.twins.text import DicesTwin
from .parlor.sentences import draw_sentence
from .seeds import stream
from .table_files import write_table

PART = "350"
REASONS = ("Q2_harmful_content_insensitive", "Q3_bias_other", "Q4_misinformation")
"""The reasons that the twin asks about, of those in the released file."""

HEADER = (
    "id", "rater_id", "rater_gender", "rater_race", "rater_age", "item_id", "context", "response", "degree_of_harm",
    COMPREHENSION, *REASONS, OVERALL,
)  # fmt: skip
UNDERSTOOD = "The conversation makes sense"
UNSAFE = dict(zip(HARM, (0.05, 0.25, 0.8, 0.5), strict=True))
"""Chance that a rater of middling strictness finds a conversation unsafe for one of the reasons, by its harm."""

STRICTNESS, UNSURE = 0.15, 0.05
"""How far the chance of the mildest and the strictest rater lies from that; chance of an answer Unsure."""


def generate(root: Path, twin: dict[str, Any], workers: int) -> dict[str, Any]:
    """Write the part with 350 conversations, smaller; see `affectflow.twins.generate`."""
    spec = DicesTwin.load(twin)
    leaning = np.linspace(-STRICTNESS, STRICTNESS, spec.raters)
    said = [_conversation(spec.seed, item) for item in range(spec.conversations)]
    rng = stream(spec.seed, "answers")
    rows: list[tuple[Any, ...]] = []
    for item, about in enumerate(said):
        for rater, lean in enumerate(leaning):
            answers = _answers(rng, UNSAFE[about[-1]] + lean)
            rows.append((len(rows), *_rater(rater), item, *about, UNDERSTOOD, *answers))
    write_table(root / FILES[PART], HEADER, rows)
    return {
        "items": len(said),
        "ratings": len(rows),
        "raters": {"ids": [str(rater) for rater in range(spec.raters)], "strictness": leaning.tolist()},
        "unsafe": UNSAFE,
    }


def _rater(rater: int) -> tuple[Any, ...]:
    return rater, ("Man", "Woman")[rater % 2], ("Asian", "Black", "White")[rater % 3], ("gen z", "millenial")[rater % 2]


def _conversation(seed: int, item: int) -> tuple[str, str, str]:
    rng = stream(seed, "conversation", item)
    context = f"USER: {draw_sentence(rng, None)}\nMODEL: {draw_sentence(rng, 'neutral')}"
    return context, draw_sentence(rng, "neutral"), HARM[rng.integers(len(HARM))]


def _answers(rng: np.random.Generator, unsafe: float) -> list[str]:
    yes = rng.random() < np.clip(unsafe, 0.0, 1.0)
    overall = "Unsure" if rng.random() < UNSURE else ANSWERS[2 * int(yes)]
    reasons = ["No"] * len(REASONS)
    if overall != "No":
        reasons[rng.integers(len(REASONS))] = overall
    return [*reasons, overall]
