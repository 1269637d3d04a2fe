"""Metrics of confusion counts: known values, undefined ones, and what must not change them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from affectflow.metrics.classification import accuracy, macro_f1, uar

METRICS = [uar, accuracy, macro_f1]
COUNTS = arrays(np.float64, st.tuples(st.just(3), st.just(3)), elements=st.integers(0, 20).map(float))


def test_known_values():
    counts = np.array([[3.0, 1.0], [2.0, 4.0]])
    assert uar(counts) == pytest.approx((3 / 4 + 4 / 6) / 2)
    assert accuracy(counts) == pytest.approx(7 / 10)
    assert macro_f1(counts) == pytest.approx((6 / 9 + 8 / 11) / 2)


def test_a_class_absent_from_the_truth_is_left_out_of_uar():
    counts = np.array([[3.0, 1.0, 0.0], [0.0, 2.0, 2.0], [0.0, 0.0, 0.0]])
    assert uar(counts) == pytest.approx((3 / 4 + 1 / 2) / 2)


def test_f1_of_a_class_that_is_only_predicted_is_0_and_of_one_in_neither_is_left_out():
    only_predicted = np.array([[3.0, 1.0], [0.0, 0.0]])
    assert macro_f1(only_predicted) == pytest.approx(6 / 7 / 2)
    assert macro_f1(np.array([[3.0, 0.0], [0.0, 0.0]])) == 1.0


@pytest.mark.parametrize("metric", METRICS)
def test_without_items_nothing_is_defined(metric):
    assert np.isnan(metric(np.zeros((3, 3))))


@pytest.mark.parametrize("metric", METRICS)
def test_leading_axes_are_kept(metric):
    counts = np.random.default_rng(0).integers(0, 9, (5, 2, 3, 3)).astype(float)
    values = metric(counts)
    assert values.shape == (5, 2)
    assert values[4, 1] == metric(counts[4, 1])


@pytest.mark.parametrize("metric", METRICS)
@given(counts=COUNTS, order=st.permutations(range(3)), times=st.integers(1, 9))
def test_order_of_classes_and_number_of_copies_do_not_matter(metric, counts, order, times):
    value = metric(counts)
    np.testing.assert_allclose(metric(counts[np.ix_(order, order)]), value, rtol=1e-12)
    np.testing.assert_allclose(metric(counts * times), value, rtol=1e-12)
    assert np.isnan(value) or 0 <= value <= 1 + 1e-12


@given(counts=COUNTS, times=st.integers(1, 9))
def test_uar_does_not_change_with_the_size_of_a_class(counts, times):
    repeated = counts * np.array([[times], [1], [1]])
    np.testing.assert_allclose(uar(repeated), uar(counts), rtol=1e-12)


@pytest.mark.parametrize("metric", METRICS)
@given(sizes=arrays(np.float64, 3, elements=st.integers(0, 9).map(float)).filter(np.any))
def test_all_right_is_1_and_all_wrong_is_0(metric, sizes):
    assert metric(np.diag(sizes)) == pytest.approx(1.0)
    assert metric(np.roll(np.diag(sizes), 1, axis=1)) == 0.0
