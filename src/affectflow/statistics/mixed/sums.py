"""The data of a fit, summed over persons whose outcomes have the same covariance.

A fit then costs as much as there are patterns of missing values, or sizes of clusters, however many the rows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Pattern:
    """Persons with m outcomes each, of the same covariance.

    bases: derivatives of that covariance in its parameters, shape (k, m, m).
    persons: how many.
    products: sum over persons of the products of rows a and b of [X y], shape (m, m, p + 1, p + 1).
    """

    bases: Floats
    persons: int
    products: Floats


def occasions(outcome: Floats, design: Floats, bases: Floats) -> list[Pattern]:
    """Persons who were measured at the same occasions.

    Args:
        outcome: shape (persons, occasions), NaN for missing.
        design: shape (persons, occasions, p).
        bases: of all occasions, shape (k, occasions, occasions).
    """
    there = ~np.isnan(outcome)
    kinds, kind = np.unique(there, axis=0, return_inverse=True)
    found = []
    for k, seen in enumerate(kinds):
        at = np.flatnonzero(seen)
        if at.size:
            who = np.flatnonzero(kind.ravel() == k)[:, None]
            both = np.concatenate([design[who, at], outcome[who, at][..., None]], axis=-1)
            products = np.einsum("sai,sbj->abij", both, both, optimize=True)
            found.append(Pattern(bases[:, at[:, None], at], len(who), products))
    return found


def clusters(outcome: Floats, design: Floats, cluster: NDArray[np.integer]) -> list[Pattern]:
    """Clusters of any size with one variance between them, t, and one within, s.

    Turned by an orthogonal matrix, n rows of a cluster are one with variance n t + s, the mean times the root
    of n, and n - 1 with variance s, all independent. So there is one pattern for each size, and one for
    everything within clusters.

    Args:
        outcome: shape (rows,).
        design: shape (rows, p).
        cluster: number of each row's cluster, from 0 without gaps, shape (rows,).
    """
    both = np.column_stack([design, outcome])
    sizes = np.bincount(cluster)
    means = np.stack([np.bincount(cluster, column) for column in both.T], axis=1) / sizes[:, None]
    within = both - means[cluster]
    order = np.argsort(sizes, kind="stable")
    kinds, starts = np.unique(sizes[order], return_index=True)
    found = [
        Pattern(np.array([[[n]], [[1.0]]]), len(rows), (n * rows.T @ rows)[None, None])
        for n, rows in zip(kinds.tolist(), np.split(means[order], starts[1:]), strict=True)
    ]
    return [*found, Pattern(np.array([[[0.0]], [[1.0]]]), len(both) - len(sizes), (within.T @ within)[None, None])]
