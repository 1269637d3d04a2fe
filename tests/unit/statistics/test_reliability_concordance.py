"""Concordance correlations and limits of agreement."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from affectflow.statistics.reliability.bland_altman import bland_altman, bland_altman_repeated
from affectflow.statistics.reliability.concordance import concordance, lin_ccc, overall_ccc
from affectflow.statistics.reliability.mean_squares import mean_squares

tables = arrays(float, st.tuples(st.integers(3, 9), st.integers(2, 5)), elements=st.integers(1, 7).map(float))


def overall_by_definition(x, ddof):
    """2 sum of covariances over sums of variances and squared differences of means, pair by pair."""
    k = x.shape[1]
    pairs = [(i, j) for i in range(k) for j in range(i)]
    shared = np.cov(x, rowvar=False, ddof=ddof)
    means = x.mean(axis=0)
    above = sum(2 * shared[i, j] for i, j in pairs)
    below = sum(shared[i, i] + shared[j, j] + (means[i] - means[j]) ** 2 for i, j in pairs)
    return above / below if below > 1e-15 else math.nan


@given(tables)
def test_overall_concordance_is_the_definition_pair_by_pair(x):
    for divisor, ddof in (("population", 0), ("sample", 1)):
        found = float(concordance(mean_squares(x), divisor))
        assert found == pytest.approx(overall_by_definition(x, ddof), abs=1e-10, nan_ok=True)


def test_two_raters_have_the_concordance_of_lin():
    x = np.random.default_rng(1).normal(size=(20, 1)) + np.random.default_rng(2).normal(size=(20, 2))
    assert overall_ccc(x)["estimate"] == pytest.approx(lin_ccc(x[:, 0], x[:, 1])["estimate"], rel=1e-12)


def test_estimate_is_correlation_times_bias_correction_and_turns_with_the_sign():
    rng = np.random.default_rng(3)
    x, y = rng.normal(size=30), 2 + rng.normal(size=30)
    found, turned = lin_ccc(x, y), lin_ccc(x - x.mean(), -(y - y.mean()))
    assert found["estimate"] == pytest.approx(found["correlation"] * found["bias_correction"], rel=1e-12)
    centred = lin_ccc(x - x.mean(), y - y.mean())
    assert turned["estimate"] == pytest.approx(-centred["estimate"], rel=1e-12)
    assert [turned["low"], turned["high"]] == pytest.approx([-centred["high"], -centred["low"]], rel=1e-9)


def test_interval_at_no_correlation_is_finite():
    found = lin_ccc([1.0, 2, 3, 4], [1.0, -1, -1, 1])
    assert found["estimate"] == pytest.approx(0, abs=1e-15)
    assert -1 < found["low"] < 0 < found["high"] < 1


@pytest.mark.parametrize(
    ("x", "y", "reason"),
    [
        ([1.0, 1, 1], [1.0, 2, 3], "rater 0 is constant"),
        ([1.0, 2, 3], [2.0, 2, 2], "rater 1 is constant"),
        ([1.0, 1], [2.0, 2], "all raters are constant"),
        ([1.0], [2.0], "one item"),
        ([1.0, np.nan, 3], [1.0, 2, 3], "a rating is missing"),
    ],
)
def test_undefined_says_why(x, y, reason):
    found = lin_ccc(x, y)
    assert math.isnan(found["estimate"])
    assert reason in found["reason"]


def test_perfect_agreement_is_1_without_an_interval():
    for found in (lin_ccc([1.0, 2, 3, 4], [1.0, 2, 3, 4]), overall_ccc(np.tile(np.arange(5.0)[:, None], (1, 3)))):
        assert found["estimate"] == 1.0
        assert "Fisher's z is not finite" in found["reason"]


def test_one_constant_rater_of_several_is_named():
    found = overall_ccc(np.column_stack([[1.0, 2, 3, 4, 6], [1, 2, 4, 4, 5], [3, 3, 3, 3, 3]]))
    assert found["constant_raters"] == [2]
    assert 0 < found["estimate"] < 1


def test_one_rater_has_no_overall_concordance():
    assert "one rater" in overall_ccc(np.arange(5.0)[:, None])["reason"]


def test_intervals_cover():
    rng = np.random.default_rng(4)
    spread = np.array([1.0, 1.3, 0.8])
    offsets = np.array([0.0, 0.3, -0.2])
    pairs, several = 0, 0
    shared = np.outer(spread, spread) * (0.7 + 0.3 * np.eye(3))
    below = [shared[i, i] + shared[j, j] + (offsets[i] - offsets[j]) ** 2 for i in range(3) for j in range(i)]
    above = [2 * shared[i, j] for i in range(3) for j in range(i)]
    root = np.linalg.cholesky(shared)
    for _ in range(1500):
        x = rng.normal(size=(50, 3)) @ root.T + offsets
        two, three = lin_ccc(x[:, 0], x[:, 1]), overall_ccc(x)
        pairs += two["low"] <= above[0] / below[0] <= two["high"]
        several += three["low"] <= sum(above) / sum(below) <= three["high"]
    assert 0.93 <= pairs / 1500 <= 0.97
    assert 0.93 <= several / 1500 <= 0.97


@pytest.mark.parametrize("limits", ["exact", "bland_altman_1986", "bland_altman_1999"])
def test_exact_limits_miss_equally_on_both_sides_and_the_approximations_do_not(limits):
    x = np.random.default_rng(5).normal(size=(100_000, 12))
    one = bland_altman(x[0], np.zeros(12), limits=limits)
    reach = [(one["upper"][side] - one["bias"]["estimate"]) / one["sd"] for side in ("low", "high")]
    mean, sd = x.mean(axis=1), x.std(axis=1, ddof=1)
    too_high, too_low = (
        np.mean(mean + reach[0] * sd > 1.959963984540054),
        np.mean(mean + reach[1] * sd < 1.959963984540054),
    )
    assert 0.93 <= 1 - too_high - too_low <= 0.97
    assert (max(too_high, too_low) < 0.03) == (limits == "exact")


def test_exchanging_the_raters_mirrors_the_limits():
    rng = np.random.default_rng(6)
    x, y = rng.normal(size=20), rng.normal(size=20) + 1
    one, other = bland_altman(x, y), bland_altman(y, x)
    assert one["bias"]["estimate"] == -other["bias"]["estimate"]
    assert one["lower"]["low"] == pytest.approx(-other["upper"]["high"], rel=1e-12)


def test_repeated_ratings_once_each_are_refused_and_equal_items_have_no_variance_between():
    assert "one of them twice" in bland_altman_repeated([1.0, 2], [1.0, 3], [0, 1])["reason"]
    found = bland_altman_repeated([1.0, -1, 1, -1], np.zeros(4), [0, 0, 1, 1])
    assert found["variance_between"] == 0.0
    assert found["variance_within"] == pytest.approx(2.0)


def test_limits_say_why_they_are_undefined():
    for found, reason in (
        (bland_altman([1.0], [2.0]), "fewer than two pairs"),
        (bland_altman([1.0, np.nan, 2], [2.0, 1, 1]), "a rating is missing"),
    ):
        assert math.isnan(found["bias"]["estimate"])
        assert reason in found["reason"]
    assert "all pairs are equal" in bland_altman([1.0, 2, 3], [3.0, 2, 1])["trend"]["reason"]
