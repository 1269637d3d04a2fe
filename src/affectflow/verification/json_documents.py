"""JSON documents, value by value, each named by its path."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from .tally import NOTHING, Tally
from .written_numbers import compare_texts

EXACT_IN_DOUBLE = 2**53


class Pairs:
    """Numbers that stand at the same path of both documents, to be compared at once."""

    def __init__(self) -> None:
        self.places: list[str] = []
        self.pulled: list[float] = []
        self.recomputed: list[float] = []

    def tell(self, tally: Tally) -> None:
        """Count them."""
        tally.numbers(np.array(self.pulled, float), np.array(self.recomputed, float), self.places.__getitem__)


def count(path: Path) -> tuple[int, int]:
    """Numbers and other values of a document."""
    alone = Tally()
    document = json.loads(path.read_bytes())
    compare_values(document, document, alone)
    return alone.identical, alone.words_same


def compare(pulled: Path, recomputed: Path, tally: Tally) -> None:
    """Hold two documents against each other.

    Raises:
        ValueError: when one of them is no JSON.
    """
    compare_values(json.loads(pulled.read_bytes()), json.loads(recomputed.read_bytes()), tally)


def compare_values(pulled: Any, recomputed: Any, tally: Tally) -> None:
    """Hold two plain documents in memory against each other."""
    pairs = Pairs()
    _walk(pulled, recomputed, "", tally, pairs)
    pairs.tell(tally)


def _walk(pulled: Any, recomputed: Any, path: str, tally: Tally, pairs: Pairs) -> None:
    if isinstance(pulled, dict) and isinstance(recomputed, dict):
        for key in [*pulled, *(key for key in recomputed if key not in pulled)]:
            here = f"{path}/{key}"
            _walk(pulled.get(key, NOTHING), recomputed.get(key, NOTHING), here, tally, pairs)
    elif isinstance(pulled, list) and isinstance(recomputed, list):
        if len(pulled) != len(recomputed):
            tally.word(len(pulled), len(recomputed), f"{path or '/'} (length)")
        for i, (a, b) in enumerate(zip(pulled, recomputed, strict=False)):
            _walk(a, b, f"{path}/{i}", tally, pairs)
    elif _is_number(pulled) and _is_number(recomputed):
        pairs.places.append(path or "/")
        pairs.pulled.append(pulled)
        pairs.recomputed.append(recomputed)
    elif tally.texts and isinstance(pulled, str) and isinstance(recomputed, str):
        compare_texts(pulled, recomputed, path or "/", tally)
    else:
        tally.word(pulled, recomputed, path or "/")


def _is_number(value: Any) -> bool:
    """Whether it is a number that double precision holds."""
    return isinstance(value, float) or (
        isinstance(value, int) and not isinstance(value, bool) and abs(value) <= EXACT_IN_DOUBLE
    )
