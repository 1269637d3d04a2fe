"""One calm line now and then on how far a long shard has come."""

from __future__ import annotations

import time

from ..terminal import say


class Progress:
    """Counts steps, and says on the terminal at most every ten seconds how many are done.

    Args:
        what: what is being done, in a few words.
        total: number of steps.
        every: seconds between two lines; a shard that takes less says nothing.
    """

    def __init__(self, what: str, total: int, every: float = 10.0):
        self.what, self.total, self.every = what, total, every
        self.done = 0
        self._started = self._told = time.monotonic()

    def step(self) -> None:
        """One more is done."""
        self.done += 1
        now = time.monotonic()
        if now - self._told < self.every:
            return
        self._told = now
        left = (now - self._started) / self.done * (self.total - self.done)
        say(f"{self.what}: {self.done} of {self.total}, about {_span(left)} left")


def _span(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
