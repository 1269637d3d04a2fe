"""What holds for every analysis of variance, whatever the data."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affectflow.statistics.effects.cells import combination, in_cells
from affectflow.statistics.effects.explained import noncentrality, partial_eta2, partial_omega2
from affectflow.statistics.effects.factorial import factorial


@st.composite
def designs(draw):
    """Values, cells and sizes of an unbalanced design without empty cells."""
    sizes = draw(st.lists(st.integers(2, 3), max_size=2))
    k, cells = draw(st.integers(1 if sizes else 2, 4)), int(np.prod(sizes))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    cell = np.concatenate([np.arange(cells), rng.integers(0, cells, draw(st.integers(6, 20)))])
    return rng.normal(size=(len(cell), k)), cell, sizes, draw(st.sampled_from(["type_ii", "type_iii"]))


def fs(values, cell, sizes, squares):
    found = factorial(in_cells(values, cell, int(np.prod(sizes))), sizes, squares)
    return {term: float(test.f) for term, test in found.tests.items()}


@given(designs())
@settings(deadline=None, max_examples=40)
def test_scale_order_of_persons_and_their_own_level_change_nothing(design):
    values, cell, sizes, squares = design
    found, rng = fs(values, cell, sizes, squares), np.random.default_rng(1)
    turned = rng.permutation(len(cell))
    assert fs(7 - 3 * values[turned], cell[turned], sizes, squares) == pytest.approx(found, rel=1e-6, abs=1e-9)
    lifted = fs(values + 5 * rng.normal(size=(len(cell), 1)), cell, sizes, squares)
    within = [term for term in found if len(sizes) in term]
    assert [lifted[term] for term in within] == pytest.approx([found[term] for term in within], rel=1e-6, abs=1e-9)


@given(designs())
@settings(deadline=None, max_examples=40)
def test_squares_of_equal_cells_add_up_to_the_total(design):
    _, _, sizes, squares = design
    rng, cells = np.random.default_rng(2), int(np.prod(sizes))
    found = factorial(in_cells(rng.normal(size=(3 * cells, 4)), np.arange(3 * cells) % cells, cells), sizes, squares)
    parts = sum(float(test.squares) for test in found.tests.values())
    assert parts + float(found.within_cells) == pytest.approx(float(found.total))


@given(designs())
@settings(deadline=None, max_examples=40)
def test_the_highest_interaction_is_the_same_in_both_types(design):
    values, cell, sizes, _ = design
    two, three = (fs(values, cell, sizes, squares) for squares in ("type_ii", "type_iii"))
    last = max(two, key=len)
    assert two[last] == pytest.approx(three[last], rel=1e-8, abs=1e-10)


def test_many_trials_at_once_are_each_alone():
    rng = np.random.default_rng(3)
    values, cell = rng.normal(size=(5, 20, 3)), np.concatenate([np.arange(4), rng.integers(0, 4, 16)])
    batch = factorial(in_cells(values, cell, 4), [2, 2])
    for number, one in enumerate(values):
        alone = factorial(in_cells(one, cell, 4), [2, 2])
        for term, test in alone.tests.items():
            assert float(batch.tests[term].f[number]) == pytest.approx(float(test.f))


def test_a_combination_needs_only_the_cells_that_it_weighs():
    cells = in_cells(np.array([[1.0], [3.0], [8.0], [10.0]]), np.array([0, 0, 1, 1]), 3)
    estimate, error = combination(cells, np.array([-1.0, 1.0, 0.0]), np.ones(1))
    assert (float(estimate), float(error)) == pytest.approx((7.0, np.sqrt(2.0)))
    assert np.isnan(combination(cells, np.array([-1.0, 0.0, 1.0]), np.ones(1))).all()


def test_an_interval_of_ninety_per_cent_leaves_zero_where_the_test_is_significant_at_five():
    from scipy.stats import f as fisher

    limit = float(fisher.ppf(0.95, 2, 30))
    assert noncentrality(limit * 0.999, 2, 30, 0.9)[0] == 0.0
    assert partial_eta2(limit * 1.001, 2, 30, level=0.9)["low"] > 0.0
    assert partial_omega2(0.5, 2, 30, 33, corrected=False, level=0.9)["estimate"] < 0
    assert np.isnan(partial_omega2(2.0, 2, 30, 33, corrected=True, level=0.9)["low"])
