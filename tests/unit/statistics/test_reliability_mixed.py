"""Variance components of incomplete tables: the best likelihood, weights, bounds, undefined cases, coverage."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affectflow.statistics.reliability.crossed_profile import Profile
from affectflow.statistics.reliability.crossed_reml import fit_components
from affectflow.statistics.reliability.icc import FORMS
from affectflow.statistics.reliability.icc_inference import icc
from affectflow.statistics.reliability.icc_mixed import icc_mixed, icc_mixed_intervals


def drawn(seed, n=20, k=5, kept=0.7, sd=(1.0, 0.5, 1.0)):
    """A long table in which some cells are missing; every item and rater is there."""
    rng = np.random.default_rng(seed)
    there = rng.random((n, k)) < kept
    there[np.arange(n), rng.integers(0, k, n)] = True
    there[rng.integers(0, n, k), np.arange(k)] = True
    item, rater = np.nonzero(there)
    value = sd[0] * rng.normal(size=n)[item] + sd[1] * rng.normal(size=k)[rater] + sd[2] * rng.normal(size=len(item))
    return 3 + value, item, rater


def dense_deviance(value, item, rater, ratio):
    """Minus twice the restricted log-likelihood from the matrix itself."""
    n = len(value)
    h = np.eye(n) + ratio[0] * (item[:, None] == item) + ratio[1] * (rater[:, None] == rater)
    inverse, one = np.linalg.inv(h), np.ones(n)
    mean = one @ inverse @ value / (one @ inverse @ one)
    scale = (value - mean) @ inverse @ (value - mean) / (n - 1)
    log_det = np.linalg.slogdet(h)[1] + np.log(one @ inverse @ one)
    return (n - 1) * (1 + np.log(2 * np.pi * scale)) + log_det


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(0, 5), st.floats(0, 5))
def test_value_and_slope_are_those_of_the_whole_matrix(seed, first, second):
    value, item, rater = drawn(seed, 8, 4)
    ratio = np.array([first, second])
    parts = Profile(value, item, rater, None).parts(ratio)
    assert parts.deviance == pytest.approx(dense_deviance(value, item, rater, ratio), rel=1e-10)
    for which in (0, 1):
        step = 1e-5 * np.eye(2)[which] * (1 + ratio)
        at = ratio + step
        ahead, behind = (dense_deviance(value, item, rater, r) for r in (at + step, at - step))
        slope = Profile(value, item, rater, None).parts(at).slope[which]
        assert slope == pytest.approx((ahead - behind) / (2 * step[which]), rel=1e-4, abs=1e-4)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_no_point_of_a_grid_is_better(seed):
    value, item, rater = drawn(seed, 10, 4)
    profile, best = Profile(value, item, rater, None), fit_components(value, item, rater)
    grid = np.append(0.0, np.logspace(-3, 3, 25))
    deviances = [profile.parts(np.array([a, b])).deviance for a in grid for b in grid]
    assert -2 * best.log_likelihood <= min(deviances) + 1e-9
    assert best.converged


def test_sparse_and_dense_incidence_agree():
    rng = np.random.default_rng(3)
    item, rater = np.repeat(np.arange(60), 2), rng.integers(0, 30, 120)
    value = rng.normal(size=60)[item] + rng.normal(size=120)
    ratio = np.array([0.7, 0.3])
    found = Profile(value, item, rater, None).parts(ratio).deviance
    assert found == pytest.approx(dense_deviance(value, item, rater, ratio), rel=1e-10)


def test_weights_are_repeated_items():
    value, item, rater = drawn(5)
    weights = np.random.default_rng(6).integers(1, 4, 20).astype(float)
    copies = [(value[item == i], rater[item == i]) for i in range(20) for _ in range(int(weights[i]))]
    longer = np.concatenate([v for v, _ in copies])
    items = np.repeat(np.arange(len(copies)), [len(v) for v, _ in copies])
    raters = np.concatenate([r for _, r in copies])
    found, expected = fit_components(value, item, rater, weights), fit_components(longer, items, raters)
    for name in ("item", "rater", "residual", "mean", "log_likelihood"):
        assert getattr(found, name) == pytest.approx(getattr(expected, name), rel=1e-8)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 1000))
def test_a_complete_table_gives_the_mean_squares_where_no_component_is_negative(seed):
    value, item, rater = drawn(seed, 25, 5, kept=1.1)
    table, mixed = icc(value.reshape(25, 5)), icc_mixed(value, item, rater)
    for form in FORMS:
        bounded = mixed["one_way" if form.startswith("ICC(1") else "two_way"]["at_bound"]
        if not bounded:
            assert mixed["forms"][form]["estimate"] == pytest.approx(table["forms"][form]["estimate"], abs=1e-8)


def test_a_negative_component_becomes_0_and_is_named():
    x = np.array([[1.0, 5], [5, 1], [2, 4], [4, 2]])
    item, rater = (a.ravel() for a in np.indices(x.shape))
    found = icc_mixed(x.ravel(), item, rater)
    assert found["one_way"]["at_bound"] == ["item"]
    assert found["forms"]["ICC(1)"]["estimate"] == 0.0
    assert "its bound" in found["forms"]["ICC(1)"]["reason"]


@pytest.mark.parametrize(
    ("value", "item", "rater", "undefined", "reason"),
    [
        ([1, 2, 3, 4], [0, 0, 1, 1], None, FORMS[1:3], "raters are not known"),
        ([2, 2, 2, 2], [0, 0, 1, 1], [0, 1, 0, 1], FORMS, "all ratings are equal"),
        ([1, 2, 3, 4], [0, 1, 2, 3], [0, 1, 0, 1], FORMS, "no item has two ratings"),
        ([1, 2, 3, 4], [0, 0, 1, 1], [0, 1, 2, 3], FORMS[1:3], "no rater gave two ratings"),
        ([1, 2, 3, 4], [0, 0, 1, 1], [0, 0, 0, 0], FORMS[1:3], "one rater"),
        ([1, 2, 3, 4], [0, 0, 0, 0], [0, 1, 0, 1], FORMS, "one item"),
    ],
)
def test_undefined_says_why(value, item, rater, undefined, reason):
    codes = None if rater is None else np.array(rater)
    forms = icc_mixed(np.array(value, float), np.array(item), codes)["forms"]
    for form in undefined:
        assert math.isnan(forms[form]["estimate"])
        assert reason in forms[form]["reason"]


def test_perfect_agreement_is_near_1_and_says_that_nothing_is_left():
    item, rater = (a.ravel() for a in np.indices((6, 3)))
    found = icc_mixed(np.arange(6.0)[item], item, rater)["forms"]["ICC(C,1)"]
    assert found["estimate"] == pytest.approx(1.0)
    assert "reason" in found


def test_averaged_is_the_harmonic_mean_unless_given():
    value, item, rater = drawn(7)
    assert icc_mixed(value, item, rater)["averaged"] == pytest.approx(20 / np.sum(1 / np.bincount(item)))
    three, five = (icc_mixed(value, item, rater, averaged=k)["forms"]["ICC(C,k)"]["estimate"] for k in (3, 5))
    assert three < five


def test_bootstrap_over_items_brackets_the_estimate_and_repeats():
    value, item, rater = drawn(8, 30)
    options = {"averaged": 3.0, "method": "percentile", "resamples": 60, "level": 0.9}
    first, again = (icc_mixed_intervals(value, item, rater, **options, rng=np.random.default_rng(1)) for _ in range(2))
    assert first == again
    expected = icc_mixed(value, item, rater, averaged=3.0)["forms"]
    for form in FORMS:
        assert first[form]["estimate"] == pytest.approx(expected[form]["estimate"], rel=1e-8)
        assert first[form]["low"] < first[form]["estimate"] < first[form]["high"]


def test_intervals_cover():
    """ICC(1) on ratings without effects of raters, as its model has it; with them it is 1 to 2 points short."""
    truth, hits = (
        {"ICC(1)": 0.5, "ICC(C,1)": 0.5, "ICC(A,1)": 1 / 2.25},
        dict.fromkeys(("ICC(1)", "ICC(C,1)", "ICC(A,1)"), 0),
    )
    for seed in range(700):
        value, item, rater = drawn(seed, 50, 20, 0.3)
        plain, of_item, _ = drawn(seed, 50, 20, 0.3, (1.0, 0.0, 1.0))
        found = icc_mixed(value, item, rater)["forms"] | {"ICC(1)": icc_mixed(plain, of_item, None)["forms"]["ICC(1)"]}
        for form, value in truth.items():
            hits[form] += found[form]["low"] <= value <= found[form]["high"]
    assert all(0.93 <= hit / 700 <= 0.97 for hit in hits.values()), hits
