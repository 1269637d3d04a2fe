"""Arms compared within the strata of the randomisation, one effect over all of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ..statistics.binary.mantel_haenszel import mantel_haenszel
from ..statistics.multiple_tests import adjusted_for_number
from ..studies.analyse.events import Events
from .cohort import Cohort


def stratified(found: Cohort, happened: pd.Series, asked: Events) -> tuple[dict[str, Any], list[str]]:
    """Effects by treated arm, with how many strata there are and how many tell nothing; and warnings.

    Args:
        found: the participants.
        happened: 0 or 1, of those who are analysed.
        asked: the spec, with `stratified`.
    """
    assert asked.stratified
    traits = found.covariates.loc[happened.index, list(asked.stratified.within)]
    labels = traits.assign(**{"": found.people.loc[happened.index, "stratum"]})
    stratum = labels.groupby(list(labels), sort=False, dropna=False).ngroup().to_numpy()
    arms = found.people.loc[happened.index, "arm"]
    effects = {}
    for arm in asked.treated:
        counts = [part for one in (arm, asked.control) for part in _counts(happened, stratum, arms == one)]
        seen, alone = (int(np.sum(some)) for some in (counts[1] + counts[3] > 0, (counts[1] > 0) ^ (counts[3] > 0)))
        effects[arm] = mantel_haenszel(*counts, level=asked.level) | {"strata": seen, "one_arm_only": alone}
    corrected = adjusted_for_number([one["p"] for one in effects.values()], asked.multiplicity)
    for one, p in zip(effects.values(), corrected, strict=True):
        one["p_adjusted"] = float(p)
    return effects, _odd(effects)


def _counts(happened: pd.Series, stratum: np.ndarray, there: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Events and persons of one arm in each stratum."""
    inside, size = there.to_numpy(), int(stratum.max(initial=-1)) + 1
    events = np.bincount(stratum[inside], weights=happened.to_numpy()[inside], minlength=size)
    return events, np.bincount(stratum[inside], minlength=size).astype(float)


def _odd(effects: dict[str, Any]) -> list[str]:
    told = []
    for arm, one in effects.items():
        if one["one_arm_only"]:
            told.append(f"one_arm_only: {one['one_arm_only']} of {one['strata']} strata tell nothing: {arm}")
        if one["strata"] == 1:
            told.append(f"one_stratum: the effects over strata are of one stratum: {arm}")
    return told
