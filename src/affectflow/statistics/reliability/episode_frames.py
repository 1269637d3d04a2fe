"""Frame-wise agreement of observers on one label."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .cluster_bootstrap import Method, cluster_intervals

Floats = NDArray[np.float64]

NAMES = ("observed", "positive", "kappa", "alpha")


def frame_agreement(
    marked: NDArray[np.bool_],
    *,
    block: int,
    method: Method,
    resamples: int,
    level: float,
    rng: np.random.Generator,
    lengths: Sequence[int] | None = None,
) -> dict[str, dict[str, Any]]:
    """Agreement of observers on one label, frame by frame, with bootstrap intervals over time.

    Neighbouring frames tell the same story, so whole blocks of frames are drawn; a block
    should be longer than episodes are.

    Args:
        marked: of one label, shape (observers, F).
        block: frames in a block; the last block of an item may be shorter.
        method, resamples, level, rng: see `cluster_intervals`.
        lengths: frames of each item, where the frames are of several; no block joins two.

    Returns:
        for each of observed (share of frames in which a pair agrees, mean over pairs),
        positive (2 both / (one + other), mean over pairs), kappa (Cohen's, mean over pairs;
        both means over the pairs that are defined) and alpha (Krippendorff's, nominal, frames
        as units) what `cluster_intervals` returns.
    """
    observers, frames = marked.shape
    ends = np.cumsum(lengths if lengths is not None else [frames])
    starts = np.concatenate(
        [np.arange(end - n, end, block) for n, end in zip(np.diff(ends, prepend=0), ends, strict=True)]
    )
    length = np.diff(starts, append=frames)
    both = np.stack([_both(marked[:, s : s + n]) for s, n in zip(starts, length, strict=True)]).reshape(len(starts), -1)

    def statistic(weights: Floats) -> Floats:
        return frame_measures((weights @ both).reshape(-1, observers, observers), weights @ length)

    options: dict[str, Any] = {"method": method, "resamples": resamples, "level": level, "rng": rng}
    found = cluster_intervals(statistic, NAMES, len(starts), unit=f"block of {block} frames", **options)
    reason = _why_undefined(marked)
    return {
        name: one | ({"reason": reason} if reason and np.isnan(one["estimate"]) else {}) for name, one in found.items()
    }


def without_each(marked: NDArray[np.bool_]) -> Floats:
    """The four measures of `frame_agreement` when one observer is left out.

    Args:
        marked: of one label, shape (observers, F).

    Returns:
        shape (observers, 4), NaN where undefined.
    """
    both, frames = _both(marked), np.array([float(marked.shape[1])])
    kept = (np.arange(len(marked)) != one for one in range(len(marked)))
    return np.concatenate([frame_measures(both[np.ix_(rest, rest)][None], frames) for rest in kept])


def frame_measures(both: Floats, frames: Floats) -> Floats:
    """The four measures of `frame_agreement` from how many frames each pair marks together.

    Args:
        both: shape (B, observers, observers); on the diagonal how many each marks.
        frames: how many there are, shape (B,).

    Returns:
        shape (B, 4), NaN where undefined.
    """
    n = both.shape[-1]
    if n < 2:
        return np.full((len(both), 4), np.nan)
    i, j = np.triu_indices(n, 1)
    total = frames[:, None]
    own = np.diagonal(both, axis1=1, axis2=2)
    share_i, share_j = own[:, i] / total, own[:, j] / total
    observed = 1 - share_i - share_j + 2 * both[:, i, j] / total
    expected = share_i * share_j + (1 - share_i) * (1 - share_j)
    kappa = _mean_ratio(observed - expected, 1 - expected)
    positive = _mean_ratio(2 * both[:, i, j] / total, share_i + share_j)
    return np.stack([observed.mean(axis=1), positive, kappa, _alpha(both, own.sum(axis=1), frames, n)], axis=1)


def _both(marked: NDArray[np.bool_]) -> Floats:
    """In how many frames each pair marks together, shape (observers, observers)."""
    x = marked.astype(np.float64)
    return x @ x.T


def _alpha(both: Floats, marks: Floats, frames: Floats, n: int) -> Floats:
    """1 - D_o / D_e for two classes and no missing vote."""
    votes = n * frames
    observed = 2 * (n * marks - both.sum(axis=(1, 2))) / ((n - 1) * votes)
    expected = 2 * marks * (votes - marks) / (votes * (votes - 1))
    return 1 - np.divide(observed, expected, out=np.full(len(marks), np.nan), where=expected > 0)


def _mean_ratio(above: Floats, below: Floats) -> Floats:
    """Mean over the last axis of above / below where below is above rounding, NaN where it never is."""
    defined = below > 1e-12
    ratio = np.divide(above, below, out=np.zeros(below.shape), where=defined)
    pairs = defined.sum(axis=1)
    return np.divide(ratio.sum(axis=1), pairs, out=np.full(len(pairs), np.nan), where=pairs > 0)


def _why_undefined(marked: NDArray[np.bool_]) -> str:
    if marked.shape[0] < 2:
        return "one observer: nothing to compare"
    if not marked.any():
        return "nobody marked this label"
    return "everybody marked this label in every frame" if marked.all() else "no pair of observers is defined"
