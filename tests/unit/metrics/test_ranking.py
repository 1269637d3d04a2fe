"""The area under the ROC curve: by counting pairs, by its symmetries, and where there is none."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from affectflow.metrics import METRICS, Outcome
from affectflow.metrics.ranking import ONE_CLASS, auc


def outcome(truth, scores, groups=None):
    truth, scores = np.asarray(truth), np.asarray(scores, float)
    groups = np.zeros(truth.size, int) if groups is None else np.asarray(groups)
    both = np.column_stack([1 - scores, scores])
    clusters = int(groups.max()) + 1 if groups.size else 1
    return Outcome(truth, both.argmax(1), groups, 2, clusters, np.eye(2)[np.maximum(truth, 0)], both)


def by_pairs(truth, scores, weights):
    """Every pair, weighted by both of its items."""
    won = total = 0.0
    for i in np.flatnonzero(np.equal(truth, 1)):
        for j in np.flatnonzero(np.equal(truth, 0)):
            total += weights[i] * weights[j]
            won += weights[i] * weights[j] * (float(scores[i] > scores[j]) + 0.5 * float(scores[i] == scores[j]))
    return won / total if total else np.nan


LEVELS = st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0])


@given(st.lists(st.tuples(st.integers(0, 1), LEVELS, st.integers(0, 3)), min_size=1, max_size=25), st.integers(0, 99))
def test_it_is_the_share_of_pairs_in_order_for_any_weights(rows, seed):
    truth, scores, groups = (np.array(column) for column in zip(*rows, strict=True))
    weights = np.random.default_rng(seed).integers(0, 4, (3, 4)).astype(float)
    one = outcome(truth, scores, groups)
    found = auc(Outcome(one.truth, one.predicted, groups, 2, 4, one.target, one.probabilities), weights)
    expected = [by_pairs(truth, scores, w[groups]) for w in weights]
    np.testing.assert_allclose(found, expected, atol=1e-12)


def test_many_weights_are_taken_in_parts(monkeypatch):
    rng = np.random.default_rng(1)
    one = outcome(rng.integers(0, 2, 40), rng.random(40).round(1), np.arange(40) % 5)
    weights = rng.integers(0, 3, (50, 5)).astype(float)
    whole = auc(one, weights)
    monkeypatch.setattr("affectflow.metrics.ranking.AT_ONCE", 100)
    np.testing.assert_array_equal(auc(one, weights), whole)


def test_a_published_example():
    """Hanley and McNeil (1982), table I: 51 abnormal and 58 normal images in five ratings; the area is 0.893."""
    normal, abnormal = [33, 6, 6, 11, 2], [3, 2, 2, 11, 33]
    truth = np.repeat([0] * 5 + [1] * 5, normal + abnormal)
    scores = np.repeat([0.1, 0.3, 0.5, 0.7, 0.9] * 2, normal + abnormal)
    assert METRICS["auc"].value(outcome(truth, scores)) == pytest.approx(0.893, abs=5e-4)


def test_items_without_a_class_are_in_no_pair():
    assert METRICS["auc"].value(outcome([1, 0, -1], [0.9, 0.1, 0.5])) == 1.0


@pytest.mark.parametrize(("truth", "scores", "why"), [([1, 1], [0.2, 0.3], ONE_CLASS), ([], [], "there are no items")])
def test_without_pairs_it_is_undefined_and_says_why(truth, scores, why):
    one = outcome(np.array(truth, int), scores)
    assert np.isnan(METRICS["auc"].value(one))
    assert METRICS["auc"].why_undefined(one) == why


def test_a_model_without_probabilities_has_none():
    bare = Outcome(np.array([0, 1]), np.array([0, 1]), np.array([0, 0]), 2, 1, np.eye(2))
    assert np.isnan(METRICS["auc"].draws(bare, np.ones((2, 1)))).all()
    assert METRICS["auc"].why_undefined(bare) == "the model gives no probabilities"
