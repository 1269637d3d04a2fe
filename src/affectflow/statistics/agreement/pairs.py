"""Tables of every pair of raters, in time linear in the pairs of votes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse

from .chance import RULES, Chance
from .cohen import kappa_of
from .gwet import corrected
from .sums import ratio_of
from .table import Floats, Integers, Votes
from .weights import checked_weights


@dataclass(frozen=True)
class PairTables:
    """Pairs of raters that share items.

    Attributes:
        first, second: numbers of the raters, first < second, shape (pairs,).
        tables: items by level of the first (rows) and of the second, shape (pairs, q, q).
    """

    first: Integers
    second: Integers
    tables: Integers

    def items(self) -> Integers:
        """How many items each pair shares, shape (pairs,)."""
        return self.tables.sum(axis=(1, 2))


def pair_tables(votes: Votes, *, at_least: int = 1) -> PairTables:
    """The tables of all pairs of raters that share so many items.

    Args:
        votes: the votes.
        at_least: how many items a pair must share to be listed.

    Raises:
        ValueError: when a rater has two votes on one item, which a table of pairs cannot hold.
    """
    key = votes.rater * votes.items + votes.item
    twice = len(key) - len(np.unique(key))
    if twice:
        raise ValueError(f"{twice} votes are second votes of a rater on the same item: keep one of each")
    q = votes.levels
    ones = np.ones(len(votes.item), dtype=np.int64)
    shape = (votes.raters * q, votes.items)
    cast = sparse.csr_array((ones, (votes.rater * q + votes.code, votes.item)), shape=shape)
    shared = (cast @ cast.T).tocoo()
    (one, row), (two, column) = (np.divmod(at.astype(np.int64), q) for at in (shared.row, shared.col))
    upper = one < two
    pair, place = np.unique(one[upper] * votes.raters + two[upper], return_inverse=True)
    cells = place * q * q + row[upper] * q + column[upper]
    tables = np.bincount(cells, shared.data[upper], minlength=len(pair) * q * q).astype(np.int64).reshape(-1, q, q)
    listed = tables.sum(axis=(1, 2)) >= at_least
    return PairTables(pair[listed] // votes.raters, pair[listed] % votes.raters, tables[listed])


def most_shared(votes: Votes, most: int) -> tuple[Integers, Integers, Integers, int]:
    """The pairs of raters who share most items.

    Args:
        votes: at most one of a rater on an item.
        most: how many pairs to list.

    Returns:
        first and second rater and number of items they share, each of shape (listed,), most
        items first and raters in order, and how many pairs share an item at all.
    """
    ones = np.ones(len(votes.item), dtype=np.int64)
    cast = sparse.csr_array((ones, (votes.rater, votes.item)), shape=(votes.raters, votes.items))
    shared = sparse.triu(cast @ cast.T, k=1).tocoo()
    first, second, items = (np.asarray(part, dtype=np.int64) for part in (shared.row, shared.col, shared.data))
    order = np.lexsort((second, first, -items))[:most]
    return first[order], second[order], items[order], len(items)


def pair_kappa(pairs: PairTables, weights: str | ArrayLike = "identity") -> Floats:
    """Cohen's kappa of each pair, shape (pairs,); NaN where one of both uses one level only."""
    return kappa_of(pairs.tables, checked_weights(weights, pairs.tables.shape[-1]))[0]


def pair_coefficient(pairs: PairTables, chance: Chance, weights: str | ArrayLike = "identity") -> Floats:
    """Percent agreement ("none"), Brennan-Prediger ("uniform"), Scott's pi ("shares") or AC ("gwet") of each pair."""
    w = checked_weights(weights, pairs.tables.shape[-1])
    p = ratio_of(pairs.tables, pairs.tables.sum(axis=(-2, -1), keepdims=True))
    shares = (p.sum(axis=-1) + p.sum(axis=-2)) / 2
    return corrected(np.sum(p * w, axis=(-2, -1)), RULES[chance](shares, w)[0])
