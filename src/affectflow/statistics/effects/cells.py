"""Means of the cells of a design, what varies within them, and weighted sums of those means with their t test."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Cells:
    """The cells of a design between persons, each person measured at k occasions.

    counts: persons by cell, shape (cells,).
    means: shape (..., cells, k); NaN in a cell of nobody.
    rest: deviations of persons from their cell's means, shape (..., n, k).
    df: persons less cells that hold somebody.
    """

    counts: Floats
    means: Floats
    rest: Floats
    df: int


def in_cells(values: Floats, cell: NDArray[np.integer], cells: int) -> Cells:
    """Sort persons into cells.

    Args:
        values: shape (..., n, k), n persons at k occasions, nothing missing; trials may lead.
        cell: number of each person's cell, from 0, shape (n,).
        cells: how many there are.
    """
    counts = np.bincount(cell, minlength=cells).astype(float)
    member = (cell[:, None] == np.arange(cells)).astype(float)
    means = member.T @ values / np.where(counts > 0, counts, np.nan)[:, None]
    return Cells(counts, means, values - means[..., cell, :], len(cell) - int((counts > 0).sum()))


def combination(cells: Cells, of_cells: Floats, of_occasions: Floats) -> tuple[Floats, Floats]:
    """A weighted sum of the means of cells and occasions, and its standard error.

    Each person's values are summed over occasions with their weights; the error is the variance of these sums within
    cells, pooled over all cells, so that nothing is assumed of the covariance of occasions. Its degrees of freedom are
    those of the cells. Both are NaN where a cell with a weight holds nobody.

    Args:
        cells: what was found.
        of_cells: weights, shape (cells,).
        of_occasions: weights, shape (k,).

    Source: Maxwell, Delaney and Kelley (2018), Designing experiments and analyzing data, chapters 4, 11 and 12.
    """
    used = of_cells != 0
    estimate = of_cells[used] @ (cells.means[..., used, :] @ of_occasions)[..., None]
    variance = np.sum((cells.rest @ of_occasions) ** 2, axis=-1) / cells.df if cells.df else np.nan
    held = np.where(cells.counts > 0, cells.counts, np.nan)
    return estimate[..., 0], np.sqrt(variance * np.sum(of_cells[used] ** 2 / held[used]))
