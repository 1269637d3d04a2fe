"""Cluster bootstrap intervals: against scipy, over items and over raters, and coverage."""

import math
from types import SimpleNamespace

import numpy as np
import pytest
from scipy import stats

from affectflow.statistics.agreement.resampling import draw
from affectflow.statistics.reliability.cluster_bootstrap import bca_limits, cluster_intervals
from affectflow.statistics.reliability.icc import FORMS, icc_estimates
from affectflow.statistics.reliability.icc_inference import icc
from affectflow.statistics.reliability.mean_squares import item_sums, weighted_mean_squares
from affectflow.statistics.reliability.squares_bootstrap import icc_statistics, squares_intervals

OPTIONS = {"resamples": 400, "level": 0.95}


def means(values):
    """The mean and the mean of squares of clusters, by weights."""
    return lambda weights: weights @ np.stack([values, values**2], axis=1) / weights.sum(axis=1, keepdims=True)


def ratings(seed, n, k, of_rater=0.5):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, 1)) + of_rater * rng.normal(size=k) + rng.normal(size=(n, k))


@pytest.mark.parametrize("method", ["percentile", "bca"])
def test_limits_are_those_of_scipy_on_the_same_resamples(method):
    values = np.random.default_rng(1).exponential(size=25)
    ours = cluster_intervals(
        means(values), ["mean", "square"], 25, unit="item", method=method, rng=np.random.default_rng(2), **OPTIONS
    )
    resampled = np.concatenate(list(map(means(values), draw(25, 400, np.random.default_rng(2)))))
    for s, (name, of) in enumerate({"mean": np.mean, "square": lambda v, axis: np.mean(v**2, axis=axis)}.items()):
        theirs = stats.bootstrap(
            (values,),
            of,
            n_resamples=0,
            bootstrap_result=SimpleNamespace(bootstrap_distribution=resampled[:, s]),
            method="BCa" if method == "bca" else "percentile",
            vectorized=True,
        ).confidence_interval
        assert [ours[name]["low"], ours[name]["high"]] == pytest.approx([theirs.low, theirs.high], rel=1e-10)


def test_bca_says_why_it_has_no_limits():
    drawn = np.linspace(0, 1, 50)
    assert "one side" in bca_limits(2.0, drawn, np.arange(5.0), 0.95)["reason"]
    assert "left out" in bca_limits(0.5, drawn, np.array([0.4, np.nan]), 0.95)["reason"]
    assert bca_limits(0.5, drawn, np.full(5, 0.5), 0.95)["acceleration"] == 0.0


def test_one_cluster_has_an_estimate_and_no_interval():
    found = cluster_intervals(
        means(np.array([2.0])), ["m", "s"], 1, unit="item", method="bca", rng=np.random.default_rng(1), **OPTIONS
    )
    assert found["m"]["estimate"] == 2.0
    assert math.isnan(found["m"]["low"])
    assert found["m"]["reason"] == "one item: nothing to resample"


@pytest.mark.parametrize("over", ["item", "rater"])
@pytest.mark.parametrize("method", ["percentile", "bca"])
def test_the_estimates_are_those_without_weights(over, method):
    x = ratings(3, 40, 6)
    found = squares_intervals(x, icc_statistics(), over=over, method=method, rng=np.random.default_rng(4), **OPTIONS)
    plain = icc(x)["forms"]
    for form in FORMS:
        assert found[form]["estimate"] == pytest.approx(plain[form]["estimate"], rel=1e-9)
        assert found[form]["low"] < found[form]["estimate"] < found[form]["high"]
        assert found[form]["cluster"] == over


def test_a_rater_drawn_twice_is_not_compared_with_itself():
    rng = np.random.default_rng(5)
    noise = rng.normal(size=(200, 10))
    found = squares_intervals(
        noise, icc_statistics(), over="rater", method="percentile", rng=np.random.default_rng(6), **OPTIONS
    )["ICC(C,1)"]
    assert found["low"] < 0 < found["high"] < 0.05


def test_two_raters_are_too_few_to_resample():
    found = squares_intervals(
        ratings(7, 30, 2), icc_statistics(), over="rater", method="percentile", rng=np.random.default_rng(8), **OPTIONS
    )["ICC(A,1)"]
    assert found["undefined_resamples"] > 100


@pytest.mark.parametrize(("items", "runs", "least", "most"), [(500, 1200, 0.93, 0.97), (30, 2000, 0.89, 0.93)])
def test_intervals_over_items_cover_with_many_items_and_are_too_short_with_few(items, runs, least, most):
    """The raters stay the same: what is estimated is the value of this set of raters on all items."""
    rng, offsets = np.random.default_rng(9), np.array([-0.4, 0.1, -0.8, 0.3])
    truth, each = 1 / (2 + offsets.var(ddof=1)), 1.0 - np.eye(items)
    hits = np.zeros(2)
    for run in range(runs):
        if run % 20 == 0:
            weights = np.concatenate(list(draw(items, 800, rng)))
        sums = item_sums(rng.normal(size=(items, 1)) + rng.normal(size=(items, 4)) + offsets)
        one, drawn, left_out = (
            icc_estimates(weighted_mean_squares(sums, w))["ICC(A,1)"] for w in (np.ones((1, items)), weights, each)
        )
        low, high = np.quantile(drawn, [0.025, 0.975])
        bca = bca_limits(float(one[0]), drawn, left_out, 0.95)
        hits += [low <= truth <= high, bca["low"] <= truth <= bca["high"]]
    assert (hits / runs >= least).all(), hits / runs
    assert (hits / runs <= most).all(), hits / runs
