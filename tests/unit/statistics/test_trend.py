"""Trends of shares and orders of a few values, against R (prop.trend.test, cor.test)."""

import numpy as np
import pytest

from affectflow.statistics.trend import cochran_armitage, rank_order


def test_the_trend_is_that_of_r():
    # prop.trend.test(c(3, 5, 9), c(10, 10, 12), score = 1:3)
    hits = np.repeat([1, 0, 1, 0, 1, 0], [3, 7, 5, 5, 9, 3])
    found = cochran_armitage(hits, np.repeat([1, 2, 3], [10, 10, 12]), 0.95)
    assert found["z"] ** 2 == pytest.approx(4.47533893557, rel=1e-6)
    assert found["p"] == pytest.approx(0.0343873813791, rel=1e-6)
    assert found["low"] < found["estimate"] < found["high"]


@pytest.mark.parametrize(("hits", "at"), [([1, 1, 1], [1, 2, 3]), ([0, 1, 0], [2, 2, 2]), ([], [])])
def test_without_variation_there_is_a_reason(hits, at):
    assert "reason" in cochran_armitage(hits, at, 0.95)


def test_orders_and_their_reasons():
    # cor.test(1:6, c(1, 3, 2, 4, 6, 5), method = "kendall")
    found = rank_order([0, 1, 2, 3, 4, 5], [1, 3, 2, 4, 6, 5], "kendall", 0.95)
    assert (found["estimate"], found["p"]) == pytest.approx((11 / 15, 0.0555555555556), rel=1e-6)
    perfect = rank_order([0, 1, 2, 3, 4], [1, 2, 3, 4, 5], "spearman", 0.95)
    assert perfect["estimate"] == pytest.approx(1)
    assert "reason" in perfect
    assert "reason" in rank_order([0, 1, 2], [1, 2, 3], "kendall", 0.95)
    assert "reason" in rank_order(range(6), [2] * 6, "kendall", 0.95)
