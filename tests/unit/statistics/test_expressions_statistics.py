"""Tables of expressions: symmetries, what is undefined, and error rates by simulation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from affectflow.statistics.expressions import (
    Tables,
    difference_of_shares,
    fisher_exact,
    likelihood_ratio,
    log_odds_ratio,
)
from affectflow.statistics.multiple_tests import benjamini_hochberg, holm

COUNTS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 14)), min_size=1, max_size=20)


def tables(rows, sizes=(9, 14)):
    inside, outside = np.array(rows).T
    return Tables(inside, outside, *sizes)


@given(COUNTS)
def test_swapping_the_groups_turns_the_effects_and_keeps_p(rows):
    one, other = tables(rows), tables([row[::-1] for row in rows], (14, 9))
    np.testing.assert_allclose(fisher_exact(one), fisher_exact(other), rtol=1e-9)
    np.testing.assert_allclose(likelihood_ratio(one), likelihood_ratio(other), atol=1e-9)
    for effect in (log_odds_ratio, difference_of_shares):
        np.testing.assert_allclose(effect(one, 0.9)["estimate"], -effect(other, 0.9)["estimate"], atol=1e-12)
        np.testing.assert_allclose(effect(one, 0.9)["low"], -effect(other, 0.9)["high"], atol=1e-9)


@given(COUNTS)
def test_an_expression_has_the_same_p_alone_as_among_others(rows):
    one = tables(rows)
    np.testing.assert_array_equal(
        fisher_exact(one), np.concatenate([fisher_exact(one.at(i)) for i in range(len(rows))])
    )


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_adjusting_only_raises_p_keeps_its_order_and_holm_is_the_stricter(values):
    p = np.array(values)
    strict, mild = holm(p), benjamini_hochberg(p)
    assert (p <= mild + 1e-12).all()
    assert (mild <= strict + 1e-12).all()
    assert (strict <= 1).all()
    for adjusted in (strict, mild):
        assert (np.diff(adjusted[np.argsort(p, kind="stable")]) >= -1e-12).all()


def test_a_zero_cell_has_no_ratio_and_a_difference():
    one = tables([(0, 5), (9, 5), (3, 5)])
    assert np.isnan(log_odds_ratio(one, 0.95)["estimate"]).tolist() == [True, True, False]
    assert not np.isnan(difference_of_shares(one, 0.95)["low"]).any()


@pytest.mark.parametrize(("rows", "sizes"), [([(1, 1)], (0, 5)), ([(6, 1)], (5, 5))])
def test_tables_that_cannot_be_are_refused(rows, sizes):
    with pytest.raises(ValueError, match=r"both groups|more items"):
        tables(rows, sizes)


def drawn(rng, sizes, shares):
    """Counts of many expressions whose shares are the same in both groups."""
    return Tables(rng.binomial(sizes[0], shares), rng.binomial(sizes[1], shares), *sizes)


@pytest.mark.parametrize("adjust", [holm, benjamini_hochberg])
def test_where_nothing_is_characteristic_something_is_found_in_at_most_one_study_of_twenty(adjust):
    """Under the global null the false discovery rate is the chance of any finding; 400 studies of 60 expressions."""
    rng = np.random.default_rng(1)
    found = [
        (adjust(fisher_exact(drawn(rng, (80, 240), rng.uniform(0.05, 0.5, 60)))) <= 0.05).any() for _ in range(400)
    ]
    assert np.mean(found) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 400)


def test_among_real_ones_the_share_of_false_findings_is_held():
    """20 of 100 expressions are three times as frequent in the group; 200 studies."""
    rng, shares = np.random.default_rng(2), []
    for _ in range(200):
        base = rng.uniform(0.05, 0.3, 100)
        inside = np.where(np.arange(100) < 20, 3 * base, base)
        one = Tables(rng.binomial(100, inside), rng.binomial(300, base), 100, 300)
        found = benjamini_hochberg(fisher_exact(one)) <= 0.05
        shares.append(found[20:].sum() / max(found.sum(), 1))
        assert found[:20].any()
    assert np.mean(shares) <= 0.05


def test_intervals_cover_at_their_level():
    rng = np.random.default_rng(3)
    one = Tables(rng.binomial(80, 0.3, 4000), rng.binomial(240, 0.15, 4000), 80, 240)
    ratio, share = log_odds_ratio(one, 0.95), difference_of_shares(one, 0.95)
    truth = np.log(0.3 / 0.7) - np.log(0.15 / 0.85)
    assert 0.93 < np.mean((ratio["low"] <= truth) & (truth <= ratio["high"])) < 0.97
    assert 0.93 < np.mean((share["low"] <= 0.15) & (share["high"] >= 0.15)) < 0.97
