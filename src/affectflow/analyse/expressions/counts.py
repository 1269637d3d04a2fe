"""Expressions of texts, and in how many items of two groups each occurs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...statistics.expressions import Tables

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
PAUSE = re.compile(r"[^\w\s'’]+|_+")
"""What an expression does not cross."""


def expressions_of(text: str, tokens: str, longest: int) -> set[str]:
    """The expressions of a text.

    Args:
        text: any text.
        tokens: `words` or `characters`.
        longest: most tokens of an expression.

    Returns:
        words joined by blanks, or characters as they follow one another.
    """
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    runs: list[Sequence[str]]
    if tokens == "words":
        runs, joint = [WORD.findall(part) for part in PAUSE.split(plain)], " "
    else:
        runs, joint = [*re.findall(r"[^\W_]+", plain)], ""
    return {
        joint.join(run[at : at + n]) for run in runs for n in range(1, longest + 1) for at in range(len(run) - n + 1)
    }


def key_of(expression: str) -> str:
    """The expression as a key of the result: words joined by `_`."""
    return "_".join(expression.casefold().replace("’", "'").split())


def tabulate(
    texts: Sequence[str], inside: NDArray[np.bool_], tokens: str, longest: int, at_least: int
) -> tuple[list[str], Tables]:
    """Count the items that hold each expression, in time linear in the words.

    An expression that occurs only within one longer one is in the same items, so that it would be the
    same test again; the longest stands for them all.

    Args:
        texts: of N items.
        inside: whether each is of the group, shape (N,).
        tokens, longest: as in `expressions_of`.
        at_least: items that must hold an expression, of both groups together.

    Returns:
        the frequent expressions that stand for themselves, sorted, and their tables.
    """
    counts: dict[str, list[int]] = {}
    for text, within in zip(texts, inside.tolist(), strict=True):
        side = 0 if within else 1
        for expression in expressions_of(text, tokens, longest):
            counts.setdefault(expression, [0, 0])[side] += 1
    frequent = {name: both for name, both in counts.items() if sum(both) >= at_least}
    names = sorted(frequent.keys() - _within_others(frequent, tokens))
    table = np.array([counts[name] for name in names], dtype=np.int64).reshape(-1, 2)
    size = int(inside.sum())
    return names, Tables(table[:, 0], table[:, 1], size, len(texts) - size)


def _within_others(counts: dict[str, list[int]], tokens: str) -> set[str]:
    """Expressions in as many items as a longer one that holds them: then they are in the same items."""
    found = set()
    for name, both in counts.items():
        parts = name.split(" ") if tokens == "words" else list(name)
        joint = " " if tokens == "words" else ""
        shorter = {joint.join(parts[1:]), joint.join(parts[:-1])} if len(parts) > 1 else set()
        found |= {part for part in shorter if counts[part] == both}
    return found


def groups_that_hold(
    wanted: set[str], texts: Sequence[str], groups: Sequence[str], tokens: str, longest: int
) -> dict[str, int]:
    """In how many groups of items, such as speakers, some item holds each of a few expressions."""
    found: dict[str, set[str]] = {name: set() for name in wanted}
    for text, group in zip(texts, groups, strict=True):
        for name in expressions_of(text, tokens, longest) & wanted:
            found[name].add(group)
    return {name: len(there) for name, there in found.items()}
