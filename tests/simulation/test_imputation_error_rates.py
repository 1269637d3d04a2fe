"""How often the pooled interval misses the true effect, over many trials with outcomes missing at random."""

import numpy as np
import pytest
from scipy.stats import t as student

from affectflow.statistics.ancova import ancova
from affectflow.statistics.imputation.chained import impute
from affectflow.statistics.imputation.rubin import pool

TRIALS, PER_ARM, IMPUTATIONS = 2000, 40, 20


@pytest.fixture(scope="module")
def misses():
    """Whether each trial's 95 % interval misses the true effect, by imputation and by complete cases."""
    rng = np.random.default_rng(20)
    treated = np.repeat([0, 1], PER_ARM)
    imputed, complete = np.zeros(TRIALS, bool), np.zeros(TRIALS, bool)
    for trial in range(TRIALS):
        baseline = rng.normal(0, 4, 2 * PER_ARM)
        between = 0.6 * baseline + rng.normal(0, 3, 2 * PER_ARM) + 1.5 * treated
        outcome = 0.3 * baseline + 0.6 * between + rng.normal(0, 3, 2 * PER_ARM) - 0.9 * treated
        # Who does badly in between is lost more often, and in the treated arm only: complete cases are biased.
        lost = rng.random(2 * PER_ARM) < 0.6 * treated / (1 + np.exp(-between))
        data = np.stack([baseline, between, np.where(lost, np.nan, outcome)], axis=1)
        parts = [impute(data[treated == arm], IMPUTATIONS, iterations=1, rng=rng) for arm in (0, 1)]
        whole = np.concatenate(parts, axis=1)
        fit = ancova(whole[:, :, 2], treated, whole[:, :, :1], "none", arms=2)
        effect, error = fit.contrast([-1, 1])
        found = pool(effect, error**2, float(fit.df[0]))
        imputed[trial] = abs(found.estimate) > student.ppf(0.975, found.df) * found.standard_error
        there = ancova(outcome[~lost], treated[~lost], baseline[~lost, None], "none", arms=2)
        effect, error = there.contrast([-1, 1])
        complete[trial] = abs(effect) > student.ppf(0.975, there.df) * error
    return imputed.mean(), complete.mean()


def test_the_pooled_test_of_no_effect_keeps_its_level(misses):
    assert 0.04 <= misses[0] <= 0.06


def test_complete_cases_do_not_where_those_who_did_badly_were_lost(misses):
    assert misses[1] > 0.06
