"""Votes as a long table of codes, and the tables that measures of agreement read."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Votes:
    """One row per vote; a vote that was not cast has no row.

    `levels` are declared: a level that nobody used still counts where a measure reads how
    many there are, and weights belong to declared levels, so data cannot change them.

    Attributes:
        item: number of the item of each vote, shape (votes,), from 0.
        rater: number of the rater, shape (votes,), from 0.
        code: number of the level that was voted, shape (votes,), from 0.
        items, raters, levels: how many of each there are.

    Raises:
        ValueError: when shapes differ or a code is outside what is declared.
    """

    item: Integers
    rater: Integers
    code: Integers
    items: int
    raters: int
    levels: int

    def __post_init__(self) -> None:
        for name, limit in (("item", self.items), ("rater", self.raters), ("code", self.levels)):
            given = np.asarray(getattr(self, name))
            if given.ndim != 1 or given.shape != np.shape(self.item) or given.dtype.kind not in "iu":
                raise ValueError(
                    f"'{name}' must be whole numbers, one for each vote, but is {given.dtype} {given.shape}"
                )
            if given.size and (given.min() < 0 or given.max() >= limit):
                raise ValueError(f"'{name}' has codes {given.min()}..{given.max()}, but 0..{limit - 1} are declared")
            object.__setattr__(self, name, given.astype(np.int64, copy=False))

    def per_item(self) -> Integers:
        """How many votes each item has, shape (items,)."""
        return np.bincount(self.item, minlength=self.items)

    def counts(self) -> Integers:
        """Votes of each item for each level, shape (items, levels)."""
        return count_votes(self.item, self.code, self.items, self.levels)

    def with_at_least(self, votes: int) -> tuple[Votes, Integers]:
        """The items that have so many votes, renumbered, and their former numbers."""
        enough = self.per_item() >= votes
        kept = np.flatnonzero(enough)
        if len(kept) == self.items:
            return self, kept
        new, rows = np.cumsum(enough) - 1, enough[self.item]
        parts = {name: getattr(self, name)[rows] for name in ("item", "rater", "code")}
        return replace(self, **parts | {"item": new[parts["item"]]}, items=len(kept)), kept

    def picked(self, rows: NDArray[np.bool_]) -> Votes:
        """Some of the votes; items, raters and levels keep their numbers."""
        return replace(self, item=self.item[rows], rater=self.rater[rows], code=self.code[rows])

    def why_unpaired(self) -> str:
        """Why no two votes can be compared, or nothing."""
        if np.any(self.per_item() >= 2):
            return ""
        if len(self.rater) and np.all(self.rater == self.rater[0]):
            return "no pairable votes: one rater only"
        return "no pairable votes: no item has two votes or more"


def count_votes(item: Integers, code: Integers, items: int, levels: int) -> Integers:
    """Votes of each item for each level from a long table, in time linear in the votes; shape (items, levels)."""
    flat = np.asarray(item, dtype=np.int64) * levels + np.asarray(code, dtype=np.int64)
    return np.bincount(flat, minlength=items * levels).reshape(items, levels)


def votes_from_matrix(matrix: ArrayLike, levels: int) -> Votes:
    """Votes from a table of codes.

    Args:
        matrix: code of the vote of each rater on each item, shape (items, raters), whole
            numbers; a negative number is a missing vote.
        levels: how many levels are declared.
    """
    codes = np.asarray(matrix)
    (item, rater), (items, raters) = np.nonzero(codes >= 0), codes.shape
    return Votes(item, rater, codes[item, rater], items, raters, levels)


def votes_from_counts(counts: ArrayLike) -> Votes:
    """Votes from counts of shape (items, levels); the raters of an item are numbered, not known."""
    table = np.asarray(counts)
    flat = np.repeat(np.arange(table.size), table.ravel())
    item, code = np.divmod(flat, table.shape[1])
    starts = np.concatenate([[0], np.cumsum(table.sum(axis=1))[:-1]]).astype(np.int64)
    rater = np.arange(len(flat)) - starts[item]
    return Votes(item, rater, code, table.shape[0], int(rater.max(initial=0)) + 1, table.shape[1])


def levels_of(values: ArrayLike) -> tuple[Floats, Integers]:
    """The different values of a column of ratings, ascending, and the number of each rating's value.

    Raises:
        ValueError: when a rating is missing or infinite; a missing vote must have no row.
    """
    given = np.asarray(values, dtype=np.float64)
    if not np.isfinite(given).all():
        raise ValueError(f"{np.sum(~np.isfinite(given))} ratings are missing or infinite: leave their rows out")
    levels = np.unique(given)
    code = np.searchsorted(levels, given)  # where values repeat, faster than the inverse of `unique`
    return levels, code.astype(np.int64, copy=False)
