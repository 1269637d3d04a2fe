"""Votes, weights, tables of two raters, and their refusals."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from affectflow.statistics.agreement.cohen import cohen_kappa, kappa_of, resampled_kappa
from affectflow.statistics.agreement.fleiss import fleiss_null_test, scott_pi
from affectflow.statistics.agreement.gwet import brennan_prediger, gwet_ac, percent_agreement
from affectflow.statistics.agreement.pairs import pair_coefficient, pair_kappa, pair_tables
from affectflow.statistics.agreement.table import Votes, levels_of, votes_from_counts, votes_from_matrix
from affectflow.statistics.agreement.weights import agreement_weights, checked_weights

matrices = arrays(np.int64, st.tuples(st.integers(1, 12), st.integers(2, 4)), elements=st.integers(-1, 2))


def test_votes_outside_what_is_declared_are_refused():
    one = np.array([0])
    with pytest.raises(ValueError, match=r"'code' has codes 3\.\.3, but 0\.\.2 are declared"):
        Votes(one, one, one + 3, 1, 1, 3)
    with pytest.raises(ValueError, match="'rater' has codes -1"):
        Votes(one, one - 1, one, 1, 1, 3)
    with pytest.raises(ValueError, match="'code' must be whole numbers"):
        Votes(one, one, np.array([0.5]), 1, 1, 3)
    with pytest.raises(ValueError, match="'rater' must be whole numbers, one for each vote"):
        Votes(one, np.array([0, 0]), one, 1, 1, 3)


@given(matrices)
def test_counts_there_and_back(matrix):
    votes = votes_from_matrix(matrix, 3)
    assert votes.counts().tolist() == [[int(np.sum(row == k)) for k in range(3)] for row in matrix]
    assert votes_from_counts(votes.counts()).counts().tolist() == votes.counts().tolist()


def test_values_become_levels_and_missing_ones_are_refused():
    levels, code = levels_of([2.5, -1.0, 2.5, 7.0])
    assert levels.tolist() == [-1.0, 2.5, 7.0]
    assert code.tolist() == [1, 0, 1, 2]
    with pytest.raises(ValueError, match="2 ratings are missing or infinite"):
        levels_of([1.0, np.nan, np.inf])


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        ("identity", [1, 0, 0]),
        ("linear", [1, 0.5, 0]),
        ("quadratic", [1, 0.75, 0]),
        ("radical", [1, 0.2928932, 0]),
        ("ordinal", [1, 0.6666667, 0]),
    ],
)
def test_weights_are_those_of_irrcacs_vignette(kind, row):
    assert agreement_weights(kind, 3)[0] == pytest.approx(row, abs=5e-8)


def test_scores_space_the_levels():
    assert agreement_weights("linear", 3, [0, 1, 10])[0].tolist() == [1, 0.9, 0]
    assert agreement_weights("ordinal", 3, [0, 1, 10]).tolist() == agreement_weights("ordinal", 3).tolist()


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ("cubic", "no weights 'cubic'"),
        (np.eye(2), "do not fit 3 declared levels"),
        (1 - np.eye(3), "1 on the diagonal"),
        (np.eye(3) + np.array([[0, 2, 0], [0, 0, 0], [0, 0, 0]]), "nowhere more"),
    ],
)
def test_weights_that_are_none_are_refused(weights, message):
    with pytest.raises(ValueError, match=message):
        checked_weights(weights, 3)
    with pytest.raises(ValueError, match="must ascend"):
        agreement_weights("linear", 3, [0, 2, 1])


def variance_by_loops(table, w):
    """Fleiss, Cohen and Everitt (1969), equations 13 and 14, cell by cell."""
    p, q = table / table.sum(), len(table)
    rows, columns = p.sum(axis=1), p.sum(axis=0)
    row_mean = [sum(w[i][j] * columns[j] for j in range(q)) for i in range(q)]
    column_mean = [sum(w[i][j] * rows[i] for i in range(q)) for j in range(q)]
    cells = [(i, j) for i in range(q) for j in range(q)]
    po, pe = sum(w[i][j] * p[i, j] for i, j in cells), sum(w[i][j] * rows[i] * columns[j] for i, j in cells)
    full = sum(p[i, j] * (w[i][j] * (1 - pe) - (row_mean[i] + column_mean[j]) * (1 - po)) ** 2 for i, j in cells)
    null = sum(rows[i] * columns[j] * (w[i][j] - (row_mean[i] + column_mean[j])) ** 2 for i, j in cells)
    n = table.sum()
    return (full - (po * pe - 2 * pe + po) ** 2) / (n * (1 - pe) ** 4), (null - pe**2) / (n * (1 - pe) ** 2)


@settings(max_examples=40)
@given(st.integers(2, 5), st.integers(0, 10**6))
def test_variances_cell_by_cell_with_asymmetric_weights(q, seed):
    rng = np.random.default_rng(seed)
    table = rng.integers(0, 9, (q, q)) + 5 * np.eye(q, dtype=int)
    w = np.where(np.eye(q) == 1, 1.0, rng.random((q, q)))
    found = cohen_kappa(table, weights=w, level=0.95)
    full, null = variance_by_loops(table, w)
    assert found["standard_error"] ** 2 == pytest.approx(full, rel=1e-9, abs=1e-15)
    assert found["null_standard_error"] ** 2 == pytest.approx(null, rel=1e-9, abs=1e-15)


def test_kappa_intervals_cover():
    rng = np.random.default_rng(1)
    tie = rng.random((2000, 150)) < 0.4
    first, second = rng.choice(3, (2, 2000, 150), p=[0.5, 0.3, 0.2])
    second = np.where(tie, first, second)
    hits = 0
    for a, b in zip(first, second, strict=True):
        found = cohen_kappa(np.bincount(a * 3 + b, minlength=9).reshape(3, 3), level=0.95)
        hits += found["low"] <= 0.4 <= found["high"]
    assert 0.93 <= hits / 2000 <= 0.97


def test_resamples_of_a_table_have_its_spread():
    table = np.array([[880, 140, 180], [100, 400, 100], [20, 60, 120]])
    drawn = resampled_kappa(table, np.eye(3), 4000, np.random.default_rng(2))
    assert drawn.std() == pytest.approx(cohen_kappa(table, level=0.95)["standard_error"], rel=0.05)


@pytest.mark.parametrize(
    ("table", "estimate", "reason"),
    [
        (np.zeros((3, 3), dtype=int), math.nan, "no pairable votes: no item has a vote of both raters"),
        (np.diag([5, 0, 0]), math.nan, "one level only is used: the expected agreement is 1"),
        (
            np.array([[5, 3], [0, 0]]),
            math.nan,
            "a rater uses one level only: the observed agreement is that of chance, whatever the other says",
        ),
    ],
)
def test_undefined_tables_have_a_reason(table, estimate, reason):
    found = cohen_kappa(table, level=0.95)
    assert found["estimate"] == pytest.approx(estimate, nan_ok=True, abs=1e-15)
    assert found["reason"] == reason
    assert all(math.isnan(found[name]) for name in ("low", "high", "standard_error", "z", "p"))


def test_a_table_that_is_not_square_is_refused():
    with pytest.raises(ValueError, match="square over declared levels"):
        cohen_kappa(np.ones((2, 3)), level=0.95)


def test_the_null_test_of_fleiss_holds_its_size():
    rng = np.random.default_rng(3)
    counts = rng.multinomial(4, [0.5, 0.3, 0.2], size=(2000, 80))
    assert np.mean([fleiss_null_test(c)["p"] < 0.05 for c in counts]) == pytest.approx(0.05, abs=0.02)


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        ([[2, 1], [1, 1]], "items differ in votes"),
        ([[1, 0], [0, 1]], "fewer than two"),
        ([[3, 0], [3, 0]], "one level only is used"),
    ],
)
def test_the_null_test_says_where_it_is_undefined(counts, reason):
    found = fleiss_null_test(np.array(counts))
    assert reason in found["reason"]
    assert math.isnan(found["estimate"])


def test_scott_is_of_two_raters():
    with pytest.raises(ValueError, match="an item has 3 votes"):
        scott_pi(votes_from_matrix([[0, 1, 1]], 2))


@settings(max_examples=40)
@given(matrices)
def test_tables_of_pairs_are_counted_pair_by_pair(matrix):
    pairs = pair_tables(votes_from_matrix(matrix, 3))
    found = {(a, b): table for a, b, table in zip(pairs.first, pairs.second, pairs.tables, strict=True)}
    for a in range(matrix.shape[1]):
        for b in range(a + 1, matrix.shape[1]):
            expected = np.zeros((3, 3), dtype=int)
            for x, y in matrix[:, [a, b]]:
                if x >= 0 and y >= 0:
                    expected[x, y] += 1
            assert found.pop((a, b), np.zeros((3, 3))).tolist() == expected.tolist()
    assert not found


@settings(max_examples=40)
@given(matrices)
def test_coefficients_of_pairs_are_those_of_their_votes_alone(matrix):
    pairs = pair_tables(votes_from_matrix(matrix, 3))
    measures = {"none": percent_agreement, "uniform": brennan_prediger, "shares": scott_pi, "gwet": gwet_ac}
    for chance, measure in measures.items():
        values = pair_coefficient(pairs, chance, "linear")
        for a, b, value in zip(pairs.first, pairs.second, values, strict=True):
            both = matrix[:, [a, b]]
            alone = measure(votes_from_matrix(both[(both >= 0).all(axis=1)], 3), "linear").estimate()
            assert value == pytest.approx(alone, abs=1e-12, nan_ok=True)


def test_pairs_share_as_many_items_as_asked():
    matrix = np.array([[0, 1, -1], [1, 1, 0], [2, 2, -1]])
    votes = votes_from_matrix(matrix, 3)
    assert pair_tables(votes).items().tolist() == [3, 1, 1]
    pairs = pair_tables(votes, at_least=2)
    assert (pairs.first.tolist(), pairs.second.tolist()) == ([0], [1])
    assert pair_kappa(pairs) == pytest.approx(kappa_of([[[0, 1, 0], [0, 1, 0], [0, 0, 1]]], np.eye(3))[0])


def test_a_second_vote_of_a_rater_on_an_item_fits_no_table_of_pairs():
    twice = Votes(np.array([0, 0, 0]), np.array([0, 0, 1]), np.array([1, 0, 1]), 1, 2, 2)
    with pytest.raises(ValueError, match="1 votes are second votes"):
        pair_tables(twice)
