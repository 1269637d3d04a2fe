"""The twin's trial, drawn with many seeds: the analysis covers what was planted as often as it says."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom

from affectflow import tables
from affectflow.analyse.trial import trial
from affectflow.studies.twins.own import ParlorTwin
from affectflow.twins.parlor.trial import people

SEEDS = 200
SPEC = {"kind": "trial", "measure": "distress", "control": "waitlist", "treated": "coaching"}


def table(rows, name):
    none = tables.empty(name)
    return tables.check(pd.DataFrame(rows).reindex(columns=none.columns).astype(none.dtypes), name)


@pytest.fixture(scope="module")
def found():
    """Results of one trial for each seed."""
    results = []
    for seed in range(SEEDS):
        everyone = people(ParlorTwin(kind="parlor", seed=seed))
        outcomes = table([row for person in everyone for row in person.measurements()], "outcomes")
        participants = table([person.row() for person in everyone], "participants")
        results.append(trial(tables.People(participants, outcomes), spec=SPEC))
    return results


@pytest.mark.slow
@pytest.mark.parametrize("occasion", ["post", "follow_up"])
def test_intervals_cover_the_planted_effect_and_estimates_are_not_biased(found, occasion):
    twin = ParlorTwin(kind="parlor")
    planted = {"post": twin.effect, "follow_up": twin.effect_follow_up}[occasion]
    effects = [result["ancova"][occasion]["effects"]["coaching"] for result in found]
    covered = sum(effect["low"] <= planted <= effect["high"] for effect in effects)
    # 200 trials of a 95 % interval fall outside these bounds once in a thousand times.
    assert binom.ppf(0.0005, SEEDS, 0.95) <= covered <= binom.ppf(0.9995, SEEDS, 0.95)
    off = np.array([effect["estimate"] - planted for effect in effects])
    assert abs(off.mean()) < 3.3 * off.std(ddof=1) / np.sqrt(SEEDS)
