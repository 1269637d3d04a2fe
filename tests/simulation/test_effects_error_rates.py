"""How often tests of means and of the interaction err where nothing is to be found, over 10,000 trials at once."""

import numpy as np
import pytest
from scipy.stats import f as fisher
from scipy.stats import t as student

from affectflow.statistics.effects import means, mixed_anova

TRIALS = 10_000


@pytest.mark.parametrize("sizes", [(20, 20), (10, 30)])
def test_welch_keeps_its_level_and_covers_where_variances_differ(sizes):
    rng = np.random.default_rng(31)
    first, second = rng.normal(0, 4, (TRIALS, sizes[0])), rng.normal(1, 1, (TRIALS, sizes[1]))
    found = means.between(first, second, equal_variances=False)
    missed = np.abs(found.estimate - 1) > student.ppf(0.975, found.df) * found.standard_error
    assert 0.04 <= missed.mean() <= 0.06


def test_student_does_not_where_the_smaller_group_varies_more():
    rng = np.random.default_rng(32)
    first, second = rng.normal(0, 4, (TRIALS, 10)), rng.normal(0, 1, (TRIALS, 30))
    found = means.between(first, second, equal_variances=True)
    assert (np.abs(found.estimate) > student.ppf(0.975, found.df) * found.standard_error).mean() > 0.1


@pytest.mark.parametrize("sizes", [(15, 15), (10, 20)])
def test_the_interaction_keeps_its_level_with_correlated_occasions(sizes):
    rng = np.random.default_rng(33)
    group = np.repeat([0, 1], sizes)
    spread = np.linalg.cholesky([[9.0, 6, 2], [6, 9, 5], [2, 5, 9]])
    values = rng.normal(size=(TRIALS, sum(sizes), 3)) @ spread.T + np.array([0, -1, -2])
    found = mixed_anova.mixed_anova(values, group, 2)
    epsilon = found.greenhouse_geisser
    df, error_df = found.df["interaction"] * epsilon, found.error_df["interaction"] * epsilon
    assert 0.04 <= np.mean(fisher.sf(found.f("interaction"), df, error_df) < 0.05) <= 0.06
    assert 0.04 <= np.mean(fisher.sf(found.f("group"), found.df["group"], found.error_df["group"]) < 0.05) <= 0.06
