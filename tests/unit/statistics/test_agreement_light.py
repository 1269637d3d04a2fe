"""Mean of Cohen's kappa over pairs: what it is made of, intervals, and where it is undefined."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from affectflow.statistics.agreement.cohen import cohen_kappa
from affectflow.statistics.agreement.intervals import analytic_interval, bootstrap_interval
from affectflow.statistics.agreement.light import LightKappa
from affectflow.statistics.agreement.pairs import most_shared
from affectflow.statistics.agreement.table import votes_from_matrix

matrices = arrays(np.int64, st.tuples(st.integers(2, 9), st.integers(2, 4)), elements=st.integers(-1, 2))


def measure(matrix, most=100, weights="identity"):
    votes = votes_from_matrix(matrix, 3)
    first, second, _, _ = most_shared(votes, most)
    return LightKappa(votes, first, second, weights)


def tables_of(matrix):
    pairs = [(a, b) for a in range(matrix.shape[1]) for b in range(a)]
    for a, b in pairs:
        both = matrix[(matrix[:, [a, b]] >= 0).all(axis=1)][:, [b, a]]
        if len(both):
            yield np.array([[np.sum((both[:, 0] == i) & (both[:, 1] == j)) for j in range(3)] for i in range(3)])


@settings(max_examples=60)
@given(matrices, st.sampled_from(["identity", "linear"]))
def test_is_the_mean_of_the_pairs_that_are_defined(matrix, weights):
    each = [cohen_kappa(table, weights=weights, level=0.95)["estimate"] for table in tables_of(matrix)]
    defined = [value for value in each if not math.isnan(value)]
    found = measure(matrix, weights=weights)
    assert found.estimate() == pytest.approx(np.mean(defined) if defined else math.nan, abs=1e-12, nan_ok=True)
    assert bool(found.reason()) == (not defined)


def simulated(rng, items=80, raters=3):
    truth = rng.integers(0, 3, (items, 1))
    return np.where(rng.random((items, raters)) < 0.6, truth, rng.integers(0, 3, (items, raters)))


def test_influence_is_the_slope_by_the_weight_of_an_item():
    found = measure(simulated(np.random.default_rng(1), items=30))
    n = len(found.kept)
    of = found.by_groups(np.arange(n), n)
    steps = np.ones((n, n)) + 1e-6 * np.eye(n)
    slopes = (of(steps) - of(np.ones((1, n)))) / 1e-6
    assert found.influence() == pytest.approx(n * slopes, abs=1e-4)


def test_one_pair_has_the_error_of_fleiss_cohen_and_everitt():
    matrix = simulated(np.random.default_rng(2), raters=2)
    table = next(tables_of(matrix))
    theirs = cohen_kappa(table, level=0.95, variance="item sampling")
    ours = analytic_interval(measure(matrix), level=0.95, quantile="normal")
    for name in ("estimate", "standard_error", "low", "high"):
        assert ours[name] == pytest.approx(theirs[name], rel=1e-10), name


def test_the_pairs_with_most_shared_items_come_first():
    matrix = np.array([[0, 1, -1], [1, 1, 2], [2, -1, 2], [0, -1, 1]])
    first, second, items, pairs = most_shared(votes_from_matrix(matrix, 3), 2)
    assert (first.tolist(), second.tolist(), items.tolist(), pairs) == ([0, 0], [2, 1], [3, 2], 3)


def test_intervals_over_items_and_raters():
    found = measure(simulated(np.random.default_rng(3), raters=6))
    for unit in ("item", "rater"):
        result = bootstrap_interval(found, rng=np.random.default_rng(1), level=0.95, resamples=300, unit=unit)
        assert result["low"] < result["estimate"] < result["high"], unit


def test_a_constant_rater_is_left_out_of_the_mean_and_undefined_alone():
    matrix = np.array([[0, 0, 1], [1, 0, 1], [2, 0, 2], [0, 0, 0]])
    assert measure(matrix).estimate() == pytest.approx(measure(matrix[:, [0, 2]]).estimate())
    alone = analytic_interval(measure(matrix[:, :2]), level=0.95)
    assert math.isnan(alone["estimate"])
    assert alone["reason"].startswith("a rater uses one level only")
