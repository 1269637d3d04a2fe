"""Numbers against numbers: the tolerance's formula, NaN, what double precision cannot tell apart, what is listed."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from affectflow.studies.verify import Tolerance
from affectflow.verification.tally import LISTED, Tally, distance

FINITE = st.floats(allow_nan=False, allow_infinity=False, width=32)
SMALL = st.floats(min_value=0, max_value=10)


def tally(pulled, recomputed, absolute=0.0, relative=0.0):
    found = Tally(Tolerance(absolute=absolute, relative=relative))
    found.numbers(np.asarray(pulled), np.asarray(recomputed), str)
    return found


@given(st.lists(st.tuples(FINITE, FINITE), min_size=1), SMALL, SMALL)
def test_each_number_is_judged_by_the_formula(pairs, absolute, relative):
    pulled, recomputed = (np.array(side, dtype=float) for side in zip(*pairs, strict=True))
    found = tally(pulled, recomputed, absolute, relative)
    same = [a == b for a, b in pairs]
    near = [abs(b - a) <= absolute + relative * abs(a) for a, b in pairs]
    assert found.identical == sum(same)
    assert found.within == sum(n and not s for n, s in zip(near, same, strict=True))
    assert found.identical + found.within + found.differs == len(pairs)


@given(st.lists(st.floats(), min_size=1))
def test_anything_equals_itself_and_nan_equals_nan(values):
    assert tally(values, list(values)).identical == len(values)


def test_nan_and_infinity_are_near_to_no_number():
    found = tally([1.0, math.nan, math.inf], [math.nan, 1.0, -math.inf], absolute=1e9, relative=1e9)
    assert (found.within, found.differs) == (0, 3)


def test_an_infinite_number_grants_nothing():
    assert tally([math.inf], [1.0], relative=0.5).differs == 1


def test_whole_numbers_are_told_apart_where_double_precision_cannot():
    found = tally([2**53, -(2**62)], [2**53 + 1, -(2**62) + 1])
    assert found.differs == 2
    assert found.largest == 1


@given(st.integers(-(2**63), 2**63 - 1), st.integers(-(2**63), 2**63 - 1))
def test_the_distance_of_whole_numbers_never_overflows(a, b):
    assert distance(np.array([a]), np.array([b]))[0] == float(abs(a - b))


def test_the_worst_come_first_and_all_are_counted():
    pulled = np.zeros(1000)
    found = tally(pulled, np.arange(1000.0), absolute=990.0)
    assert (found.identical, found.within, found.differs) == (1, 990, 9)
    assert [one.place for one in found.worst[:3]] == ["999", "998", "997"]
    assert len(found.worst) == LISTED
    assert found.worst[0].amount == found.largest == 999
    assert [one.within for one in found.worst[:10]] == [False] * 9 + [True]


def test_a_word_and_a_number_differ_whatever_is_granted():
    found = Tally(Tolerance(absolute=1e9))
    found.word(True, 1, "here")
    found.word("nothing", 3.0, "there")
    found.word("same", "same", "elsewhere")
    assert (found.words_same, found.words_differ) == (1, 2)
    assert [one.place for one in found.worst] == ["here", "there"]
