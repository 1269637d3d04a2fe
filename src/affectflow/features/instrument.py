"""What every kind of extractor offers: its names, and a way to measure one clip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from ..errors import ClipError, Problem


class Unusable(ClipError):
    """One clip cannot be measured, with the short name of the reason."""

    def __init__(self, reason: str, found: str, allowed: str, place: str = ""):
        super().__init__(Problem("clip", place, found, allowed))
        self.reason, self.found, self.allowed, self.place = reason, found, allowed, place

    def __reduce__(self):
        return type(self), (self.reason, self.found, self.allowed, self.place)


@dataclass(frozen=True)
class Instrument:
    """A feature set that is ready to measure.

    Attributes:
        needs: column of the items table that it reads; "audio" and "video" are files.
        names: names of the features, in the order of the values.
        measure: from a file's path (or from the transcript itself) to one value per name.
            It raises `Unusable`, and what it returns depends on nothing but that clip.
    """

    needs: Literal["audio", "video", "transcript"]
    names: tuple[str, ...]
    measure: Callable[[Any], Sequence[float] | np.ndarray]
