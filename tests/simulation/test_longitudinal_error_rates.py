"""Error rates of the mixed models over time: 2,000 small trials with values missing at random."""

import numpy as np
import pytest

from affectflow.statistics.mixed.design import cells
from affectflow.statistics.mixed.fit import fit_mixed, random_intercept, unstructured
from affectflow.statistics.mixed.gee import fit_gee

TRIALS, PERSONS = 2000, 40
EFFECT = -2.0
CASES = {
    "random_intercept": (random_intercept(3), np.array([[13.0, 9, 9], [9, 13, 9], [9, 9, 13]]), "satterthwaite"),
    "unstructured": (unstructured(3), np.array([[9.0, 5, 3], [5, 12, 8], [3, 8, 16]]), "kenward_roger"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_type_one_error_and_coverage(name):
    """A test of zero errs as often as an interval misses, for the effect is a shift: one fit tells both."""
    from scipy.stats import t

    structure, covariance, df = CASES[name]
    rng = np.random.default_rng(7)
    arm = np.arange(PERSONS) % 2
    missed = []
    for _ in range(TRIALS):
        value = 20 + rng.multivariate_normal(np.zeros(3), covariance, PERSONS)
        value[:, 1:] += EFFECT * arm[:, None]
        # Who felt worse at the start leaves more often: missing at random.
        value[rng.random(PERSONS) < 0.3 * (value[:, 0] > 20), 2] = np.nan
        made = cells(value, arm, 2, None)
        fit = fit_mixed(made.outcome, made.design, structure)
        estimate, error, freedom = fit.contrast(made.mean(1, 2) - made.mean(0, 2), df)
        missed.append(2 * t.sf(abs(estimate - EFFECT) / error, freedom) < 0.05)
    assert 0.04 <= np.mean(missed) <= 0.06


def test_gee_with_few_participants_needs_its_correction():
    from scipy.stats import t

    rng = np.random.default_rng(8)
    arm, missed = np.arange(PERSONS) % 2, {"none": [], "mancl_derouen": []}
    for _ in range(TRIALS):
        value = 20 + rng.multivariate_normal(np.zeros(3), CASES["unstructured"][1], PERSONS)
        value[:, 1:] += EFFECT * arm[:, None]
        value[rng.random(PERSONS) < 0.15, 2] = np.nan
        made = cells(value, arm, 2, None)
        for correction, of in missed.items():
            fit = fit_gee(made.outcome, made.design, "exchangeable", correction)
            estimate, error, freedom = fit.contrast(made.mean(1, 2) - made.mean(0, 2))
            of.append(2 * t.sf(abs(estimate - EFFECT) / error, freedom) < 0.05)
    assert 0.04 <= np.mean(missed["mancl_derouen"]) <= 0.06
    assert np.mean(missed["none"]) > np.mean(missed["mancl_derouen"])


def test_gee_of_events_errs_as_often_as_it_says():
    """With 40 persons in an arm; with 20 the log odds are so bent that it errs in 2.9 % of trials only."""
    from scipy.special import expit
    from scipy.stats import t

    persons, missed = 2 * PERSONS, []
    rng, arm = np.random.default_rng(3), np.arange(persons) % 2
    for _ in range(TRIALS):
        # No arm has an effect, so that every person's own risk averages to the same in both.
        own = rng.normal(0, 1, persons)[:, None]
        event = (rng.random((persons, 3)) < expit(own - 0.2)).astype(float)
        event[rng.random(persons) < 0.15, 2] = np.nan
        made = cells(event, arm, 2, None)
        fit = fit_gee(made.outcome, made.design, "exchangeable", "mancl_derouen", family="binomial")
        assert fit.converged
        estimate, error, freedom = fit.contrast(made.mean(1, 2) - made.mean(0, 2))
        missed.append(2 * t.sf(abs(estimate) / error, freedom) < 0.05)
    assert 0.04 <= np.mean(missed) <= 0.06
