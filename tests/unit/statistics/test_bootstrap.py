"""The cluster bootstrap: weights that are resamples, an interval that covers, and its reasons."""

import math

import numpy as np
import pytest

from affectflow.statistics.bootstrap import cluster_weights, percentile_interval


def test_each_resample_draws_as_many_clusters_as_there_are():
    weights = cluster_weights(30, 500, np.random.default_rng(1))
    assert weights.shape == (500, 30)
    assert (weights.sum(axis=1) == 30).all()
    # A cluster is left out of a resample with probability (29/30)^30.
    assert np.mean(weights == 0) == pytest.approx((29 / 30) ** 30, abs=0.01)


def test_the_interval_of_a_mean_covers_it():
    rng = np.random.default_rng(2)
    covered = 0
    for _ in range(400):
        x = rng.normal(3, 1, 60)
        means = cluster_weights(60, 400, rng) @ x / 60
        found = percentile_interval(x.mean(), means, 0.9, 60, "item")
        covered += found["low"] <= 3 <= found["high"]
    # Three standard errors of a share of 0.9 in 400 are 4.5 points.
    assert covered / 400 == pytest.approx(0.9, abs=0.045)


def test_undefined_resamples_are_left_out_and_counted():
    drawn = np.array([1.0, 2.0, 3.0, 4.0, 5.0, np.nan, np.nan])
    found = percentile_interval(3.0, drawn, 0.8, 7, "speaker")
    assert (found["resamples"], found["undefined_resamples"]) == (7, 2)
    assert (found["low"], found["high"]) == pytest.approx(tuple(np.quantile(drawn[:5], [0.1, 0.9])))
    assert "reason" not in found


@pytest.mark.parametrize(
    ("estimate", "drawn", "clusters", "reason"),
    [
        (1.0, [1.0, 1.0, 1.0], 1, "one speaker: nothing to resample"),
        (math.nan, [1.0, 1.0, 1.0], 9, "undefined"),
        (1.0, [1.0, math.nan, math.nan], 9, "undefined"),
        (1.0, [1.0, math.nan], 9, "undefined"),
    ],
)
def test_no_interval_without_a_reason(estimate, drawn, clusters, reason):
    found = percentile_interval(estimate, np.array(drawn), 0.95, clusters, "speaker")
    assert math.isnan(found["low"])
    assert math.isnan(found["high"])
    assert reason in found["reason"]
