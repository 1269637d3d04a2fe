"""How long a recomputation will still take."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

PRIOR = 30.0
"""Seconds for which the speed of the original run counts as if it had been seen here."""


@dataclass(frozen=True)
class Estimate:
    """Weighs jobs by the time that each took in the original run.

    Attributes:
        expected: seconds of the original run by job.
        pace: seconds of the original run's jobs per second, when it ran (more than 1 when jobs ran beside each other).
    """

    expected: Mapping[str, float]
    pace: float

    def left(self, done: Collection[str], before: Collection[str], elapsed: float) -> float:
        """Seconds that are left; NaN when the original run left no record.

        Args:
            done: jobs that are done.
            before: those of them that a former verification had done.
            elapsed: seconds since this verification began to compute.
        """
        if not self.expected:
            return math.nan
        work = sum(seconds for job, seconds in self.expected.items() if job not in done)
        here = sum(seconds for job, seconds in self.expected.items() if job in done and job not in before)
        return work / ((here + PRIOR * self.pace) / (elapsed + PRIOR))


def spoken(seconds: float) -> str:
    """A duration as people say it: `40 s`, `3 min 20 s`, `2 h 5 min`."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min"
