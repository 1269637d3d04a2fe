"""The twin of EmoBank: sentences, and raters of whom each copies a sentence's value or draws one anew.

A rating is the sentence's own value with probability s, else a fresh draw from the distribution that
sentences come from. Then two raters of a sentence differ, in mean square, by 1 - s² of what any two
ratings differ by: s² is Krippendorff's interval alpha in the population, whatever the distribution.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from ..layouts.emobank import CATEGORIES, DIMENSIONS, DOCUMENTS, POINTS, RATINGS, TEXTS
from ..studies.twins.text import EmobankTwin
from .parlor.sentences import draw_sentence
from .seeds import stream
from .table_files import write_table

MARGIN = (0.08, 0.14, 0.50, 0.20, 0.08)
COPIES = {"reader": {"V": 0.60, "A": 0.50, "D": 0.45}, "writer": {"V": 0.55, "A": 0.50, "D": 0.40}}
"""Probability that a rating is the sentence's value, by perspective and dimension."""

SHARED = 0.7
"""Probability that what the writer is thought to feel has the value of what the reader feels."""

EACH, MORE = 5, 0.1
"""Ratings of a sentence, and the share of sentences with one rating more."""

SENTENCES = 10
"""Sentences of one document."""

QUOTED = 0.1
"""Share of sentences that stand in quotes."""


def generate(root: Path, twin: dict[str, Any], workers: int) -> dict[str, Any]:
    """Write an EmoBank corpus; see `affectflow.twins.generate`."""
    spec = EmobankTwin.load(twin)
    names = [
        f"doc{n // SENTENCES:03d}_{20 * (n % SENTENCES)}_{20 * (n % SENTENCES) + 19}" for n in range(spec.sentences)
    ]
    write_table(root / TEXTS, ("id", "text"), zip(names, _texts(spec), strict=True), quotes="all")
    rows = [
        (name, name.split("_")[0], CATEGORIES[n // SENTENCES % len(CATEGORIES)], " ") for n, name in enumerate(names)
    ]
    write_table(root / DOCUMENTS, ("id", "document", "category", "subcategory"), rows, separator="\t", quotes="none")
    counts = {}
    for who, own in _values(spec).items():
        which, values = _ratings(spec.seed, who, own)
        counts[who] = len(which)
        rated = ((names[n], *line) for n, line in zip(which, values.tolist(), strict=True))
        write_table(root / RATINGS[who], ("id", *DIMENSIONS), rated)
    return {
        "items": spec.sentences,
        "ratings": counts,
        "alpha": {f"{who}_{DIMENSIONS[c]}": s**2 for who, copies in COPIES.items() for c, s in copies.items()},
        "copies": COPIES,
        "shared": SHARED,
    }


def _texts(spec: EmobankTwin) -> list[str]:
    rng, texts = stream(spec.seed, "sentences"), []
    for _ in range(spec.sentences):
        said = draw_sentence(rng, (None, "anger", "happiness", "neutral", "sadness")[rng.integers(5)])
        texts.append(f'"{said}"' if rng.random() < QUOTED else said)
    return texts


def _values(spec: EmobankTwin) -> dict[str, np.ndarray]:
    """The sentences' own values by perspective, shape (sentences, 3)."""
    rng = stream(spec.seed, "values")
    drawn = rng.choice(POINTS, size=(spec.sentences, 2, len(DIMENSIONS)), p=MARGIN)
    shared = stream(spec.seed, "shared").random((spec.sentences, len(DIMENSIONS))) < SHARED
    return {"reader": drawn[:, 0], "writer": np.where(shared, drawn[:, 0], drawn[:, 1])}


def _ratings(seed: int, who: str, own: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Sentence and values of each rating, shapes (R,) and (R, 3)."""
    rng = stream(seed, "raters", who)
    which = np.repeat(np.arange(len(own)), EACH + (stream(seed, "more", who).random(len(own)) < MORE))
    draws = rng.random((which.size, 2, len(DIMENSIONS)))
    fresh = np.array(POINTS)[np.searchsorted(np.cumsum(MARGIN)[:-1], draws[:, 1], side="right")]
    return which, np.where(draws[:, 0] < list(COPIES[who].values()), own[which], fresh)
