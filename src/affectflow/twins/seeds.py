"""Streams of random numbers by name, so that one thing more changes no other."""

from __future__ import annotations

import zlib

import numpy as np


def stream(seed: int, *names: str | int) -> np.random.Generator:
    """The generator of one named thing, such as ``stream(1, "voice", 12)``.

    Streams of different names are independent: the names become the spawn key of a
    `numpy.random.SeedSequence`.
    """
    key = tuple(zlib.crc32(name.encode()) if isinstance(name, str) else name for name in names)
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key))
