"""Squared earth mover's distance of distributions over places on a line or a wheel."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..studies.train import Positions
from .material import Array

LINE = (
    "squared earth mover's distance on a line: the sum over the gaps between neighbouring classes of the gap, in parts "
    "of the whole line, times the squared difference of the cumulative distributions (Hou et al., 2016, for equal gaps)"
)
WHEEL = (
    "squared earth mover's distance on a wheel: the sum over the gaps between neighbouring classes of the gap, in "
    "parts of a turn, times the squared difference of the cumulative distributions from the place where the sum is "
    "least (Hou et al., 2016, for the square; Rabin et al., 2011, for the wheel)"
)


def transport(positions: Positions, labels: Sequence[str]) -> Array:
    """The matrix K by which the distance of p and t is the squared length of (p - t) K.

    On a line the columns are the gaps between neighbours, on a wheel there is one more,
    from the last to the first. The cumulative difference on a wheel is counted from its
    mean over the turn, which is the start that makes the sum of squares least.

    Args:
        positions: of all classes.
        labels: the C classes, sorted.

    Returns:
        shape (C, C - 1) on a line and (C, C) on a wheel.

    Source: Hou, Yu and Samaras (2016), Squared earth mover's distance-based loss for
    training deep neural networks, arXiv:1611.05916; Rabin, Delon and Gousseau (2011),
    Transportation distances on the circle, J. Math. Imaging Vis. 41.
    """
    at = np.array([positions.at[label] for label in labels])
    if positions.period is not None:
        at = at % positions.period
    order = np.argsort(at, kind="stable")
    gaps = np.diff(at[order])
    if positions.period is not None:
        gaps = np.append(gaps, positions.period - gaps.sum())
    gaps = gaps / gaps.sum()
    passed = (np.argsort(order)[:, None] <= np.arange(gaps.size)[None, :]).astype(float)
    if positions.period is not None:
        passed = passed - (passed @ gaps)[:, None]
    return passed * np.sqrt(gaps)
