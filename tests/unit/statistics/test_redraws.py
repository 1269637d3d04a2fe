"""Redraws keep sizes by stratum, list every way once, and give p-values that cannot be 0."""

import numpy as np
import pytest

from affectflow.statistics.redraws import p_of_redraws, redraws

ARM = np.array([0, 1, 0, 1, 2, 0, 1, 2])
STRATUM = np.array([0, 0, 0, 0, 0, 1, 1, 1])


def test_all_ways_of_a_small_trial_stand_once_and_keep_each_stratum():
    found = redraws(ARM, STRATUM, (0, 1), most=100, seed=1)
    assert found.exact
    assert len(np.unique(found.arm, axis=0)) == len(found.arm) == 6 * 2
    assert (found.arm == ARM).all(axis=1).sum() == 1
    assert (found.arm[:, ARM == 2] == 2).all()
    for stratum in (0, 1):
        sizes = (found.arm[:, stratum == STRATUM] == 0).sum(axis=1)
        assert set(sizes) == {int(np.sum((ARM == 0) & (stratum == STRATUM)))}


def test_drawn_ways_keep_each_stratum_and_the_seed_decides():
    arm, stratum = np.tile([0, 1, 2], 20), np.repeat([0, 1], 30)
    found = redraws(arm, stratum, (0, 2), most=500, seed=3)
    assert not found.exact
    assert found.arm.shape == (500, 60)
    assert (found.arm[:, arm == 1] == 1).all()
    assert ((found.arm[:, :30] == 0).sum(axis=1) == 10).all()
    assert np.array_equal(found.arm, redraws(arm, stratum, (0, 2), most=500, seed=3).arm)
    assert abs(np.mean(found.arm[:, 0] == 0) - 0.5) < 0.1


def test_p_counts_ties_and_what_has_no_statistic_against_the_effect():
    assert p_of_redraws(2.0, np.array([2.0, 1.0, 3.0, np.nan]), exact=True) == pytest.approx(3 / 4)
    assert p_of_redraws(9.0, np.array([2.0, 1.0, 3.0]), exact=False) == pytest.approx(1 / 4)
