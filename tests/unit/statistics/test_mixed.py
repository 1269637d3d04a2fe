"""Mixed models: the dense likelihood, known closed forms, units and both ways of summing the data."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affectflow.statistics.mixed.fit import fit_clustered, fit_mixed, random_intercept
from affectflow.statistics.mixed.likelihood import evaluate
from affectflow.statistics.mixed.sums import clusters


def data(seed, people=30, spread=3.0):
    rng = np.random.default_rng(seed)
    person = np.repeat(np.arange(people), 3)
    keep = rng.random(len(person)) < 0.8
    keep[::3] = True
    design = np.column_stack([np.tile(np.eye(3), (people, 1)), (person % 2) * np.tile([0, 1, 1], people)])[keep]
    outcome = 10 + rng.normal(0, spread, people)[person] + rng.normal(0, 2, len(person))
    return outcome[keep], design, person[keep]


def dense(outcome, design, person, between, within):
    """Minus twice the restricted log-likelihood from the full covariance matrix, coefficients, their covariance."""
    v = within * np.eye(len(outcome)) + between * (person[:, None] == person[None, :])
    inverse = np.linalg.inv(v)
    information = design.T @ inverse @ design
    b = np.linalg.solve(information, design.T @ inverse @ outcome)
    r = outcome - design @ b
    terms = np.linalg.slogdet(v)[1] + np.linalg.slogdet(information)[1] + r @ inverse @ r
    return terms + (len(outcome) - design.shape[1]) * np.log(2 * np.pi), b, np.linalg.inv(information)


def contrasts(fit, df="satterthwaite"):
    return np.array([fit.contrast(c, df) for c in np.eye(len(fit.basis.start))])


@given(st.integers(0, 50), st.floats(0, 20), st.floats(0.1, 20))
@settings(max_examples=30, deadline=None)
def test_sums_of_clusters_give_the_dense_likelihood_and_its_slope_is_its_derivative(seed, between, within):
    outcome, design, person = data(seed, people=12)
    sums, here = clusters(outcome, design, person), np.array([between + 1e-4, within])
    point = evaluate(sums, here)
    assert point.deviance == pytest.approx(dense(outcome, design, person, *here)[0], rel=1e-9)
    for k in range(2):
        step = 1e-5 * np.eye(2)[k]
        slope = (evaluate(sums, here + step).deviance - evaluate(sums, here - step).deviance) / 2e-5
        assert point.slope[k] == pytest.approx(slope, rel=1e-3, abs=1e-4)


def test_the_fit_is_generalised_least_squares_at_its_own_variances():
    outcome, design, person = data(3)
    fit = fit_clustered(outcome, design, person)
    deviance, b, covariance = dense(outcome, design, person, *fit.parameters)
    told = contrasts(fit)
    assert told[:, 0] == pytest.approx(b, rel=1e-9)
    assert told[:, 1] == pytest.approx(np.sqrt(np.diag(covariance)), rel=1e-8)
    assert fit.log_likelihood == pytest.approx(-deviance / 2, rel=1e-10)
    for off in (np.array([0.98, 1]), np.array([1.02, 1]), np.array([1, 0.98]), np.array([1, 1.02])):
        assert dense(outcome, design, person, *fit.parameters * off)[0] > deviance


@pytest.mark.parametrize("df", ["satterthwaite", "kenward_roger", "residual"])
@pytest.mark.parametrize("spread", [0.0, 3.0])
def test_persons_at_occasions_and_rows_of_clusters_are_one_model(df, spread):
    outcome, design, person = data(4, spread=spread)
    wide, x = np.full((30, 3), np.nan), np.zeros((30, 3, 4))
    at = design[:, :3].argmax(axis=1)
    wide[person, at], x[person, at] = outcome, design
    one, other = fit_clustered(outcome, design, person), fit_mixed(wide, x, random_intercept(3))
    assert contrasts(one, df) == pytest.approx(contrasts(other, df), rel=1e-9)
    assert one.log_likelihood == pytest.approx(other.log_likelihood, rel=1e-12)
    assert one.singular == other.singular


def test_a_balanced_within_person_contrast_is_the_paired_t_test():
    from scipy.stats import ttest_rel

    rng = np.random.default_rng(2)
    first = rng.normal(10, 3, 25)
    second = first + rng.normal(1, 1, 25)
    design = np.column_stack([np.ones(50), np.repeat([0.0, 1.0], 25)])
    fit = fit_clustered(np.concatenate([first, second]), design, np.tile(np.arange(25), 2))
    estimate, error, df = fit.contrast(np.array([0.0, 1.0]), "satterthwaite")
    assert estimate / error == pytest.approx(ttest_rel(second, first).statistic, rel=1e-9)
    assert df == pytest.approx(24, rel=1e-6)


def test_no_variance_between_people_is_ordinary_regression_and_said():
    rng = np.random.default_rng(0)
    person = np.repeat(np.arange(10), 2)
    # Two outcomes of a person that repel each other: the variance between would be negative.
    outcome = np.tile([1.0, -1.0], 10) * rng.uniform(1, 2, 20)
    fit = fit_clustered(outcome, np.ones((20, 1)), person)
    assert fit.singular
    assert fit.parameters == pytest.approx([outcome.var(ddof=1)])
    assert fit.contrast(np.ones(1), "satterthwaite")[2] == pytest.approx(19)


def test_no_residual_within_people_does_not_converge_and_is_said():
    person = np.repeat(np.arange(10), 2)
    fit = fit_clustered(person.astype(float), np.ones((20, 1)), person)
    assert not fit.converged


@pytest.mark.parametrize(("offset", "unit"), [(1e6, 1.0), (0.0, 1e6), (0.0, 1e-6)])
def test_means_and_units_cost_no_digits_and_row_order_does_not_matter(offset, unit):
    outcome, design, person = data(5)
    order = np.random.default_rng(0).permutation(len(outcome))
    fit = fit_clustered(outcome, design, person)
    moved = fit_clustered((unit * (outcome + offset))[order], (design * [1, 1, 1, 1e5])[order], person[order])
    assert moved.parameters == pytest.approx(unit**2 * fit.parameters, rel=1e-6)
    assert contrasts(moved)[3] == pytest.approx(contrasts(fit)[3] * [unit / 1e5, unit / 1e5, 1], rel=1e-6)


def test_the_effect_is_covered_at_its_level():
    from scipy.stats import t

    covered = []
    for seed in range(300):
        outcome, design, person = data(seed + 1000)
        fit = fit_clustered(outcome + 1.5 * design[:, 3], design, person)
        estimate, error, df = fit.contrast(np.eye(4)[3], "satterthwaite")
        covered.append(abs(estimate - 1.5) <= t.ppf(0.95, df) * error)
    # 90 % intervals in 300 trials: three standard errors are 5.2 points.
    assert np.mean(covered) == pytest.approx(0.90, abs=0.052)
