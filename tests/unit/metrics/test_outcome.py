"""Tables of predictions become outcomes that line up."""

import numpy as np
import pytest

from affectflow.metrics import METRICS, outcomes, resampled
from affectflow.statistics.bootstrap import cluster_weights

LABELS = ("anger", "neutral")


def columns(**more):
    return {
        "item_id": np.array(["b", "a", "b", "a"]),
        "seed": np.array([2, 2, 1, 1]),
        "group": np.array(["s2", "s1", "s2", "s1"]),
        "label": np.array(["neutral", "anger", "neutral", "anger"]),
        "predicted": np.array(["neutral", "neutral", "neutral", "anger"]),
    } | more


def test_seeds_and_items_come_in_order():
    fits = outcomes(columns(), LABELS)
    assert list(fits) == [1, 2]
    assert fits[1].truth.tolist() == [0, 1]
    assert fits[1].groups.tolist() == [0, 1]
    assert fits[1].predicted.tolist() == [0, 1]
    assert fits[2].predicted.tolist() == [1, 1]
    assert fits[2].probabilities is None
    np.testing.assert_array_equal(fits[1].target, np.eye(2))


def test_votes_and_probabilities_are_found_by_the_labels_names():
    shares = {"share_neutral": np.array([0.9, 0.2, 0.9, 0.2]), "share_anger": np.array([0.1, 0.8, 0.1, 0.8])}
    fits = outcomes(columns(p_neutral=np.ones(4), p_anger=np.zeros(4), **shares), LABELS)
    np.testing.assert_array_equal(fits[1].target, [[0.8, 0.2], [0.1, 0.9]])
    np.testing.assert_array_equal(fits[1].probabilities, [[0, 1], [0, 1]])


def test_a_class_that_is_no_label_is_refused():
    with pytest.raises(ValueError, match="'neutral'"):
        outcomes(columns(), ("anger", "sadness"))


def test_the_estimate_is_the_mean_over_seeds_and_so_is_each_resample():
    fits = list(outcomes(columns(), LABELS).values())
    result = resampled(METRICS["accuracy"], fits, np.array([[1, 1], [2, 0]]))
    assert result.per_seed.tolist() == [1.0, 0.5]
    assert result.estimate == 0.75
    assert result.resamples.tolist() == [0.75, 0.5]
    assert result.reason == ""


def test_one_undefined_seed_leaves_the_mean_undefined():
    given = columns(p_neutral=np.array([1.0, 1.0, 0.5, 0.5]), p_anger=np.array([0.0, 0.0, 0.5, 0.5]))
    fits = list(outcomes(given, LABELS).values())
    result = resampled(METRICS["log_loss"], fits, cluster_weights(2, 10, np.random.default_rng(1)))
    assert np.isnan(result.estimate)
    assert result.per_seed[0] == pytest.approx(np.log(2))
    assert "probability 0" in result.reason
