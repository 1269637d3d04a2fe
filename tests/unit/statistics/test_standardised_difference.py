"""Standardised differences: by hand, by their invariances, and where they are undefined."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from affectflow.statistics.standardised_difference import of_counts, of_values


def test_of_values_by_hand():
    # Means 2 and 4, variances 1 and 4: -2 / sqrt(2.5)
    assert of_values([1, 2, 3], [2, 4, 6])["estimate"] == pytest.approx(-2 / math.sqrt(2.5))


def test_of_two_categories_is_the_formula_for_shares():
    p, q = 0.6, 0.3
    assert of_counts([6, 4], [3, 7])["estimate"] == pytest.approx((p - q) / math.sqrt((p * (1 - p) + q * (1 - q)) / 2))


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(1, 50)), min_size=2, max_size=6), st.randoms())
def test_the_order_of_categories_and_the_side_change_nothing(cells, random):
    first, second = (np.array(column) for column in zip(*cells, strict=True))
    order = list(range(len(cells)))
    random.shuffle(order)
    found = of_counts(first, second)["estimate"]
    assert found >= 0
    assert of_counts(second[order], first[order])["estimate"] == pytest.approx(found, abs=1e-7)
    assert of_counts([*first, 0], [*second, 0])["estimate"] == pytest.approx(found, abs=1e-9)


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (of_values([1.0], [1.0, 2.0]), "fewer than two values"),
        (of_values([0.1] * 3, [0.1] * 4), "both groups are constant"),
        (of_counts([0, 0], [1, 2]), "a group has no values"),
        (of_counts([3, 0], [2, 0]), "all are in one category"),
        (of_counts([3, 0], [0, 2]), "no category is shared"),
    ],
)
def test_what_is_undefined_says_why(found, reason):
    assert math.isnan(found["estimate"])
    assert found["reason"].startswith(reason)
