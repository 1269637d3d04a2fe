"""Correlation of entropies: what it measures, and where it is undefined."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from affectflow.metrics import METRICS, Outcome

METRIC = METRICS["entropy_correlation"]


def outcome(seed, n=40, groups=5):
    target, probabilities = np.random.default_rng(seed).dirichlet(np.ones(3) * 0.7, (2, n))
    return Outcome(target.argmax(1), probabilities.argmax(1), np.arange(n) % groups, 3, groups, target, probabilities)


def test_a_model_as_unsure_as_the_raters_has_1_and_the_reverse_has_minus_1():
    sure, torn = [1.0, 0.0], [0.5, 0.5]
    votes = np.array([sure, torn, sure, torn])
    one = Outcome(np.zeros(4, int), np.zeros(4, int), np.zeros(4, int), 2, 1, votes, votes)
    assert METRIC.value(one) == pytest.approx(1.0)
    assert METRIC.value(replace(one, probabilities=votes[::-1])) == pytest.approx(-1.0)


@given(seed=st.integers(0, 10_000), order=st.permutations(range(3)), times=st.integers(1, 5))
def test_order_of_classes_names_of_classes_and_copies_do_not_matter(seed, order, times):
    one = outcome(seed)
    value = METRIC.value(one)
    assert METRIC.value(replace(one, probabilities=one.probabilities[:, order])) == pytest.approx(value, abs=1e-9)
    sums = METRIC.sums(one)
    assert float(METRIC.of(sums.sum(0) * times)) == pytest.approx(value, abs=1e-9)


def test_a_model_that_is_always_as_sure_has_none_and_says_why():
    one = outcome(1)
    flat = replace(one, probabilities=np.tile([0.2, 0.3, 0.5], (40, 1)))
    assert np.isnan(METRIC.value(flat))
    assert "does not vary" in METRIC.why_undefined(flat)


def test_a_resample_of_items_alike_is_undefined_whatever_the_rounding():
    one = outcome(2, n=4, groups=2)
    alike = one.where(np.array([0, 1, 1, 1]))
    sums = METRIC.sums(alike)
    assert np.isnan(METRIC.of(np.array([0, 7]) @ sums))
    assert np.isfinite(METRIC.of(np.array([1, 7]) @ sums)) == np.isfinite(METRIC.value(alike))
