"""Metrics of sets: hand-made cases, bounds, and what must not change them."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from affectflow.metrics import METRICS, Outcome
from affectflow.metrics.sets import members

SETS = ["set_exact_match", "set_hamming", "set_jaccard", "set_micro_f1", "set_weighted_f1", "macro_f1_all_inclusive"]


def outcome(target, probabilities):
    target, probabilities = np.array(target, float), np.array(probabilities, float)
    n, classes = target.shape
    return Outcome(
        np.full(n, -1), probabilities.argmax(1), np.zeros(n, int), classes, 1, target, probabilities, np.full(n, -1)
    )


def drawn(seed, n=30):
    rng = np.random.default_rng(seed)
    return outcome(rng.multinomial(6, np.ones(4) / 4, n) / 6, rng.dirichlet(np.ones(4), n))


CASE = outcome(
    [[0.5, 0.5, 0, 0], [1, 0, 0, 0], [0.25, 0.25, 0.25, 0.25]],
    [[0.4, 0.2, 0.3, 0.1], [0.7, 0.1, 0.1, 0.1], [0.25, 0.25, 0.25, 0.25]],
)  # voted {0, 1}, {0}, {}; predicted {0, 2}, {0}, {}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("set_exact_match", 2 / 3),
        ("set_hamming", (2 / 4) / 3),
        ("set_jaccard", (1 / 3 + 1 + 1) / 3),
        ("set_micro_f1", 2 * 2 / (2 * 2 + 1 + 1)),
        ("set_weighted_f1", 2 / 3),
        ("macro_f1_all_inclusive", 1 / 3),
    ],
)
def test_a_case_made_by_hand(name, expected):
    assert METRICS[name].value(CASE) == pytest.approx(expected)
    assert METRICS[name].items(CASE) == 3


@pytest.mark.parametrize("classes", range(2, 30))
def test_a_share_of_exactly_one_in_c_is_not_above_it(classes):
    votes = np.arange(1, 40)
    shares = np.repeat((votes / (votes * classes))[:, None], classes, axis=1)
    assert not members(shares).any()


def test_nothing_chosen_anywhere_is_undefined_and_says_why():
    none = outcome([[0.5, 0.5]], [[0.5, 0.5]])
    assert METRICS["set_jaccard"].value(none) == 1.0
    for name in ("set_micro_f1", "set_weighted_f1", "macro_f1_all_inclusive"):
        assert np.isnan(METRICS[name].value(none))
        assert "no class is voted" in METRICS[name].why_undefined(none)


@pytest.mark.parametrize("name", SETS)
@given(seed=st.integers(0, 10_000), order=st.permutations(range(4)))
def test_bounds_and_the_order_of_classes(name, seed, order):
    one = drawn(seed)
    value = METRICS[name].value(one)
    turned = replace(one, target=one.target[:, order], probabilities=one.probabilities[:, order])
    assert METRICS[name].value(turned) == pytest.approx(value, abs=1e-12)
    assert 0 <= value <= 1
    same = replace(one, probabilities=one.target)
    assert METRICS[name].value(same) == pytest.approx(1.0 if METRICS[name].higher_is_better else 0.0)
