"""Numbers are written in one way."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affectflow.report import numbers


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [(1234.5, 2, "1,234.50"), (-5.1249, 2, "−5.12"), (-0.001, 2, "0.00"), (0.0, 3, "0.000"), (1234567, 0, "1,234,567")],
)
def test_numbers_have_fixed_decimals_separators_and_a_true_minus(value, digits, text):
    assert numbers.number(value, digits) == text


@given(st.floats(-1e9, 1e9), st.integers(0, 6))
def test_a_written_number_reads_back_to_its_digits(value, digits):
    text = numbers.number(value, digits).replace(",", "").replace("−", "-")
    assert float(text) == pytest.approx(round(value, digits), abs=0.51 * 10**-digits)
    assert not text.startswith("-0") or float(text) != 0


@pytest.mark.parametrize("missing", [None, math.nan])
@pytest.mark.parametrize(
    "show", [numbers.number, numbers.count, numbers.percent, numbers.exact, numbers.p_value], ids=lambda f: f.__name__
)
def test_what_is_undefined_says_why(show, missing):
    assert show(missing, reason="one speaker") == "undefined: one speaker"
    assert show(missing) == "undefined: no reason was recorded"


@pytest.mark.parametrize(
    ("p", "text"),
    [(0.0, "p < 0.001"), (0.00099, "p < 0.001"), (0.001, "p = 0.001"), (0.0336, "p = 0.034"), (1.0, "p > 0.999")],
)
def test_p_values_have_three_decimals_and_bounds(p, text):
    assert numbers.p_value(p) == text


def test_ranges_use_a_dash_only_between_numbers_without_minus():
    assert numbers.span(0.71, 0.82) == "0.71–0.82"
    assert numbers.span(-6.86, -3.38) == "−6.86 to −3.38"
    assert numbers.span(-0.1, 0.2) == "−0.10 to 0.20"


def test_intervals_show_what_is_missing_in_them():
    assert numbers.interval({"estimate": 0.5, "low": 0.4, "high": 0.6}) == "0.50 [0.40–0.60]"
    one = {"estimate": 0.5, "low": None, "high": None, "reason": "one speaker: nothing to resample"}
    assert numbers.interval(one) == "0.50 [undefined: one speaker: nothing to resample]"
    assert numbers.interval(one | {"estimate": None}) == "undefined: one speaker: nothing to resample"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.003, "0.003"),
        (1e-9, "10⁻⁹"),
        (-2.5e-7, "−2.5 × 10⁻⁷"),
        (1e-4, "0.0001"),
        (1.23456789e-7, "1.23456789 × 10⁻⁷"),
        (2000, "2,000"),
        (-0.5, "−0.5"),
    ],
)
def test_chosen_numbers_keep_all_their_digits(value, text):
    assert numbers.exact(value) == text


def test_counts_and_nouns():
    assert numbers.count(1440) == "1,440"
    assert numbers.count(189.508) == "189.51"
    assert (numbers.plural(1, "speaker"), numbers.plural(2, "class", "classes")) == ("1 speaker", "2 classes")
    assert [numbers.listing(list(words)) for words in ("", "a", "ab", "abc")] == ["", "a", "a and b", "a, b and c"]
