"""What contrasts of two risks and tests of tables keep, whatever the counts."""

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from affectflow.statistics.binary.contrasts import odds_ratio, risk_difference, risk_ratio
from affectflow.statistics.binary.separation import separation
from affectflow.statistics.binary.tables import fisher, pearson

ARM = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
DIFFERENCES = ("newcombe", "miettinen_nurminen")
RATIOS = [(risk_ratio, m) for m in ("miettinen_nurminen", "koopman", "log")]
RATIOS += [(odds_ratio, m) for m in ("conditional", "miettinen_nurminen", "wald")]


@given(ARM, ARM, st.sampled_from(DIFFERENCES))
def test_a_difference_lies_in_its_interval_and_turns_round_with_the_arms(one, other, method):
    found = risk_difference(*one, *other, level=0.95, method=method)
    back = risk_difference(*other, *one, level=0.95, method=method)
    assert -1 - 1e-9 <= found["low"] <= found["estimate"] + 1e-9
    assert found["estimate"] - 1e-9 <= found["high"] <= 1 + 1e-9
    assert (found["low"], found["high"]) == pytest.approx((-back["high"], -back["low"]), abs=1e-7)


@given(ARM, ARM, st.sampled_from(RATIOS))
def test_a_ratio_lies_in_its_interval_or_says_why_not(one, other, how):
    contrast, method = how
    found = contrast(*one, *other, level=0.95, method=method)
    numbers = [found[key] for key in ("estimate", "low", "high")]
    if np.isnan(numbers).any():
        assert found["reason"]
    else:
        assert 0 <= found["low"] <= found["estimate"] * (1 + 1e-9)
        assert found["estimate"] <= found["high"] * (1 + 1e-9)


@given(ARM, ARM)
def test_two_by_two_tables_are_tested_as_scipy_does(one, other):
    table = np.array([[one[0], one[1] - one[0]], [other[0], other[1] - other[0]]])
    if (table.sum(0) == 0).any():
        assert fisher(table)["reason"] == pearson(table, corrected=True)["reason"] == "a column of the table is empty"
        return
    assert fisher(table)["p"] == pytest.approx(scipy.stats.fisher_exact(table).pvalue, rel=1e-6)
    for corrected in (False, True):
        expected = scipy.stats.chi2_contingency(table, correction=corrected)
        assert pearson(table, corrected=corrected)["p"] == pytest.approx(expected.pvalue)


def test_a_table_too_large_for_an_exact_test_says_so():
    assert "too many tables" in fisher(np.full((8, 8), 40))["reason"]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([[1.0, 2.0], [1.0, 0.5]], "complete_separation"),
        ([[1.0, 0.0], [0.0, 1.0], [0.0, -1.0]], "quasi_complete_separation"),
        ([[1.0, 1.0], [-1.0, 1.0], [1.0, -1.0], [-1.0, -1.0]], ""),
    ],
)
def test_a_direction_that_no_row_is_against_is_found(rows, found):
    assert separation(np.array(rows)) == found
