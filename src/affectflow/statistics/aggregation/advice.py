"""Which items another vote would tell most about."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .latent import Floats


@dataclass(frozen=True)
class NextVote:
    """What one more vote is expected to give to each of I items.

    Attributes:
        entropy: of the posterior, in bits, shape (I,).
        information: by how much one more vote lowers it on average, in bits, shape (I,); never below 0.
        gain: by how much it raises the probability of the most probable class on average,
            shape (I,); 0 where no single vote could change which class that is.
    """

    entropy: Floats
    information: Floats
    gain: Floats


def next_vote(posterior: Floats, confusion: Floats) -> NextVote:
    """The expected worth of a vote by a typical rater.

    With posterior p and confusion matrix q, the next vote is v with probability
    sum_c p_c q_cv, and the posterior then is p_c q_cv over that sum. The information is the
    mutual information of class and vote.

    # ASSUME: the next rater votes as all raters together do.

    Args:
        posterior: probability of each class, shape (I, C).
        confusion: probability of each vote given the class, shape (C, C), rows sum to 1.

    Source: Lindley (1956), On a measure of the information provided by an experiment.
    """
    joint = posterior[:, :, None] * confusion
    vote = joint.sum(axis=1)
    now = _entropy(posterior)
    later = _entropy(joint.reshape(len(joint), -1)) - _entropy(vote)
    gain = joint.max(axis=1).sum(axis=1) - posterior.max(axis=1)
    return NextVote(now, np.maximum(now - later, 0.0), np.maximum(gain, 0.0))


def most_uncertain(worth: Floats, most: int) -> NDArray[np.intp]:
    """Numbers of the items with the largest worth, descending; the first of equal ones comes first."""
    return np.argsort(-worth, kind="stable")[:most]


def _entropy(shares: Floats) -> Floats:
    """In bits, over the last axis."""
    return -np.sum(shares * np.log2(np.where(shares > 0, shares, 1.0)), axis=-1)
