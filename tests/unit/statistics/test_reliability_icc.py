"""Intraclass correlations: the definition, what must not change them, where they are undefined, and coverage."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from affectflow.statistics.reliability.icc import FORMS, icc_estimates
from affectflow.statistics.reliability.icc_inference import icc, icc_interval, icc_test
from affectflow.statistics.reliability.mean_squares import item_sums, mean_squares, weighted_mean_squares

tables = arrays(float, st.tuples(st.integers(2, 8), st.integers(2, 5)), elements=st.integers(1, 7).map(float))
PARTS = ("between", "raters", "residual", "within")


def by_definition(x):
    """Mean squares from sums over all cells."""
    n, k = x.shape
    grand = x.sum() / x.size
    rows, columns = [row.sum() / k for row in x], [column.sum() / n for column in x.T]
    residual = sum((x[i, j] - rows[i] - columns[j] + grand) ** 2 for i in range(n) for j in range(k))
    within = sum((x[i, j] - rows[i]) ** 2 for i in range(n) for j in range(k))
    return {
        "between": k * sum((r - grand) ** 2 for r in rows) / (n - 1),
        "raters": n * sum((c - grand) ** 2 for c in columns) / (k - 1),
        "residual": residual / ((n - 1) * (k - 1)),
        "within": within / (n * (k - 1)),
    }


def estimates(x):
    return np.array([float(value) for value in icc_estimates(mean_squares(x)).values()])


@given(tables)
def test_mean_squares_are_the_definition(x):
    found = mean_squares(x)
    for name, value in by_definition(x).items():
        assert float(getattr(found, name)) == pytest.approx(value, abs=1e-12)


def test_many_tables_at_once_are_each_table_alone():
    many = np.random.default_rng(1).normal(size=(4, 3, 9, 5))
    together = icc_estimates(mean_squares(many))
    for form in FORMS:
        alone = [[float(icc_estimates(mean_squares(x))[form]) for x in row] for row in many]
        assert together[form] == pytest.approx(np.array(alone), rel=1e-12)


@given(tables, st.integers(0, 2**32 - 1))
def test_weights_are_repeated_items(x, seed):
    rng = np.random.default_rng(seed)
    drawn = rng.integers(0, len(x), len(x))
    weights = np.bincount(drawn, minlength=len(x)).astype(float)
    found, expected = weighted_mean_squares(item_sums(x), weights[None]), mean_squares(x[drawn])
    for name in PARTS:
        assert float(getattr(found, name)[0]) == pytest.approx(float(getattr(expected, name)), abs=1e-10)


@given(tables, st.floats(0.1, 10), st.floats(-100, 100), st.randoms(use_true_random=False))
def test_scale_shift_and_order_change_nothing(x, scale, shift, random):
    items, raters = list(range(x.shape[0])), list(range(x.shape[1]))
    random.shuffle(items)
    random.shuffle(raters)
    moved = (scale * x + shift)[items][:, raters]
    assert estimates(moved) == pytest.approx(estimates(x), abs=1e-8, nan_ok=True)


@given(tables, arrays(float, 5, elements=st.integers(-9, 9).map(float)))
def test_consistency_ignores_what_a_rater_adds(x, offsets):
    found = dict(zip(FORMS, estimates(x + offsets[: x.shape[1]]), strict=True))
    expected = dict(zip(FORMS, estimates(x), strict=True))
    for form in ("ICC(C,1)", "ICC(C,k)"):
        assert found[form] == pytest.approx(expected[form], abs=1e-9, nan_ok=True)


@given(tables)
def test_averages_are_single_ratings_stepped_up(x):
    values, k = dict(zip(FORMS, estimates(x), strict=True)), x.shape[1]
    for letter in ("1", "A,1", "C,1"):
        single, average = values[f"ICC({letter})"], values[f"ICC({letter[:-1]}k)" if "," in letter else "ICC(1,k)"]
        assume(not math.isnan(average) and abs(1 + (k - 1) * single) > 1e-9)
        assert average == pytest.approx(k * single / (1 + (k - 1) * single), rel=1e-7)


def test_a_large_mean_costs_no_digits():
    x = np.random.default_rng(2).normal(size=(40, 4)) + np.random.default_rng(3).normal(size=(40, 1))
    assert estimates(np.round(x, 6) + 1e6) == pytest.approx(estimates(np.round(x, 6)), rel=1e-7)
    weights = np.ones((1, 40))
    moved = icc_estimates(weighted_mean_squares(item_sums(np.round(x, 6) + 1e6), weights))
    assert [float(v[0]) for v in moved.values()] == pytest.approx(estimates(np.round(x, 6)), rel=1e-7)


@pytest.mark.parametrize("form", FORMS)
def test_the_lower_limit_is_the_null_that_is_just_rejected(form):
    x = np.random.default_rng(4).normal(size=(25, 4)) + 1.5 * np.random.default_rng(5).normal(size=(25, 1))
    x += 0.2 * np.arange(4)
    squares = mean_squares(x)
    low, high = icc_interval(squares, form, 0.95)
    assert 0 < low < float(icc_estimates(squares)[form]) < high < 1
    if not form.startswith("ICC(A"):
        assert float(icc_test(squares, form, float(low))[3]) == pytest.approx(0.025, rel=1e-8)
        assert float(icc_test(squares, form, float(high))[3]) == pytest.approx(0.975, rel=1e-8)
    assert icc(x, null=float(low))["forms"][form]["p"] > icc(x, null=0.0)["forms"][form]["p"]


@pytest.mark.parametrize(
    ("ratings", "undefined", "reason"),
    [
        (np.ones((5, 1)), FORMS, "one rater"),
        (np.ones((1, 5)), FORMS, "one item"),
        (np.full((5, 3), 4.0), FORMS, "all ratings are equal"),
        (np.full((5, 3), 0.1), FORMS, "all ratings are equal"),
        (np.tile([1.0, 2, 4], (5, 1)), ("ICC(C,1)",), "raters differ by constants only"),
        (np.tile([1.0, 2, 4], (5, 1)), ("ICC(1,k)", "ICC(C,k)"), "mean ratings are all equal"),
        (np.array([[1.0, 2], [2, np.nan], [3, 4]]), FORMS, "a rating is missing"),
    ],
)
def test_undefined_says_why(ratings, undefined, reason):
    forms = icc(ratings)["forms"]
    for form in undefined:
        assert math.isnan(forms[form]["estimate"])
        assert reason in forms[form]["reason"]


def test_perfect_agreement_is_1_without_an_interval():
    found = icc(np.tile(np.array([[1.0], [2.1], [3.3]]), (1, 4)))["forms"]
    for form in FORMS:
        assert found[form]["estimate"] == 1.0
        assert math.isnan(found[form]["low"])
        assert "error mean square is 0" in found[form]["reason"]


def test_negative_components_stay_and_are_named():
    x = np.array([[1.0, 5], [5, 1], [2, 4], [4, 2]])
    found = icc(x)
    assert found["forms"]["ICC(1)"]["estimate"] < 0
    assert found["variance_components"]["negative"] == ["item", "rater"]
    assert found["variance_components"]["item"] < 0


def test_a_constant_rater_is_named_and_lowers_the_value():
    x = np.column_stack([[1.0, 2, 3, 4], [1, 2, 3, 5], [3, 3, 3, 3]])
    found = icc(x)
    assert found["constant_raters"] == [2]
    assert found["forms"]["ICC(C,1)"]["estimate"] < icc(x[:, :2])["forms"]["ICC(C,1)"]["estimate"]


@pytest.mark.parametrize(
    ("form", "of_rater", "truth"),
    [
        ("ICC(1)", 0.0, 1 / 2),
        ("ICC(1,k)", 0.0, 8 / 9),
        ("ICC(C,1)", 1.0, 1 / 2),
        ("ICC(C,k)", 1.0, 8 / 9),
        ("ICC(A,1)", 0.5, 1 / 2.5),
        ("ICC(A,k)", 0.5, 1 / (1 + 1.5 / 8)),
    ],
)
def test_intervals_cover(form, of_rater, truth):
    rng = np.random.default_rng(11)
    times, n, k = 4000, 30, 8
    x = rng.normal(size=(times, n, 1)) + rng.normal(size=(times, n, k))
    x += np.sqrt(of_rater) * rng.normal(size=(times, 1, k))
    low, high = icc_interval(mean_squares(x), form, 0.95)
    assert 0.93 <= np.mean((low <= truth) & (truth <= high)) <= 0.97


def test_the_test_keeps_its_level():
    x = np.random.default_rng(12).normal(size=(4000, 20, 4))
    x += np.random.default_rng(13).normal(size=(4000, 1, 4)) + 0.5 * np.random.default_rng(14).normal(
        size=(4000, 20, 1)
    )
    for form, null in (("ICC(C,1)", 0.2), ("ICC(A,1)", 0.25 / 2.25), ("ICC(A,k)", 0.25 / 0.75)):
        assert 0.03 <= np.mean(icc_test(mean_squares(x), form, null)[3] < 0.05) <= 0.07
