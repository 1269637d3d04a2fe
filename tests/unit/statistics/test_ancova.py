"""ANCOVA: against statsmodels, in its error rates over 2,000 trials, and where it is undefined."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from affectflow.statistics.ancova import ancova, why_undefined

KINDS = ["HC0", "HC1", "HC2", "HC3", "none"]


def trials(many, n, effect, seed, spread=1.0):
    """Trials with 1:1 allocation; the treated outcomes have `spread` times the noise."""
    rng = np.random.default_rng(seed)
    treated = np.tile([0.0, 1.0], n // 2)
    baseline = rng.normal(20, 5, (many, n))
    noise = rng.normal(0, 4, (many, n)) * np.where(treated == 1, spread, 1.0)
    return 5 + 0.6 * baseline + effect * treated + noise, treated, baseline


@pytest.mark.parametrize("robust", KINDS)
def test_against_statsmodels(robust):
    import statsmodels.api as sm

    outcome, treated, baseline = trials(3, 40, -2, seed=1, spread=2.0)
    found = ancova(outcome, treated, baseline, robust)
    for k in range(3):
        design = np.column_stack([np.ones(40), treated, baseline[k]])
        theirs = sm.OLS(outcome[k], design).fit(cov_type="nonrobust" if robust == "none" else robust)
        assert found.effect[k] == pytest.approx(theirs.params[1], rel=1e-10)
        assert found.standard_error[k] == pytest.approx(theirs.bse[1], rel=1e-10)
        for arm in (0, 1):
            at = np.array([1.0, arm, baseline[k].mean()])
            assert found.adjusted[k, arm] == pytest.approx(at @ theirs.params, rel=1e-10)
            assert found.adjusted_error[k, arm] == pytest.approx(np.sqrt(at @ theirs.cov_params() @ at), rel=1e-10)


@pytest.mark.parametrize(("robust", "spread"), [("HC3", 1.0), ("HC3", 2.0), ("none", 1.0)])
def test_error_rate_and_coverage_over_2000_trials(robust, spread):
    """No effect is found in 4 to 6 % of trials, and a planted one is covered in 94 to 96 %."""
    from scipy.stats import t

    for effect in (0.0, -3.0):
        found = ancova(*trials(2000, 120, effect, seed=7, spread=spread), robust)
        half = t.ppf(0.975, found.df) * found.standard_error
        missed = np.mean(np.abs(found.effect - effect) > half)
        assert 0.04 <= missed <= 0.06


@given(st.floats(-1e3, 1e3), st.floats(0.01, 100), st.floats(-1e4, 1e4))
def test_shifting_and_scaling_the_measure_does_what_it_should(shift, scale, moved):
    outcome, treated, baseline = (a[0] if a.ndim == 2 else a for a in trials(1, 30, 1.0, seed=2))
    first = ancova(outcome, treated, baseline, "HC3")
    second = ancova(scale * outcome + shift, treated, baseline + moved, "HC3")
    assert second.effect == pytest.approx(scale * first.effect, rel=1e-6, abs=1e-9)
    assert second.standard_error == pytest.approx(scale * first.standard_error, rel=1e-6)


def test_swapping_the_arms_turns_the_sign():
    outcome, treated, baseline = trials(5, 30, 1.0, seed=3)
    first, second = ancova(outcome, treated, baseline, "HC2"), ancova(outcome, 1 - treated, baseline, "HC2")
    assert second.effect == pytest.approx(-first.effect)
    assert second.standard_error == pytest.approx(first.standard_error)
    assert second.adjusted[:, ::-1] == pytest.approx(first.adjusted)


ARMS = np.tile([0.0, 1.0], 5)
RISING = np.arange(10.0) ** 1.5
WAVY = np.sin(np.arange(10.0))


@pytest.mark.parametrize(
    ("outcome", "treated", "baseline", "robust", "reason"),
    [
        (RISING, np.eye(10)[0], WAVY, "HC3", "fewer than two complete cases in the treated arm (1)"),
        (RISING, np.ones(10), WAVY, "HC3", "fewer than two complete cases in the control arm (0)"),
        ([], [], [], "HC3", "fewer than two complete cases in the treated arm (0)"),
        ([1.0], [1.0], [1.0], "none", "fewer than two complete cases in the treated arm (1)"),
        (np.full(10, 7.1), ARMS, WAVY, "HC3", "the outcome is constant"),
        (RISING, ARMS, np.full(10, 0.1), "HC3", "the baseline is constant: nothing to adjust for"),
        (RISING, ARMS, 3 + ARMS, "HC0", "the baseline tells the arms apart exactly: the effect cannot be separated"),
        (1e6 + 0.1 * WAVY, ARMS, WAVY, "HC3", "the outcome is an exact function of arm and baseline"),
        (RISING[:4], ARMS[:4], [1.0, 1.0, 1.0, 2.0], "HC3", "a participant has leverage 1: HC3 is undefined"),
    ],
)
def test_what_cannot_be_estimated_has_a_reason(outcome, treated, baseline, robust, reason):
    arrays = (np.asarray(a, dtype=float) for a in (outcome, treated, baseline))
    assert why_undefined(*arrays, robust).startswith(reason)


def test_three_cases_leave_too_few_in_one_arm_and_an_ordinary_trial_has_no_reason():
    assert (
        why_undefined(RISING[:3], ARMS[:3], WAVY[:3], "HC3") == "fewer than two complete cases in the treated arm (1)"
    )
    assert why_undefined(RISING, ARMS, WAVY, "HC3") == ""
