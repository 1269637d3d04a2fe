"""Recognition by its definition, its intervals by resamples that are repeated tables."""

import numpy as np
import pytest

from affectflow.statistics.agreement.intervals import analytic_interval, bootstrap_interval
from affectflow.statistics.agreement.recognition import Recognition
from affectflow.statistics.agreement.table import Votes


def measure(seed=1, items=40, raters=6):
    rng = np.random.default_rng(seed)
    seen = rng.random((items, raters)) < 0.7
    item, rater = np.nonzero(seen)
    code = rng.integers(0, 3, len(item))
    meant = rng.integers(-1, 3, items)
    return Recognition(Votes(item, rater, code, items, raters, 3), meant), item, rater, code, meant


def test_it_is_the_share_of_votes_for_the_intended_class():
    votes = Votes(np.array([0, 0, 0, 1, 2]), np.array([0, 1, 2, 0, 0]), np.array([1, 1, 0, 2, 0]), 3, 3, 3)
    found = Recognition(votes, [1, 2, -1])
    assert found.estimate() == 3 / 4
    assert found.parts() == {"right": 3.0, "votes": 4.0}
    assert found.kept.tolist() == [0, 1]


def test_without_an_intended_class_it_is_undefined_and_says_why():
    found = Recognition(Votes(np.array([0]), np.array([0]), np.array([0]), 1, 1, 2), [-1])
    assert np.isnan(found.estimate())
    assert found.reason() == "no vote on an item with an intended class"


def test_classes_that_were_not_declared_are_refused():
    with pytest.raises(ValueError, match="one of 2 levels"):
        Recognition(Votes(np.array([0]), np.array([0]), np.array([0]), 1, 1, 2), [2])


def test_a_resample_of_groups_is_the_measure_on_the_repeated_table():
    found, item, _, code, meant = measure()
    group = found.kept % 7
    weights = np.random.default_rng(2).multinomial(7, np.ones(7) / 7, size=5).astype(float)
    resampled = found.by_groups(group, 7)(weights)
    for row, value in zip(weights, resampled, strict=True):
        times = np.zeros(40)
        times[found.kept] = row[group]
        right = (times[item] * (code == meant[item])).sum()
        assert value == pytest.approx(right / times[item].sum())


def test_a_resample_of_raters_is_the_measure_on_the_repeated_table():
    found, item, rater, code, meant = measure()
    weights = np.random.default_rng(2).multinomial(6, np.ones(6) / 6, size=5).astype(float)
    for row, value in zip(weights, found.by_raters()(weights), strict=True):
        times = row[rater] * (meant[item] >= 0)
        assert value == pytest.approx((times * (code == meant[item])).sum() / times.sum())


def test_analytic_and_bootstrap_intervals_agree_on_many_items():
    found = measure(items=3000)[0]
    analytic = analytic_interval(found, level=0.95)
    drawn = bootstrap_interval(found, rng=np.random.default_rng(1), level=0.95, resamples=2000)
    assert analytic["low"] == pytest.approx(drawn["low"], abs=0.002)
    assert analytic["high"] == pytest.approx(drawn["high"], abs=0.002)


def test_intervals_keep_their_level_where_items_differ_in_difficulty():
    rng, hits, trials = np.random.default_rng(3), 0, 400
    for _ in range(trials):
        easy = rng.beta(2, 2, 60)
        code = (rng.random((60, 8)) > easy[:, None]).astype(int).ravel()
        item, rater = np.divmod(np.arange(480), 8)
        found = analytic_interval(Recognition(Votes(item, rater, code, 60, 8, 2), np.zeros(60, int)), level=0.95)
        hits += found["low"] <= 0.5 <= found["high"]
    assert 0.92 <= hits / trials <= 0.98
