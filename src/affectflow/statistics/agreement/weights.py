"""How far two declared levels agree, from 0 (not at all) to 1 (the same level).

Weights belong to the declared levels and their scores, never to the levels that happen to
occur. Libraries differ: some take the levels found in the data, so a level that nobody
used changes the weighted kappa of all others.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from .table import Floats


def _rank_pairs(scores: Floats) -> Floats:
    span = np.abs(np.arange(len(scores))[:, None] - np.arange(len(scores))) + 1.0
    return span * (span - 1) / 2


_APART: dict[str, Callable[[Floats], Floats]] = {
    "identity": lambda s: 1.0 - np.eye(len(s)),
    "linear": lambda s: np.abs(s[:, None] - s),
    "quadratic": lambda s: (s[:, None] - s) ** 2,
    "radical": lambda s: np.sqrt(np.abs(s[:, None] - s)),
    "ordinal": _rank_pairs,
}


def agreement_weights(kind: str, levels: int, scores: ArrayLike | None = None) -> Floats:
    """Weights 1 - d / max(d) of the differences d of the scores of the levels.

    Args:
        kind: "identity" (0 and 1), "linear" (Cicchetti and Allison 1971), "quadratic"
            (Fleiss and Cohen 1973), "radical", or "ordinal", where d of ranks s apart is
            s (s + 1) / 2, the pairs of levels between them (Gwet 2014, chapter 3).
        levels: how many levels are declared.
        scores: a number for each level, shape (levels,); 0, 1, 2... unless given. The
            kinds "identity" and "ordinal" read their order only.

    Returns:
        shape (levels, levels), symmetric, 1 on the diagonal.

    Raises:
        ValueError: when the kind is unknown or the scores do not fit the levels.
    """
    if kind not in _APART:
        raise ValueError(f"no weights '{kind}': there are {', '.join(_APART)}")
    given = np.arange(levels, dtype=np.float64) if scores is None else np.asarray(scores, dtype=np.float64)
    if given.shape != (levels,) or np.any(np.diff(given) <= 0):
        raise ValueError(f"the scores of {levels} levels must ascend, but are {given.tolist()}")
    apart = _APART[kind](given)
    return 1.0 - apart / apart.max() if levels > 1 else np.ones((1, 1))


def checked_weights(weights: str | ArrayLike, levels: int) -> Floats:
    """Weights by name or as given.

    Raises:
        ValueError: when a matrix is not (levels, levels), exceeds 1 or is not 1 on its diagonal.
    """
    if isinstance(weights, str):
        return agreement_weights(weights, levels)
    matrix = np.asarray(weights, dtype=np.float64)
    if matrix.shape != (levels, levels):
        raise ValueError(f"weights of shape {matrix.shape} do not fit {levels} declared levels")
    if not (np.all(np.diag(matrix) == 1) and np.all(matrix <= 1)):
        raise ValueError(
            "weights are agreement: 1 on the diagonal and nowhere more (give 1 - d / max(d) of distances d)"
        )
    return matrix


def weights_name(weights: str | ArrayLike) -> str:
    """What a result calls these weights."""
    return weights if isinstance(weights, str) else "given matrix"
