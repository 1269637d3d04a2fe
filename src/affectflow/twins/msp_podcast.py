"""The twin of MSP-Podcast: segments of podcasts, and five workers of some on each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from ..files import whole
from ..layouts import msp_podcast as layout
from ..studies.twins.speech import MspPodcastTwin
from .murmur import murmur
from .panel import Scorers, assignments, panel
from .seeds import stream
from .speech import write_wav

EACH, IN_PODCAST = 5, 4
"""Workers on a segment, and segments of a podcast."""
BEST, WORST = 0.9, 0.6
LETTERS = dict(zip(layout.PRIMARY_EMOTIONS, "ASHUFDCNO", strict=True))
WORDS = tuple(layout.PRIMARY_EMOTIONS)
SECONDS = 0.2
SETS = 5
"""Sets that later releases have."""


def generate(root: Path, twin: dict[str, Any], workers: int) -> dict[str, Any]:
    """Write labels, transcripts and recordings; see `affectflow.twins.generate`."""
    spec = MspPodcastTwin.load(twin)
    names = [f"MSP-PODCAST_{1 + n // IN_PODCAST:04d}_{n:04d}.wav" for n in range(spec.segments)]
    votes = _votes(spec, names)
    _write(root / layout.DETAILED, votes)
    _write(root / layout.CONSENSUS, {name: _consensus(spec, n, votes[name]) for n, name in enumerate(names)})
    for name in names:
        write_wav(
            root / layout.AUDIO / name, murmur(stream(spec.seed, "sound", name), SECONDS, layout.RATE), layout.RATE
        )
        with whole(root / layout.TRANSCRIPTS / f"{Path(name).stem}.txt") as temporary:
            temporary.write_text("Nothing is said here.\n", encoding="utf-8")
    return {"items": spec.segments, "workers": spec.workers, "votes": votes}


def _votes(spec: MspPodcastTwin, names: list[str]) -> dict[str, dict[str, dict[str, str]]]:
    rng = stream(spec.seed, "votes")
    workers = tuple(f"WORKER{number:08d}" for number in range(1, spec.workers + 1))
    seen = assignments(rng, len(names), spec.workers, EACH)
    primary = panel(spec.seed, workers, WORDS, BEST, WORST).votes(rng, rng.integers(0, len(WORDS), len(names)), seen)
    scorers = Scorers(
        workers, np.linspace(-0.5, 0.5, spec.workers), np.full(spec.workers, 0.8), layout.LOW, layout.HIGH
    )
    scores = {
        name: scorers.scores(rng, rng.uniform(layout.LOW, layout.HIGH, len(names)), seen) for name in layout.ATTRIBUTES
    }
    second = rng.integers(0, len(layout.SECONDARY_EMOTIONS), seen.shape)
    words = list(layout.SECONDARY_EMOTIONS)
    given: dict[str, dict[str, dict[str, str]]] = {name: {} for name in names}
    for item, worker in np.argwhere(seen).tolist():
        first = WORDS[primary[item, worker]]
        given[names[item]][workers[worker]] = {
            layout.PRIMARY: "Other-thoughtful" if first == layout.OTHER else first,
            layout.SECONDARY: layout.BETWEEN.join(sorted({first, words[second[item, worker]]})),
            **{name: f"{values[item, worker]:.0f}" for name, values in scores.items()},
        }
    return given


def _consensus(spec: MspPodcastTwin, number: int, answers: dict[str, dict[str, str]]) -> dict[str, str]:
    rng = stream(spec.seed, "speaker", number // IN_PODCAST)
    speaker = layout.UNKNOWN if rng.random() < spec.unknown else str(1 + number // IN_PODCAST)
    means = {a: str(np.mean([float(answer[a]) for answer in answers.values()])) for a in layout.ATTRIBUTES}
    first = [
        layout.OTHER if a[layout.PRIMARY].startswith(layout.OTHER) else a[layout.PRIMARY] for a in answers.values()
    ]
    most = [word for word in WORDS if first.count(word) == max(map(first.count, WORDS))]
    return {
        "EmoClass": LETTERS[most[0]] if len(most) == 1 else "X",
        **means,
        layout.SPEAKER: speaker,
        "Gender": layout.UNKNOWN,
        layout.SPLIT: layout.SPLITS[number // IN_PODCAST % SETS],
    }


def _write(path: Path, content: dict[str, Any]) -> None:
    with whole(path) as temporary:
        temporary.write_text(json.dumps(content, indent=4) + "\n", encoding="utf-8")
