"""Makes valence traces in the layout of OMG-Empathy, by listeners who follow one course of a story, each in their way.

Each story has a slowly changing course. A listener follows it after a delay, with a gain and a bias, and adds slow
changes of their own. From these the concordance of any two listeners follows, once their delays are taken out.
"""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..files import whole
from ..layouts.omg_empathy import ANNOTATIONS, COLUMN, HIGH, LISTENERS, LOW, RATE, SPLITS
from ..studies.twins.timed import OmgEmpathyTwin
from .seeds import stream

Floats = NDArray[np.float64]

SPREAD = 0.18
"""Standard deviation of a story's course, in scale points: the ends of the scale are then hardly met."""
STORY, OWN = 4.0, 2.0
"""Seconds by which the courses of a story and of a listener's own changes are smoothed."""
LISTENER_STEP = 0.4
"""Delays are multiples of this, in seconds, so that an analysis can find them on its grid."""
DIGITS = 4


def generate(root: Path, twin: dict[str, Any], workers: int) -> dict[str, Any]:
    """Write the annotations of all splits; see `affectflow.twins.generate`."""
    spec = OmgEmpathyTwin.load(twin)
    rng = stream(spec.seed, "listeners")
    half = LISTENER_STEP * np.round(spec.slowest / LISTENER_STEP)
    delay = rng.permutation(LISTENER_STEP * np.round(np.linspace(-half, half, LISTENERS) / LISTENER_STEP))
    gain, bias = rng.uniform(0.8, 1.2, LISTENERS), rng.normal(0.0, 0.03, LISTENERS)
    realised = []
    for split, stories in SPLITS.items():
        (root / split / ANNOTATIONS).mkdir(parents=True, exist_ok=True)
        for story in stories:
            course, own = _courses(spec, story, delay, gain)
            realised.append((course.var(axis=1), own.var(axis=1)))
            for place, values in enumerate(course + own + bias[:, None]):
                _write(root / split / ANNOTATIONS / f"Subject_{place + 1}_Story_{story}.csv", values)
    followed, added = (np.mean(parts, axis=0) for parts in zip(*realised, strict=True))
    names = [f"subject_{place + 1}" for place in range(LISTENERS)]
    return {
        "listeners": names,
        "stories": sum(map(len, SPLITS.values())),
        "delay": dict(zip(names, (delay - delay.mean()).tolist(), strict=True)),
        "gain": dict(zip(names, gain.tolist(), strict=True)),
        "bias": dict(zip(names, bias.tolist(), strict=True)),
        "concordance": _concordance(followed, added, bias),
        "no_gain": 0.0,
    }


def _courses(spec: OmgEmpathyTwin, story: int, delay: Floats, gain: Floats) -> tuple[Floats, Floats]:
    """What each listener takes from a story and what is their own, both of shape (listeners, frames)."""
    frames, lead = round(spec.seconds * RATE), round(2 * spec.slowest * RATE)
    course = _smooth(stream(spec.seed, "story", story), frames + 2 * lead, STORY)
    starts = lead - np.round(delay * RATE).astype(int)
    followed = np.stack([course[start : start + frames] for start in starts]) * gain[:, None] * SPREAD
    own = [_smooth(stream(spec.seed, "own", story, place), frames, OWN) for place in range(LISTENERS)]
    return followed, np.stack(own) * spec.noise * SPREAD


def _smooth(rng: np.random.Generator, frames: int, seconds: float) -> Floats:
    """Slow changes with mean 0 and standard deviation 1: white noise under a bell."""
    width = round(seconds * RATE)
    bell = np.exp(-0.5 * (np.arange(-3 * width, 3 * width + 1) / width) ** 2)
    values = np.convolve(rng.normal(size=frames + 6 * width), bell, mode="valid")[:frames]
    return (values - values.mean()) / values.std()


def _concordance(followed: Floats, added: Floats, bias: Floats) -> float:
    """Mean over pairs of 2 cov / (var + var + (difference of means)^2), with delays taken out.

    Args:
        followed, added: variances of what each listener takes from the stories and adds, shape (listeners,).
        bias: shape (listeners,).
    """
    pairs = [
        2 * np.sqrt(followed[i] * followed[j])
        / (followed[i] + added[i] + followed[j] + added[j] + (bias[i] - bias[j]) ** 2)
        for i, j in combinations(range(len(bias)), 2)
    ]  # fmt: skip
    return float(np.mean(pairs))


def _write(path: Path, values: Floats) -> None:
    rows = "\n".join(f"{value:.{DIGITS}f}" for value in np.clip(values, LOW, HIGH))
    with whole(path) as temporary:
        temporary.write_text(f"{COLUMN}\n{rows}\n", encoding="utf-8")
