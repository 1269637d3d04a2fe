"""Expressions of texts, and in how many items of two groups each occurs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..statistics.expressions import Tables

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

    Args:
        texts: of N items.
        inside: whether each is of the group, shape (N,).
        tokens, longest: as in `expressions_of`.
        at_least: items that must hold an expression, of both groups together.

    Returns:
        the frequent expressions, sorted, and their tables.
    """
    counts: dict[str, list[int]] = {}
    for text, within in zip(texts, inside.tolist(), strict=True):
        side = 0 if within else 1
        for expression in expressions_of(text, tokens, longest):
            counts.setdefault(expression, [0, 0])[side] += 1
    names = sorted(name for name, both in counts.items() if sum(both) >= at_least)
    table = np.array([counts[name] for name in names], dtype=np.int64).reshape(-1, 2)
    size = int(inside.sum())
    return names, Tables(table[:, 0], table[:, 1], size, len(texts) - size)
