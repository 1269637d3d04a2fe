"""ANCOVA: against statsmodels, by its invariances, and where it is undefined."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from affectflow.statistics.ancova import ancova, why_undefined
from affectflow.statistics.multiple_tests import bonferroni, hochberg, holm

KINDS = ["HC0", "HC1", "HC2", "HC3", "none"]
EFFECT = [-1.0, 1.0, 0.0]


def trials(many, n, seed, covariates=2):
    """Trials of three arms in turn, the last one with twice the noise."""
    rng = np.random.default_rng(seed)
    arm = np.arange(n) % 3
    x = rng.normal(20, 5, (many, n, covariates))
    noise = rng.normal(0, 4, (many, n)) * np.where(arm == 2, 2.0, 1.0)
    return 5 + 0.6 * x[..., 0] + np.array([0.0, -2.0, 3.0])[arm] + noise, arm, x


@pytest.mark.parametrize("robust", KINDS)
def test_against_statsmodels(robust):
    import statsmodels.api as sm

    outcome, arm, x = trials(3, 40, seed=1)
    found = ancova(outcome, arm, x, robust, arms=3)
    effect, error = found.contrast(EFFECT)
    for k in range(3):
        design = np.column_stack([np.eye(3)[arm], x[k] - x[k].mean(axis=0)])
        theirs = sm.OLS(outcome[k], design).fit(cov_type="nonrobust" if robust == "none" else robust)
        at = np.array([*EFFECT, 0, 0])
        assert effect[k] == pytest.approx(at @ theirs.params, rel=1e-10)
        assert error[k] == pytest.approx(np.sqrt(at @ theirs.cov_params() @ at), rel=1e-10)
        assert found.means[k] == pytest.approx(theirs.params[:3], rel=1e-10)
        assert found.covariance[k] == pytest.approx(theirs.cov_params()[:3, :3], rel=1e-9, abs=1e-12)
        assert found.residual_sd[k] == pytest.approx(np.sqrt(theirs.mse_resid), rel=1e-10)
        assert found.df[k] == theirs.df_resid


@pytest.mark.parametrize("robust", KINDS)
def test_cases_that_do_not_count_are_as_if_they_were_not_there(robust):
    outcome, arm, x = trials(2, 40, seed=2)
    present = np.random.default_rng(3).random((2, 40)) < 0.8
    hidden = np.where(present, outcome, np.nan)
    found = ancova(hidden, arm, x, robust, arms=3, present=present)
    for k in range(2):
        kept = present[k]
        alone = ancova(outcome[k, kept], arm[kept], x[k, kept], robust, arms=3)
        assert found.means[k] == pytest.approx(alone.means)
        assert found.covariance[k] == pytest.approx(alone.covariance)
        assert found.df[k] == alone.df


def test_a_singular_trial_is_nan_and_the_others_are_not():
    outcome, arm, x = trials(2, 30, seed=4, covariates=1)
    x[1, :, 0] = arm == 2
    found = ancova(outcome, arm, x, "HC3", arms=3)
    assert np.isnan(found.means).all(axis=1).tolist() == [False, True]


@given(st.floats(-1e3, 1e3), st.floats(0.01, 100), st.floats(-1e4, 1e4))
def test_shifting_and_scaling_the_measure_does_what_it_should(shift, scale, moved):
    outcome, arm, x = (a[0] if a.ndim > 1 else a for a in trials(1, 30, seed=2))
    first = ancova(outcome, arm, x, "HC3", arms=3).contrast(EFFECT)
    second = ancova(scale * outcome + shift, arm, x + moved, "HC3", arms=3).contrast(EFFECT)
    assert second[0] == pytest.approx(scale * first[0], rel=1e-6, abs=1e-9)
    assert second[1] == pytest.approx(scale * first[1], rel=1e-6)


ARMS = np.tile([0, 1], 5)
RISING = np.arange(10.0) ** 1.5
WAVY = np.sin(np.arange(10.0))


@pytest.mark.parametrize(
    ("outcome", "arm", "baseline", "robust", "reason"),
    [
        (np.full(10, 7.1), ARMS, WAVY, "HC3", "the outcome is constant"),
        (RISING, ARMS, np.full(10, 0.1), "HC3", "x is constant: nothing to adjust for"),
        (RISING, ARMS, 3.0 + ARMS, "HC0", "x and the arms tell each other exactly"),
        (1e6 + 0.1 * WAVY, ARMS, WAVY, "HC3", "the outcome is an exact function of arm and covariates"),
        (RISING[:4], ARMS[:4], np.array([1.0, 1.0, 1.0, 2.0]), "HC3", "a participant has leverage 1: HC3 is undefined"),
        (RISING[:3], ARMS[:3], WAVY[:3], "HC3", "3 complete cases for 3 coefficients"),
        (RISING, ARMS, WAVY, "HC3", ""),
    ],
)
def test_what_cannot_be_estimated_has_a_reason(outcome, arm, baseline, robust, reason):
    found = why_undefined(outcome, arm, baseline[:, None], robust, arms=2, names=["x"])
    assert found.startswith(reason)
    assert bool(found) == bool(reason)


def test_adjusted_p_values_are_those_of_the_textbook_and_nan_is_no_test():
    # R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "hochberg"), and the same with "bonferroni" and "holm"
    p = [0.01, 0.04, np.nan, 0.03, 0.005]
    made = [0, 1, 3, 4]
    assert hochberg(p)[made] == pytest.approx([0.03, 0.04, 0.04, 0.02])
    assert bonferroni(p)[made] == pytest.approx([0.04, 0.16, 0.12, 0.02])
    assert holm(p)[made] == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert np.isnan(hochberg(p)[2])
    assert np.isnan(bonferroni(p)[2])
