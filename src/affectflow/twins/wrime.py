"""The twin of WRIME, in English: posts whose writers are angry though readers do not see it.

Posts are of four kinds. In `hidden` ones the writer gives anger two or three points and no reader any;
their words name no emotion, but hold, by a planted chance, an expression that other posts rarely hold.
In `open` ones writer and readers give anger, and the words name it. In `glad` and `plain` ones nobody
is angry. One more expression is as frequent everywhere.
"""

from __future__ import annotations

from math import log
from pathlib import Path
from typing import Any

import numpy as np

from ..layouts.wrime import AVERAGE, EMOTIONS, FILES, PARTS, POST, READERS, WRITER
from ..studies.twins.text import WrimeTwin
from .parlor.sentences import draw_sentence
from .seeds import stream
from .table_files import write_table

KINDS = {"hidden": 0.25, "open": 0.2, "glad": 0.25, "plain": 0.3}
"""The kinds of posts and their shares."""

SAID = {"hidden": None, "open": "anger", "glad": "happiness", "plain": None}
MARKERS = {"no worries really": (0.45, 0.03), "thanks so much again": (0.35, 0.03)}
"""Expressions of hidden anger: their chance in hidden posts, and in others."""

CONTROL = {"by the way": (0.2, 0.2)}
WRITERS = 40


def generate(root: Path, twin: dict[str, Any], workers: int) -> dict[str, Any]:
    """Write version 1; see `affectflow.twins.generate`."""
    spec = WrimeTwin.load(twin)
    kinds = stream(spec.seed, "kinds").choice(list(KINDS), size=spec.posts, p=list(KINDS.values())).tolist()
    columns = [f"{who}_{name}" for who in (WRITER, *READERS, AVERAGE) for name in EMOTIONS]
    rng = stream(spec.seed, "posts")
    rows = [_post(rng, number, kind) for number, kind in enumerate(kinds)]
    write_table(root / FILES[1], (*POST, *columns), rows, separator="\t")
    return {
        "items": spec.posts,
        "writers": min(WRITERS, spec.posts),
        "kinds": {kind: kinds.count(kind) for kind in KINDS},
        "models": {"no_gain": 0.0},
        "expressions": {_name(words): _planted(*chances) for words, chances in (MARKERS | CONTROL).items()},
    }


def _name(words: str) -> str:
    return words.replace(" ", "_")


def _planted(inside: float, outside: float) -> dict[str, float]:
    ratio = log(inside / (1 - inside)) - log(outside / (1 - outside))
    return {"inside": inside, "outside": outside, "log_odds_ratio": ratio}


def _post(rng: np.random.Generator, number: int, kind: str) -> list[Any]:
    said = draw_sentence(rng, SAID[kind])
    place = 0 if kind == "hidden" else 1
    held = [words for words, chances in (MARKERS | CONTROL).items() if rng.random() < chances[place]]
    text = " ".join([said, *(f"{words.capitalize()}." for words in held)])
    day, part = 1 + number % 28, PARTS[int(rng.choice(3, p=(0.8, 0.1, 0.1)))]
    writer, readers = _intensities(rng, kind)
    mean = np.rint(readers.mean(axis=0)).astype(int)
    about = [text, number % WRITERS + 1, f"2019/06/{day:02d} {rng.integers(24):02d}:{rng.integers(60):02d}", part]
    return [*about, *writer.tolist(), *readers.ravel().tolist(), *mean.tolist()]


def _intensities(rng: np.random.Generator, kind: str) -> tuple[np.ndarray, np.ndarray]:
    """What the writer gives, shape (8,), and what each of the readers gives, shape (3, 8)."""
    joy, anger = EMOTIONS.index("Joy"), EMOTIONS.index("Anger")
    writer, readers = rng.binomial(2, 0.1, size=8), rng.binomial(2, 0.1, size=(len(READERS), 8))
    writer[anger] = rng.integers(2, 4) if kind in ("hidden", "open") else rng.integers(0, 2)
    readers[:, anger] = rng.integers(1, 4, size=len(READERS)) if kind == "open" else 0
    if kind == "glad":
        writer[joy], readers[:, joy] = rng.integers(2, 4), rng.integers(1, 4, size=len(READERS))
    return writer, readers
