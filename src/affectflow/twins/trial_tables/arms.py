"""Random allocation in permuted blocks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...studies.twins.people import TrialTablesTwin
from ...studies.twins.trial_parts import EVERYONE
from ..seeds import stream

OF_EACH = 2
"""Participants of each arm in one block."""


def allocate(spec: TrialTablesTwin) -> tuple[NDArray[np.str_], NDArray[np.str_]]:
    """Arm and stratum of each participant, in the order of randomisation.

    A block has two of each arm, as long as the arm has places left, in random order; all of one
    block are of one stratum. Without strata every stratum is empty.
    """
    if not spec.arms:
        return np.full(spec.people or 0, EVERYONE), np.full(spec.people or 0, "")
    rng, left = stream(spec.seed, "allocation"), dict(spec.arms)
    arms: list[str] = []
    strata: list[str] = []
    weights = np.array(list(spec.strata.values()) or [1.0])
    while any(left.values()):
        block = [arm for arm, n in left.items() for _ in range(min(n, OF_EACH))]
        left = {arm: n - min(n, OF_EACH) for arm, n in left.items()}
        arms += list(rng.permutation(block))
        strata += [str(rng.choice(list(spec.strata) or [""], p=weights / weights.sum()))] * len(block)
    return np.array(arms), np.array(strata)
