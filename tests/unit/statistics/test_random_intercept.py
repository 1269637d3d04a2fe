"""The mixed model: derivatives by differences, symmetry, known closed forms and error rates."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affectflow.statistics.random_intercept import _Profile, fit_random_intercept


def data(seed, people=30, spread=3.0):
    rng = np.random.default_rng(seed)
    person = np.repeat(np.arange(people), 3)
    keep = rng.random(len(person)) < 0.8
    keep[::3] = True
    design = np.column_stack([np.tile(np.eye(3), (people, 1)), (person % 2) * np.tile([0, 1, 1], people)])[keep]
    outcome = 10 + rng.normal(0, spread, people)[person] + rng.normal(0, 2, len(person))
    return outcome[keep], design, person[keep]


def dense_deviance(outcome, design, person, ratio, scale):
    """Minus twice the restricted log-likelihood from the full covariance matrix."""
    same = person[:, None] == person[None, :]
    v = scale * (np.eye(len(outcome)) + ratio * same)
    inverse = np.linalg.inv(v)
    information = design.T @ inverse @ design
    b = np.linalg.solve(information, design.T @ inverse @ outcome)
    r = outcome - design @ b
    terms = np.linalg.slogdet(v)[1] + np.linalg.slogdet(information)[1] + r @ inverse @ r
    return terms + (len(outcome) - design.shape[1]) * np.log(2 * np.pi), b, np.linalg.inv(information)


@given(st.integers(0, 50), st.floats(0, 20))
@settings(max_examples=30)
def test_the_profile_is_the_dense_likelihood_and_its_slope_is_its_derivative(seed, ratio):
    outcome, design, person = data(seed, people=12)
    profile = _Profile(outcome, design, person)
    dense, _, _ = dense_deviance(outcome, design, person, ratio, profile.scale(ratio))
    assert profile.deviance(ratio) == pytest.approx(dense, rel=1e-9)
    step = 1e-5
    slope = (profile.deviance(ratio + step) - profile.deviance(max(ratio - step, 0))) / (step + min(step, ratio))
    assert profile.slope(ratio + (0 if ratio > step else step / 2)) == pytest.approx(slope, rel=1e-3, abs=1e-4)


def test_the_fit_is_generalised_least_squares_at_its_own_variances():
    outcome, design, person = data(3)
    fit = fit_random_intercept(outcome, design, person)
    ratio = fit.variance_participant / fit.variance_residual
    deviance, b, covariance = dense_deviance(outcome, design, person, ratio, fit.variance_residual)
    assert fit.coefficients == pytest.approx(b, rel=1e-9)
    assert fit.covariance == pytest.approx(covariance, rel=1e-8)
    assert fit.log_likelihood == pytest.approx(-deviance / 2, rel=1e-10)
    for off in (0.98, 1.02):
        assert dense_deviance(outcome, design, person, ratio * off, fit.variance_residual)[0] > deviance
        assert dense_deviance(outcome, design, person, ratio, fit.variance_residual * off)[0] > deviance


def test_a_balanced_within_person_contrast_is_the_paired_t_test():
    from scipy.stats import ttest_rel

    rng = np.random.default_rng(2)
    first = rng.normal(10, 3, 25)
    second = first + rng.normal(1, 1, 25)
    outcome, person = np.concatenate([first, second]), np.tile(np.arange(25), 2)
    design = np.column_stack([np.ones(50), np.repeat([0.0, 1.0], 25)])
    fit = fit_random_intercept(outcome, design, person)
    test = ttest_rel(second, first)
    assert fit.coefficients[1] / np.sqrt(fit.covariance[1, 1]) == pytest.approx(test.statistic, rel=1e-9)
    assert fit.degrees_of_freedom(np.array([0.0, 1.0])) == pytest.approx(24, rel=1e-6)


def test_no_variance_between_people_is_ordinary_regression_and_said():
    rng = np.random.default_rng(0)
    person = np.repeat(np.arange(10), 2)
    # Two outcomes of a person that repel each other: the variance between would be negative.
    outcome = np.tile([1.0, -1.0], 10) * rng.uniform(1, 2, 20)
    fit = fit_random_intercept(outcome, np.ones((20, 1)), person)
    assert fit.singular
    assert fit.variance_participant == 0.0
    assert fit.variance_residual == pytest.approx(outcome.var(ddof=1))
    assert fit.degrees_of_freedom(np.ones(1)) == 19


def test_no_residual_within_people_does_not_converge_and_is_said():
    person = np.repeat(np.arange(10), 2)
    fit = fit_random_intercept(person.astype(float), np.ones((20, 1)), person)
    assert not fit.converged


@pytest.mark.parametrize("offset", [0.0, 1e6])
def test_a_large_mean_costs_no_digits_and_row_order_does_not_matter(offset):
    outcome, design, person = data(5)
    order = np.random.default_rng(0).permutation(len(outcome))
    fit = fit_random_intercept(outcome, design, person)
    moved = fit_random_intercept((outcome + offset)[order], design[order], person[order])
    assert moved.variance_participant == pytest.approx(fit.variance_participant, rel=1e-6)
    assert moved.coefficients[3] == pytest.approx(fit.coefficients[3], rel=1e-6)


def test_the_effect_is_covered_at_its_level():
    from scipy.stats import t

    covered = []
    for seed in range(300):
        outcome, design, person = data(seed + 1000)
        fit = fit_random_intercept(outcome + 1.5 * design[:, 3], design, person)
        contrast = np.eye(4)[3]
        half = t.ppf(0.95, fit.degrees_of_freedom(contrast)) * np.sqrt(fit.covariance[3, 3])
        covered.append(abs(fit.coefficients[3] - 1.5) <= half)
    # 90 % intervals in 300 trials: three standard errors are 5.2 points.
    assert np.mean(covered) == pytest.approx(0.90, abs=0.052)
