"""Mean, median and evaluator-weighted estimator: by hand, and against loops."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affectflow.statistics.aggregation.numeric import NO_RATING, NO_WEIGHT
from affectflow.statistics.aggregation.rules import aggregate_numbers


def long(matrix):
    """Rows of a table of ratings, items by raters, without its gaps."""
    table = np.asarray(matrix, dtype=float)
    item, rater = np.nonzero(~np.isnan(table))
    return item, rater, table[item, rater], table.shape


GAP = np.nan
TABLE = [[1, 2, 9], [2, 2, 1], [3, 4, 5], [4, 5, 2], [5, GAP, GAP], [GAP, GAP, GAP]]


def test_mean_and_median_are_those_of_each_item():
    assert aggregate_numbers("mean", *long(TABLE)).value == pytest.approx([4, 5 / 3, 4, 11 / 3, 5, GAP], nan_ok=True)
    found = aggregate_numbers("median", *long(TABLE))
    assert found.value == pytest.approx([2, 2, 4, 4, 5, GAP], nan_ok=True)
    assert found.reason.tolist() == [""] * 5 + [NO_RATING]
    assert aggregate_numbers("median", *long([[1, 2, 4, 9]])).value == pytest.approx([3.0])


rows = st.lists(st.lists(st.one_of(st.none(), st.integers(1, 9)), min_size=4, max_size=4), min_size=4, max_size=12)


@settings(max_examples=60)
@given(rows, st.sampled_from(["others", "all"]))
def test_the_evaluator_weighted_estimator_against_loops(drawn, against):
    table = np.array(drawn, dtype=float)
    found = aggregate_numbers("ewe", *long(table), against=against)
    for r in range(4):
        own, mean = [], []
        for row in table:
            others = [row[k] for k in range(4) if not np.isnan(row[k]) and (k != r or against == "all")]
            if not np.isnan(row[r]) and np.sum(~np.isnan(row)) > 1:
                own.append(row[r])
                mean.append(np.mean(others))
        defined = len(own) >= 3 and np.ptp(own) > 0 and np.ptp(mean) > 1e-9
        wanted = np.corrcoef(own, mean)[0, 1] if defined else np.nan
        assert found.weight[r] == pytest.approx(wanted, abs=1e-9, nan_ok=True)
    weight = np.maximum(np.nan_to_num(found.weight), 0)
    for i, row in enumerate(table):
        has = ~np.isnan(row)
        total = weight[has].sum()
        wanted = weight[has] @ row[has] / total if total > 0 else np.nan
        assert found.value[i] == pytest.approx(wanted, abs=1e-9, nan_ok=True)
        assert (found.reason[i] == "") == (total > 0)


def test_a_rater_who_votes_against_all_others_does_not_count():
    base = np.arange(8.0)
    found = aggregate_numbers("ewe", *long(np.column_stack([base, base + 1, -base / 2])))
    assert found.weight[2] == pytest.approx(-1.0)
    assert found.value == pytest.approx(base + 0.5)


def test_without_a_weight_there_is_no_value_and_a_reason():
    found = aggregate_numbers("ewe", *long([[1, 1], [1, 2], [1, 3]]))
    assert set(found.reason) == {NO_WEIGHT}
    assert np.isnan(found.value).all()


def test_missing_values_are_refused():
    with pytest.raises(ValueError, match="finite"):
        aggregate_numbers("mean", np.array([0]), np.array([0]), np.array([np.nan]), (1, 1))
