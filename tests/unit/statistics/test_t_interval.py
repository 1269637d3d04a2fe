"""The t interval: the textbook case, and a reason instead of numbers."""

import math

import numpy as np
import pytest
from scipy.stats import ttest_1samp

from affectflow.statistics.t_interval import t_interval


def test_is_the_one_sample_t_test():
    x = np.array([1.0, 2.5, 0.3, 4.1, 2.2])
    test = ttest_1samp(x, 0)
    found = t_interval(x.mean(), x.std(ddof=1) / np.sqrt(5), 4, n=5, level=0.9, method="mean")
    low, high = test.confidence_interval(0.9)
    assert (found["low"], found["high"]) == pytest.approx((low, high))
    assert (found["t"], found["p"]) == pytest.approx((test.statistic, test.pvalue))


def test_with_a_reason_every_number_is_undefined():
    found = t_interval(1.0, 1.0, 4, n=5, level=0.9, method="mean", reason="nobody came")
    assert found["reason"] == "nobody came"
    assert all(math.isnan(found[k]) for k in ("estimate", "low", "high", "standard_error", "df", "t", "p"))
