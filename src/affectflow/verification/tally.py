"""Counts what is the same and what is not in one file, and remembers the worst of what is not."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..studies.verify import EXACT, Tolerance

LISTED = 100
"""Differences of one file that are listed; all are counted."""

NOTHING = "nothing"
"""What is said of a value that one side does not have."""


@dataclass(frozen=True)
class Difference:
    """One value that is not the same.

    Attributes:
        place: where it is in the file, in words.
        pulled: the value as it was handed over.
        recomputed: the value that was found again.
        amount: |recomputed - pulled|; infinite for what is not two numbers.
        within: whether the tolerance allows it.
    """

    place: str
    pulled: Any
    recomputed: Any
    amount: float
    within: bool


class Tally:
    """Outcomes of all numbers and of all other values of a file.

    Args:
        tolerance: what numbers are granted.
        texts: whether numbers that stand in texts are numbers too, as in a report.
    """

    def __init__(self, tolerance: Tolerance = EXACT, *, texts: bool = False):
        self.tolerance, self.texts = tolerance, texts
        self.identical = self.within = self.differs = 0
        self.words_same = self.words_differ = 0
        self.largest = 0.0
        self._listed: list[Difference] = []

    @property
    def worst(self) -> list[Difference]:
        """Up to `LISTED` differences, those that no tolerance allows first, the largest first."""
        ranked = sorted(self._listed, key=lambda found: (found.within, -found.amount))
        return ranked[:LISTED]

    def numbers(self, pulled: NDArray, recomputed: NDArray, place: Callable[[int], str], slack: float = 0.0) -> None:
        """Hold two arrays of N numbers against each other; NaN equals NaN.

        Args:
            pulled: [N], integers or floats, which are compared without rounding.
            recomputed: [N].
            place: says where number i is.
            slack: granted beside the tolerance.
        """
        same = pulled == recomputed
        if pulled.dtype.kind == recomputed.dtype.kind == "f":
            same |= np.isnan(pulled) & np.isnan(recomputed)
        self.identical += int(same.sum())
        where = np.flatnonzero(~same)
        if where.size:
            self._unequal(pulled[where], recomputed[where], lambda i: place(int(where[i])), slack)

    def word(self, pulled: Any, recomputed: Any, place: str) -> None:
        """Hold two values against each other that are no numbers, or of which one is none."""
        if type(pulled) is type(recomputed) and pulled == recomputed:
            self.words_same += 1
            return
        self.words_differ += 1
        self._list([Difference(place, pulled, recomputed, math.inf, False)])

    def words(self, same: NDArray, place: Callable[[int], tuple[str, Any, Any]]) -> None:
        """Count N values that are no numbers; `place` gives where one is and both its values."""
        self.words_same += int(same.sum())
        where = np.flatnonzero(~same)
        self.words_differ += where.size
        self._list([Difference(*place(int(i)), math.inf, False) for i in where[:LISTED]])

    def _unequal(self, pulled: NDArray, recomputed: NDArray, place: Callable[[int], str], slack: float) -> None:
        amount = distance(pulled, recomputed)
        allowed = self.tolerance.absolute + slack + self.tolerance.relative * np.abs(pulled.astype(float))
        within = amount <= np.where(np.isfinite(allowed), allowed, 0.0)
        self.within += int(within.sum())
        self.differs += int((~within).sum())
        self.largest = max(self.largest, float(amount.max()))
        ranked = np.lexsort((-amount, within))[:LISTED]
        self._list(
            [
                Difference(place(int(i)), pulled[i].item(), recomputed[i].item(), float(amount[i]), bool(within[i]))
                for i in ranked
            ]
        )

    def _list(self, found: list[Difference]) -> None:
        self._listed += found
        if len(self._listed) > 10 * LISTED:
            self._listed = self.worst


def distance(pulled: NDArray, recomputed: NDArray) -> NDArray:
    """|recomputed - pulled| of two arrays of unequal numbers, in double precision.

    It is above 0 also where the difference is lost in double precision, and infinite where
    one of the two is infinite or NaN.
    """
    if pulled.dtype.kind in "iub" and recomputed.dtype.kind in "iub":
        larger, smaller = np.maximum(pulled, recomputed), np.minimum(pulled, recomputed)
        return (larger.astype(np.uint64) - smaller.astype(np.uint64)).astype(float)
    with np.errstate(invalid="ignore", over="ignore"):
        found = np.abs(recomputed.astype(float) - pulled.astype(float))
    return np.where(np.isnan(found), np.inf, np.maximum(found, np.finfo(float).tiny))
