"""Kendall's W, Cronbach's alpha and Finn's coefficient."""

import math
from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from affectflow.statistics.reliability.mean_squares import mean_squares
from affectflow.statistics.reliability.ranks import _WeightedRanks, kendall_w, kendall_w_interval, w_of_ranks
from affectflow.statistics.reliability.scales import cronbach_alpha, finn, finn_of

tables = arrays(float, st.tuples(st.integers(2, 9), st.integers(2, 5)), elements=st.integers(1, 6).map(float))


def w_by_definition(x):
    """12 S / (m^2 (n^3 - n) - m sum T), with T = sum of t^3 - t over ties."""
    n, m = x.shape
    sums = stats.rankdata(x, axis=0).sum(axis=1)
    ties = sum(t**3 - t for column in x.T for t in np.unique(column, return_counts=True)[1])
    below = m**2 * (n**3 - n) - m * ties
    return 12 * np.sum((sums - sums.mean()) ** 2) / below if below else math.nan


@given(tables)
def test_w_is_the_definition_with_ties(x):
    assert kendall_w(x)["estimate"] == pytest.approx(w_by_definition(x), abs=1e-12, nan_ok=True)


@given(tables)
def test_only_the_order_counts(x):
    assert kendall_w(np.exp(x))["estimate"] == pytest.approx(kendall_w(x)["estimate"], abs=1e-12, nan_ok=True)


@given(tables, st.integers(0, 2**32 - 1))
def test_weights_are_repeated_items(x, seed):
    drawn = np.random.default_rng(seed).integers(0, len(x), len(x))
    weights = np.bincount(drawn, minlength=len(x)).astype(float)
    found = _WeightedRanks(x).concordance(weights[None])[0, 0]
    assert found == pytest.approx(w_by_definition(x[drawn]), abs=1e-12, nan_ok=True)


def test_mean_spearman_is_that_of_all_pairs_without_ties():
    x = np.random.default_rng(1).normal(size=(12, 5))
    pairs = [stats.spearmanr(x[:, i], x[:, j]).statistic for i in range(5) for j in range(i)]
    assert kendall_w(x)["mean_spearman"] == pytest.approx(np.mean(pairs), rel=1e-12)


def test_permutation_p_is_near_that_of_all_permutations():
    x = np.array([[1.0, 2, 1], [2, 1, 3], [3, 3, 2], [4, 4, 4]])
    ranks, every = stats.rankdata(x, axis=0), list(permutations(range(4)))
    least = float(w_of_ranks(ranks)) - 1e-12
    hits = [
        float(w_of_ranks(np.column_stack([ranks[:, 0], ranks[list(a), 1], ranks[list(b), 2]]))) >= least
        for a, b in product(every, every)
    ]
    found = kendall_w(x, permutations=20_000, rng=np.random.default_rng(2))
    assert found["p_permutation"] == pytest.approx(np.mean(hits), abs=0.01)


def test_f_and_permutation_tests_keep_their_level():
    rng = np.random.default_rng(3)
    found = [kendall_w(rng.normal(size=(8, 4)), permutations=199, rng=rng) for _ in range(1000)]
    assert 0.035 <= np.mean([f["p_f"] < 0.05 for f in found]) <= 0.065
    assert 0.035 <= np.mean([f["p_permutation"] <= 0.05 for f in found]) <= 0.065


def test_interval_over_items_repeats_and_brackets():
    x = np.random.default_rng(4).normal(size=(40, 1)) + np.random.default_rng(5).normal(size=(40, 4))
    options = {"method": "percentile", "resamples": 300, "level": 0.9}
    first, again = (kendall_w_interval(x, **options, rng=np.random.default_rng(6)) for _ in range(2))
    assert first == again
    assert first["estimate"] == pytest.approx(kendall_w(x)["estimate"], rel=1e-12)
    assert first["low"] < first["estimate"] < first["high"]


@pytest.mark.parametrize(
    ("x", "reason"),
    [
        (np.ones((4, 1)), "one rater"),
        (np.ones((1, 4)), "one item"),
        (np.ones((4, 3)), "every rater is constant"),
        (np.array([[1.0, np.nan], [2, 1]]), "a rating is missing"),
    ],
)
def test_w_undefined_says_why(x, reason):
    found = kendall_w(x)
    assert math.isnan(found["estimate"])
    assert reason in found["reason"]


def test_perfect_concordance_has_no_f():
    found = kendall_w(np.tile(np.arange(5.0)[:, None], (1, 3)))
    assert found["estimate"] == 1.0
    assert "F is not finite" in found["reason"]


@given(tables)
def test_cronbach_is_the_definition(x):
    k, total = x.shape[1], x.sum(axis=1).var(ddof=1)
    expected = k / (k - 1) * (1 - x.var(axis=0, ddof=1).sum() / total) if np.ptp(x.sum(axis=1)) else math.nan
    assert cronbach_alpha(x)["estimate"] == pytest.approx(expected, abs=1e-10, nan_ok=True)


def test_feldt_covers():
    rng = np.random.default_rng(7)
    found = [cronbach_alpha(rng.normal(size=(25, 1)) + rng.normal(size=(25, 4))) for _ in range(2000)]
    assert 0.93 <= np.mean([f["low"] <= 0.8 <= f["high"] for f in found]) <= 0.97


def test_alpha_of_equal_totals_is_undefined():
    found = cronbach_alpha(np.array([[1.0, 3], [2, 2], [3, 1]]))
    assert math.isnan(found["estimate"])
    assert "total scores are all equal" in found["reason"]


def test_finn_is_1_less_error_over_chance():
    x = np.array([[3.0, 3, 4], [4, 4, 4], [2, 3, 3], [5, 5, 4]])
    squares = mean_squares(x)
    one, two = (finn(x, categories=7, model=model) for model in ("one_way", "two_way"))
    assert one["estimate"] == pytest.approx(1 - float(squares.within) / 4)
    assert two["estimate"] == pytest.approx(1 - float(squares.residual) / 4)
    error = float(squares.within)
    assert one["p"] == pytest.approx(stats.f.sf(4 / error, 1e12, 8), rel=1e-5)
    assert one["f"] == pytest.approx(4 / error)


def test_finn_is_defined_where_items_do_not_differ():
    found = finn(np.array([[3.0, 4], [4, 3], [3, 4]]), categories=5, model="one_way")
    assert found["estimate"] == pytest.approx(0.75, rel=1e-12)
    perfect = finn(np.full((4, 3), 2.0), categories=5, model="one_way")
    assert perfect["estimate"] == 1.0
    assert "F is not finite" in perfect["reason"]


def test_finn_of_pure_chance_is_0_and_its_test_keeps_its_level():
    x = np.random.default_rng(8).integers(1, 6, (3000, 20, 4)).astype(float)
    values = finn_of(mean_squares(x), 5, "one_way")
    assert np.mean(values) == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize(
    ("x", "categories", "reason"),
    [(np.ones((4, 1)), 5, "one rater"), (np.ones((4, 2)), 1, "one category"), (np.ones((1, 4)), 5, "one item")],
)
def test_finn_undefined_says_why(x, categories, reason):
    found = finn(x, categories=categories, model="one_way")
    assert math.isnan(found["estimate"])
    assert reason in found["reason"]
