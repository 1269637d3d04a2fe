"""How far estimated rows of probabilities lie from known ones, in units of their sampling error."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Deviation:
    """The cell that lies furthest from its known value.

    p: two-sided probability of a cell at least that far, before any correction.
    p_bonferroni: p times the number of cells, at most 1.
    cell: index of that cell.
    cells, skipped_rows: compared cells, and rows left out because n was too small.
    """

    p: float
    p_bonferroni: float
    cell: tuple[int, ...]
    cells: int
    skipped_rows: int


def largest_deviation(estimate: Floats, known: Floats, n: Floats, least: float) -> Deviation | None:
    """Test every cell of rows of multinomial shares against known probabilities.

    A count of x = n * estimate is held against the binomial distribution with the known
    probability; tails are incomplete beta functions, which take counts that are not whole,
    and the smaller is doubled (Clopper and Pearson 1934). A cell whose known probability is
    0 or 1 is then within sampling error only if it was met exactly.

    Args:
        estimate: shape (..., C); each row of shares sums to 1.
        known: shape (..., C).
        n: votes behind each row, shape (...).
        least: rows with fewer votes, or with an undefined share, are left out.

    Returns:
        the largest deviation by p, or None when every row is left out.
    """
    from scipy.special import betainc

    used = (n >= least) & ~np.isnan(estimate).any(axis=-1)
    if not used.any():
        return None
    total = np.broadcast_to(n[..., None], estimate.shape)[used]
    expected = known[used]
    # EM leaves dust of 1e-300 where a count is zero: what is below 1e-9 votes is none.
    count = np.round(estimate[used] * total, 9)
    rest = np.maximum(np.round(total - count, 9), 0.0)
    with np.errstate(invalid="ignore"):
        above = np.where(count > 0, betainc(count, rest + 1, expected), 1.0)
        below = np.where(rest > 0, betainc(rest, count + 1, 1 - expected), 1.0)
    p = np.minimum(1.0, 2 * np.minimum(above, below))
    row, column = np.unravel_index(int(np.argmin(p)), p.shape)
    cell = (*(int(i) for i in np.argwhere(used)[row]), int(column))
    smallest = float(p[row, column])
    return Deviation(smallest, min(1.0, smallest * p.size), cell, p.size, int((~used).sum()))
