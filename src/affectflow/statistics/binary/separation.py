"""Whether a likelihood has no largest value because a direction of the coefficients explains the data too well."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Separation = Literal["", "complete_separation", "quasi_complete_separation"]
SMALL = 1e-7


def separation(rows: NDArray[np.float64]) -> Separation:
    """Look for a direction along which no row's likelihood falls and one's rises, by a linear programme.

    Args:
        rows: shape (rows, coefficients); the likelihood of a row rises with its product with the
            coefficients. For logistic regression: the design, with minus for those without the event.

    Returns:
        `complete_separation` where a direction raises all rows, `quasi_complete_separation` where it
        raises some and keeps the others, nothing where there is none: the likelihood has a maximum.

    Source: Albert and Anderson (1984), Biometrika 71, 1-10; Konis (2007), thesis, University of Oxford.
    """
    from scipy.optimize import linprog

    scaled = rows / np.maximum(np.abs(rows).max(0), 1e-300)
    box = [(-1.0, 1.0)] * rows.shape[1]
    rise = linprog(-scaled.sum(0), A_ub=-scaled, b_ub=np.zeros(len(rows)), bounds=box, method="highs")
    if -rise.fun < SMALL:
        return ""
    # The least rise of any row, as an unknown of its own, is as large as can be.
    widened = np.column_stack([-scaled, np.ones(len(rows))])
    least = linprog([*[0.0] * rows.shape[1], -1.0], A_ub=widened, b_ub=np.zeros(len(rows)), bounds=[*box, (0, 1)])
    return "complete_separation" if -least.fun > SMALL else "quasi_complete_separation"
