"""How often tests of means and of analysis of variance err where nothing is to be found, many trials at once."""

import numpy as np
import pytest
from scipy.stats import f as fisher
from scipy.stats import t as student

from affectflow.statistics.effects import means
from affectflow.statistics.effects.cells import combination, in_cells
from affectflow.statistics.effects.explained import partial_omega2
from affectflow.statistics.effects.factorial import factorial

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


def p_of(found, term, epsilon=1.0):
    tested = found.tests[term]
    return fisher.sf(tested.f, tested.df * epsilon, tested.error_df * epsilon)


@pytest.mark.parametrize("squares", ["type_ii", "type_iii"])
def test_terms_keep_their_level_in_unequal_cells_with_correlated_occasions(squares):
    rng = np.random.default_rng(33)
    cell = np.repeat(np.arange(4), [6, 12, 9, 5])
    spread = np.linalg.cholesky([[9.0, 6, 2], [6, 9, 5], [2, 5, 9]])
    # The occasions differ, and so do the levels of the second factor at all of them; nothing else does.
    values = rng.normal(size=(TRIALS, len(cell), 3)) @ spread.T + [0, -1, -2] + 3.0 * (cell % 2)[:, None]
    found = factorial(in_cells(values, cell, 4), [2, 2], squares)
    epsilon = found.sphericity.greenhouse_geisser
    for term in ((0,), (0, 1)):
        assert 0.04 <= np.mean(p_of(found, term) < 0.05) <= 0.06
    for term in ((0, 2), (1, 2), (0, 1, 2)):
        assert 0.04 <= np.mean(p_of(found, term, epsilon) < 0.05) <= 0.06
    assert np.mean(p_of(found, (1,)) < 0.05) > 0.5


def test_repeated_measures_keep_their_level_where_sphericity_does_not_hold():
    rng = np.random.default_rng(34)
    values = rng.normal(size=(TRIALS, 20, 4)) * [1, 1, 2, 4] + rng.normal(size=(TRIALS, 20, 1))
    found = factorial(in_cells(values, np.zeros(20, int), 1), [])
    assert 0.04 <= np.mean(p_of(found, (0,), found.sphericity.greenhouse_geisser) < 0.05) <= 0.06
    assert np.mean(p_of(found, (0,)) < 0.05) > 0.07


def test_contrasts_cover_with_an_error_of_their_own():
    rng = np.random.default_rng(35)
    cell = np.repeat([0, 1], [8, 17])
    values = rng.normal(size=(TRIALS, 25, 3)) * [1, 2, 4] + 2.0 * cell[:, None] * [0, 1, 2]
    estimate, error = combination(in_cells(values, cell, 2), np.array([-1.0, 1.0]), np.array([-1.0, 0.0, 1.0]))
    missed = np.abs(estimate - 4) > student.ppf(0.975, 23) * error
    assert 0.04 <= missed.mean() <= 0.06


def test_intervals_of_partial_omega_squared_cover():
    rng = np.random.default_rng(36)
    cell = np.repeat([0, 1, 2], 10)
    values = rng.normal(size=(2000, 30, 1)) + np.array([0.0, 0.6, 1.2])[cell][:, None]
    tested = factorial(in_cells(values, cell, 3), [3]).tests[0,]
    share = 0.24 / 1.24  # The variance of the three means over itself and one.
    shown = [partial_omega2(float(f), 2, 27, 30, corrected=False, level=0.95) for f in tested.f]
    assert 0.94 <= np.mean([one["low"] <= share <= one["high"] for one in shown]) <= 0.96
