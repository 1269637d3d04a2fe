"""Differences of sets of labels for Krippendorff's alpha.

A level is a different set: a vote for joy and surprise has the level {joy, surprise}.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .alpha_distances import Metric, from_matrix
from .table import Floats, Integers


def sets_of(members: ArrayLike) -> tuple[NDArray[np.bool_], Integers]:
    """The different sets among votes, and the number of each vote's set.

    Args:
        members: whether each label is in each vote, shape (votes, labels).

    Returns:
        sets, shape (levels, labels), and codes, shape (votes,).
    """
    table = np.asarray(members, dtype=bool)
    packed = np.packbits(table, axis=1)
    _, first, code = np.unique(packed, axis=0, return_index=True, return_inverse=True)
    return table[first], code.ravel().astype(np.int64, copy=False)


def jaccard(sets: ArrayLike) -> Metric:
    """1 - |A and B| / |A or B|; two empty sets are equal.

    Args:
        sets: whether each label is in each level, shape (levels, labels).
    """
    shared, union, _ = _overlaps(sets)
    return _metric(1.0 - _share(shared, union), "Jaccard", "1 - |A and B| / |A or B|, 0 for two empty sets")


def masi(sets: ArrayLike) -> Metric:
    """1 - J M with Jaccard's J, and M = 1 for equal sets, 2/3 if one holds the other, 1/3 if they overlap, else 0.

    Passonneau (2006), Measuring agreement on set-valued items (MASI) for semantic and
    pragmatic annotation. The difference takes the place of the squared difference, as there;
    some libraries round 2/3 to 0.67 and 1/3 to 0.33.

    Args:
        sets: whether each label is in each level, shape (levels, labels).
    """
    shared, union, size = _overlaps(sets)
    smaller = np.minimum(size[:, None], size)
    monotone = np.where(shared == union, 1.0, np.where(shared == smaller, 2 / 3, np.where(shared > 0, 1 / 3, 0.0)))
    words = "1 - J M: Jaccard's J; M = 1 equal, 2/3 one in the other, 1/3 overlapping, 0 apart"
    return _metric(1.0 - _share(shared, union) * monotone, "MASI", words)


def _overlaps(sets: ArrayLike) -> tuple[Floats, Floats, Floats]:
    members = np.asarray(sets, dtype=np.float64)
    shared, size = members @ members.T, members.sum(axis=1)
    return shared, size[:, None] + size - shared, size


def _share(shared: Floats, union: Floats) -> Floats:
    return np.divide(shared, union, out=np.ones_like(union), where=union > 0)


def _metric(table: Floats, name: str, words: str) -> Metric:
    np.fill_diagonal(table, 0.0)
    return from_matrix(table, name, words)
