"""Other ways in which a randomisation could have fallen, for permutation tests."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.intp]


@dataclass(frozen=True)
class Redraws:
    """Arms as they could have been drawn.

    arm: shape (ways, n).
    exact: whether these are all ways, the one that happened among them, and not a random choice of them.
    """

    arm: Whole
    exact: bool


def redraws(arm: Whole, stratum: Whole, pair: tuple[int, int], *, most: int, seed: int) -> Redraws:
    """Exchange two arms among their members within each stratum; members of other arms keep theirs.

    So the sizes of both arms in each stratum stay as they were.

    Args:
        arm: number of each person's arm, shape (n,).
        stratum: number of the stratum within which it was drawn, shape (n,).
        pair: the two arms that a null hypothesis takes for exchangeable.
        most: all ways are listed where there are not more than so many, otherwise so many are drawn.
        seed: of the draws.

    Source: Ernst (2004), Statistical Science 19, 676-685.
    """
    members = [np.flatnonzero(np.isin(arm, pair) & (stratum == s)) for s in np.unique(stratum)]
    first = [int(np.sum(arm[who] == pair[0])) for who in members]
    total = math.prod(math.comb(len(who), k) for who, k in zip(members, first, strict=True))
    if total <= most:
        return Redraws(np.stack(list(_all(arm, members, first, pair))), exact=True)
    rng = np.random.default_rng(seed)
    drawn = np.repeat(arm[None, :], most, axis=0)
    for who in members:
        order = np.argsort(rng.random((most, len(who))), axis=1)
        drawn[:, who] = arm[who][order]
    return Redraws(drawn, exact=False)


def p_of_redraws(observed: float, redrawn: NDArray[np.float64], *, exact: bool) -> float:
    """Share of ways with a statistic at least as large; (b + 1) / (m + 1) for m random ways.

    A way whose statistic cannot be computed counts as at least as large. Statistics that differ by
    rounding alone are equal.

    Source: Phipson and Smyth (2010), Stat. Appl. Genet. Mol. Biol. 9, 39.
    """
    b = int(np.sum(~(redrawn < observed * (1 - 1e-9))))
    return b / len(redrawn) if exact else (b + 1) / (len(redrawn) + 1)


def _all(arm: Whole, members: list[Whole], first: list[int], pair: tuple[int, int]) -> Iterator[Whole]:
    for chosen in product(*(combinations(who, k) for who, k in zip(members, first, strict=True))):
        one = arm.copy()
        for who, some in zip(members, chosen, strict=True):
            one[who] = pair[1]
            one[list(some)] = pair[0]
        yield one
