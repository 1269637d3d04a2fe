"""Metrics of distributions: bounds, zero, infinity, symmetry."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from affectflow.metrics import METRICS, Outcome
from affectflow.metrics.distributions import (
    cosine_similarity,
    euclidean_distance,
    js_divergence,
    kl_divergence,
    log_loss,
    soft_accuracy,
    top_2_accuracy,
)


def distributions(seed, n=20, classes=3):
    return np.random.default_rng(seed).dirichlet(np.full(classes, 0.5), (2, n))


def outcome(target, probabilities, groups=None):
    n, classes = target.shape
    groups = np.zeros(n, int) if groups is None else groups
    truth = target.argmax(-1)
    return Outcome(truth, probabilities.argmax(-1), groups, classes, int(groups.max()) + 1, target, probabilities)


def test_known_values():
    sure, even = np.array([[1.0, 0.0]]), np.array([[0.5, 0.5]])
    assert log_loss(sure, even) == pytest.approx(np.log(2))
    assert log_loss(even, even) == pytest.approx(np.log(2))
    assert js_divergence(sure, sure[:, ::-1]) == pytest.approx(1.0)
    assert js_divergence(sure, even) == pytest.approx(1 - 0.75 * np.log2(3) + 0.5, abs=1e-12)


@given(seed=st.integers(0, 10_000), order=st.permutations(range(3)))
def test_bounds_symmetry_and_order_of_classes(seed, order):
    target, given_shares = distributions(seed)
    divergence = js_divergence(target, given_shares)
    assert divergence.min() >= 0
    assert divergence.max() <= 1
    np.testing.assert_allclose(divergence, js_divergence(given_shares, target), atol=1e-14)
    np.testing.assert_allclose(divergence, js_divergence(target[:, order], given_shares[:, order]), atol=1e-14)
    assert (log_loss(target, given_shares) >= log_loss(target, target) - 1e-12).all()
    np.testing.assert_array_equal(js_divergence(target, target), 0)


def test_no_probability_for_what_happened_is_undefined_and_says_why():
    target = np.array([[1.0, 0.0], [0.0, 1.0]])
    wrong = outcome(target, np.array([[1.0, 0.0], [1.0, 0.0]]))
    assert np.isnan(METRICS["log_loss"].value(wrong))
    assert "probability 0" in METRICS["log_loss"].why_undefined(wrong)
    assert METRICS["js_divergence"].value(wrong) == pytest.approx(0.5)


def test_a_resample_without_the_impossible_item_is_defined():
    target = np.array([[1.0, 0.0], [0.0, 1.0]])
    wrong = outcome(target, np.array([[1.0, 0.0], [1.0, 0.0]]), groups=np.array([0, 1]))
    metric = METRICS["log_loss"]
    values = metric.of(np.array([[2, 0], [1, 1]]) @ metric.sums(wrong))
    assert values[0] == 0.0
    assert np.isnan(values[1])


def test_a_model_without_probabilities_has_no_log_loss():
    target = np.eye(2)
    hard = Outcome(np.arange(2), np.arange(2), np.zeros(2, int), 2, 1, target)
    assert np.isnan(METRICS["log_loss"].value(hard))
    assert METRICS["log_loss"].why_undefined(hard) == "the model gives no probabilities"
    assert METRICS["uar"].why_undefined(hard) == ""


@given(seed=st.integers(0, 10_000), order=st.permutations(range(3)))
def test_overlap_and_distances_are_bounded_symmetric_and_blind_to_the_order_of_classes(seed, order):
    target, given_shares = distributions(seed)
    for metric, least, most, of_itself in (
        (soft_accuracy, 0, 1, 1),
        (cosine_similarity, 0, 1, 1),
        (euclidean_distance, 0, np.sqrt(2), 0),
    ):
        values = metric(target, given_shares)
        assert values.min() >= least
        assert values.max() <= most + 1e-12
        np.testing.assert_allclose(values, metric(given_shares, target), atol=1e-14)
        np.testing.assert_allclose(values, metric(target[:, order], given_shares[:, order]), atol=1e-14)
        np.testing.assert_allclose(metric(target, target), of_itself, atol=1e-12)


@given(seed=st.integers(0, 10_000))
def test_relative_entropy_is_the_log_loss_above_the_least_there_can_be(seed):
    target, given_shares = distributions(seed)
    least = log_loss(target, target)
    np.testing.assert_allclose(kl_divergence(target, given_shares), log_loss(target, given_shares) - least, atol=1e-9)


def test_top_2_is_right_with_any_of_the_classes_with_most_votes():
    probabilities = np.array([[0.4, 0.3, 0.2, 0.1]])
    for target, expected in (([0, 0.5, 0.5, 0], 1), ([0, 0, 0.5, 0.5], 0), ([0, 1, 0, 0], 1), ([0, 0, 1, 0], 0)):
        assert top_2_accuracy(np.array([target]), probabilities) == expected
