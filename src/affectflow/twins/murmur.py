"""A short recording in which nothing is said, for twins that need a recording and no speech."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

LEVEL = 0.05
"""Standard deviation of the samples, where full scale is 1."""


def murmur(rng: np.random.Generator, seconds: float, rate: int) -> NDArray[np.float64]:
    """Noise of a length, unlike that of any other recording; shape (frames,)."""
    return rng.normal(0.0, LEVEL, round(seconds * rate))
