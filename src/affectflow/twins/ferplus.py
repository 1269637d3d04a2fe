"""The twin of FER+: a table of ten votes on each of some images that are not there."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..files import whole
from ..layouts.ferplus import FOLDERS, LABELS, NAME, TAGGERS, USAGE, VOTES
from ..studies.twins.speech import FerplusTwin
from .panel import expected_alpha, panel
from .seeds import stream

# ASSUME Roughly how often each label came first in the released table; the last two are no emotions.
FREQUENT = (0.36, 0.26, 0.12, 0.12, 0.08, 0.01, 0.02, 0.01, 0.015, 0.005)
BEST, WORST = 0.92, 0.65
WEIGHT = (0.25, 0.5)
"""Least and greatest share of the other label in an ambiguous face."""
SPLIT = (0.8, 0.1, 0.1)


def generate(root: Path, twin: dict[str, Any], workers: int) -> dict[str, Any]:
    """Write the table of FER+; see `affectflow.twins.generate`."""
    spec = FerplusTwin.load(twin)
    rng = stream(spec.seed, "faces")
    shares = _shares(rng, spec)
    names = tuple(f"tagger{number}" for number in range(1, TAGGERS + 1))
    taggers = panel(spec.seed, names, tuple(LABELS.values()), BEST, WORST)
    votes = taggers.votes_on_mixtures(rng, shares, np.ones((spec.images, TAGGERS), dtype=bool))
    counts = (votes[:, :, None] == np.arange(len(LABELS))).sum(axis=1)
    faceless = np.sort(rng.choice(spec.images, round(spec.faceless * spec.images), replace=False))
    no_face = np.eye(len(LABELS), dtype=int)[list(LABELS).index("NF")]
    counts[faceless] = TAGGERS * no_face
    expected = taggers.expected(shares)
    expected[faceless] = no_face
    usage = rng.choice(list(FOLDERS), spec.images, p=SPLIT)
    named = np.setdiff1d(np.arange(spec.images), faceless)
    _write(root / VOTES, usage, {int(row): f"fer{number:07d}.png" for number, row in enumerate(named)}, counts)
    return {
        "labels": list(LABELS.values()),
        "items": spec.images,
        "faceless": len(faceless),
        "counts": counts.tolist(),
        "expected": {"alpha": expected_alpha(expected)},
    }


def _shares(rng: np.random.Generator, spec: FerplusTwin) -> NDArray[np.float64]:
    """How far each image shows each label, shape (images, labels)."""
    first = rng.choice(len(LABELS), spec.images, p=FREQUENT)
    second = (first + rng.integers(1, len(LABELS), spec.images)) % len(LABELS)
    weight = rng.uniform(*WEIGHT, spec.images) * (rng.random(spec.images) < spec.ambiguous)
    one = np.eye(len(LABELS))
    return (1 - weight)[:, None] * one[first] + weight[:, None] * one[second]


def _write(path: Path, usage: NDArray[np.str_], names: dict[int, str], counts: NDArray[np.int64]) -> None:
    with whole(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([USAGE, NAME, *LABELS])
        writer.writerows([used, names.get(row, ""), *counts[row].tolist()] for row, used in enumerate(usage.tolist()))
