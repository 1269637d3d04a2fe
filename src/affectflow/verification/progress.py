"""Shows how far a recomputation has come: one line that changes on a terminal, some lines in a log."""

from __future__ import annotations

import math
import time
from typing import TextIO

from .estimate import spoken

PAUSE = 15.0
"""Seconds between two lines where lines stay."""


class Progress:
    """Tells a stream.

    Args:
        stream: where to.
    """

    def __init__(self, stream: TextIO):
        self._stream, self._live = stream, stream.isatty()
        self._last, self._said = -math.inf, ""

    def __call__(self, done: int, steps: int, left: float) -> None:
        """Say that so many steps are done, and how many seconds are left."""
        now = time.monotonic()
        if not self._live and now - self._last < PAUSE:
            return
        line = f"{done} of {steps} steps, about {spoken(left)} left" if steps else f"{done} steps"
        if line != self._said:
            self._last, self._said = now, line
            print(
                f"\r\x1b[2K{line}" if self._live else line,
                end="" if self._live else "\n",
                file=self._stream,
                flush=True,
            )

    def end(self) -> None:
        """Leave the line as it is and go on below it."""
        if self._live and self._said:
            print(file=self._stream, flush=True)
