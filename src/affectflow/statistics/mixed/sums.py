"""The data of a fit, summed over the persons who were measured at the same occasions.

A fit then costs as much as there are patterns of missing values, however many the persons.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Pattern:
    """Persons measured at the same m occasions.

    at: numbers of the occasions, shape (m,).
    persons: how many.
    products: sum over persons of the products of rows a and b of [X y], shape (m, m, p + 1, p + 1).
    """

    at: NDArray[np.intp]
    persons: int
    products: Floats


def patterns(outcome: Floats, design: Floats) -> list[Pattern]:
    """Sum outcomes, shape (persons, occasions) with NaN for missing, and design, shape (persons, occasions, p)."""
    there = ~np.isnan(outcome)
    kinds, kind = np.unique(there, axis=0, return_inverse=True)
    found = []
    for k, seen in enumerate(kinds):
        at = np.flatnonzero(seen)
        if at.size:
            who = np.flatnonzero(kind.ravel() == k)[:, None]
            both = np.concatenate([design[who, at], outcome[who, at][..., None]], axis=-1)
            found.append(Pattern(at, len(who), np.einsum("sai,sbj->abij", both, both, optimize=True)))
    return found
