"""Analysis of variance of any number of factors between persons and at most one within, on complete cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from .cells import Cells
from .sphericity import Sphericity, sphericity

Floats = NDArray[np.float64]
Term = tuple[int, ...]
Squares = Literal["type_ii", "type_iii"]


@dataclass(frozen=True)
class Tested:
    """One term: its squares and those of its error, shape (...), with their degrees of freedom, uncorrected."""

    squares: Floats
    df: int
    error: Floats
    error_df: int

    @property
    def f(self) -> Floats:
        """F, NaN where the error does not vary."""
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = self.squares / self.df / (self.error / self.error_df)
        return np.where(self.error > 0, ratio, np.nan)


@dataclass(frozen=True)
class Factorial:
    """The analysis; leading dimensions are those of the cells.

    tests: by term, a tuple of factors' numbers; the number after the last factor between persons is the occasion.
    total: squares of all values about their mean, shape (...).
    within_cells: squares about the cells' means at each occasion, the sum of all errors, shape (...).
    sphericity: of the occasions; None with a single one.
    """

    tests: dict[Term, Tested]
    total: Floats
    within_cells: Floats
    sphericity: Sphericity | None


def factorial(cells: Cells, sizes: Sequence[int], squares_of: Squares = "type_iii") -> Factorial:
    """All main effects and interactions of the factors, with type II or type III sums of squares.

    Persons' values become their sum over occasions divided by sqrt(k), which the terms between persons are tested on,
    and k - 1 orthonormal contrasts, whose squares are added for the terms with the occasion. A term's squares are those
    of its columns (sum-to-zero coding) that are left when the columns of other terms are taken out: of all others in
    type III; of those that do not contain the term in type II. The error is what varies within cells.

    Args:
        cells: in the order of the factors, the last varying fastest; each holds somebody, and one at least two.
        sizes: levels of each factor between persons, each at least two; empty where there is none.
        squares_of: the two differ where cells differ in size.

    Source: Yates (1934), J. American Statistical Association 29, 51-66; Fox (2016), Applied regression analysis,
    chapter 8; Kirk (2013), Experimental design, chapters 9 and 12.
    """
    k, factors = cells.means.shape[-1], range(len(sizes))
    between = [term for size in range(len(sizes) + 1) for term in combinations(factors, size)]
    bases = {term: _basis(sizes, term) for term in between}
    root = np.sqrt(cells.counts)[:, None]
    middle, contrasts = np.full((k, 1), 1 / np.sqrt(k)), orthonormal(k)
    tests: dict[Term, Tested] = {}
    for columns, added in ((middle, ()), (contrasts, (len(sizes),))):
        error = np.sum((cells.rest @ columns) ** 2, axis=(-1, -2))
        for term in between if columns.shape[1] else []:
            if term or added:
                own = _left(root, bases, term, squares_of)
                squares = np.sum((own.T @ (root * cells.means @ columns)) ** 2, axis=(-1, -2))
                width = columns.shape[1]
                tests[(*term, *added)] = Tested(squares, own.shape[1] * width, error, cells.df * width)
    spread = sphericity(cells.rest @ contrasts, cells.df) if k > 1 else None
    within = np.sum(cells.rest**2, axis=(-1, -2))
    return Factorial(tests, _apart(cells) + within, within, spread)


def orthonormal(k: int) -> Floats:
    """Orthonormal columns that sum to zero, shape (k, k - 1)."""
    return np.linalg.qr(np.concatenate([np.ones((k, 1)), np.eye(k)[:, : k - 1]], axis=1))[0][:, 1:]


def _basis(sizes: Sequence[int], term: Term) -> Floats:
    """Columns of a term, one row for each cell: contrasts of its factors, constant over the others."""
    columns: Floats = np.ones((1, 1))
    for place, size in enumerate(sizes):
        columns = np.asarray(np.kron(columns, orthonormal(size) if place in term else np.ones((size, 1))), np.float64)
    return columns


def _left(root: Floats, bases: dict[Term, Floats], term: Term, squares_of: Squares) -> Floats:
    """An orthonormal basis of what other terms leave of a term's columns, cells weighted by their size."""
    others = [
        basis
        for other, basis in bases.items()
        if (other != term if squares_of == "type_iii" else not set(term) <= set(other))
    ]
    own = root * bases[term]
    if others:
        taken = root * np.concatenate(others, axis=1)
        own = own - taken @ np.linalg.lstsq(taken, own, rcond=None)[0]
    return np.linalg.qr(own)[0]


def _apart(cells: Cells) -> Floats:
    """Squares of the cells' means about the mean of all values."""
    weights = cells.counts[:, None] / (cells.counts.sum() * cells.means.shape[-1])
    middle = np.sum(cells.means * weights, axis=(-1, -2), keepdims=True)
    return np.sum((cells.means - middle) ** 2 * cells.counts[:, None], axis=(-1, -2))
