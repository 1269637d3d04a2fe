"""Which columns of a design say nothing new."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
TOLERANCE = 1e-9


def collinear(design: Floats) -> list[int]:
    """Numbers of the columns that are linear combinations of columns before them.

    Args:
        design: shape (n, p); columns may have any unit.

    Returns:
        numbers in ascending order; a constant column after one of ones is among them.
    """
    size = np.linalg.norm(design, axis=0)
    scaled = design / np.where(size > 0, size, 1.0)
    kept: list[int] = []
    basis = np.empty((len(design), 0))
    for j, column in enumerate(scaled.T):
        # Projected twice: once loses digits where little is left.
        left = column - basis @ (basis.T @ column)
        left = left - basis @ (basis.T @ left)
        if np.linalg.norm(left) > TOLERANCE:
            kept.append(j)
            basis = np.column_stack([basis, left / np.linalg.norm(left)])
    return [j for j in range(design.shape[1]) if j not in kept]
