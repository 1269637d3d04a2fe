"""Rules of aggregation: what each makes of ties, silence and scale, and what EM never does."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affectflow.statistics.aggregation.counting import NO_MAJORITY, NO_VOTE, TIED
from affectflow.statistics.aggregation.rules import (
    COUNTING,
    FOLLOWING,
    SEVERAL,
    TIED_POSTERIOR,
    TOO_FEW_CLASSES,
    aggregate,
)

# Items 0 to 4: a clear majority, a bare plurality, a tie, one vote, silence.
VOTES = [(0, [0, 0, 1]), (1, [0, 0, 1, 2]), (2, [1, 2]), (3, [2]), (4, [])]
ITEM = np.array([i for i, labels in VOTES for _ in labels])
RATER = np.array([r for _, labels in VOTES for r in range(len(labels))])
LABEL = np.array([c for _, labels in VOTES for c in labels])
SHAPE = (5, 4, 3)


def made(rule, **options):
    return aggregate(rule, ITEM, RATER, LABEL, SHAPE, **options)


def test_majority_wants_more_than_half():
    found = made("majority")
    assert found.label.tolist() == [0, -1, -1, 2, -1]
    assert found.reason.tolist() == ["", NO_MAJORITY, NO_MAJORITY, "", NO_VOTE]
    assert np.isnan(found.posterior[[1, 2, 4]]).all()
    assert found.posterior[[0, 3]].tolist() == [[1, 0, 0], [0, 0, 1]]


@pytest.mark.parametrize(
    ("ties", "label", "row"),
    [("leave_out", -1, [np.nan] * 3), ("share", -1, [0, 0.5, 0.5]), ("first", 1, [0, 1, 0])],
)
def test_plurality_does_with_ties_what_is_asked(ties, label, row):
    found = made("plurality", ties=ties)
    assert found.label.tolist() == [0, 0, label, 2, -1]
    assert found.posterior[2] == pytest.approx(row, nan_ok=True)
    assert found.reason.tolist() == ["", "", "" if ties == "first" else TIED, "", NO_VOTE]


def test_all_inclusive_keeps_every_vote_and_names_a_class_only_where_there_is_one():
    found = made("all_inclusive")
    assert found.posterior[1] == pytest.approx([0.5, 0.25, 0.25])
    assert found.label.tolist() == [-1, -1, -1, 2, -1]
    assert found.reason.tolist() == [SEVERAL, SEVERAL, SEVERAL, "", NO_VOTE]


@pytest.mark.parametrize("rule", FOLLOWING)
def test_silence_and_one_class_have_reasons(rule):
    found = made(rule)
    assert (found.label[4], found.reason[4]) == (-1, NO_VOTE)
    assert np.isnan(found.posterior[4]).all()
    assert found.voted.tolist() == [0, 1, 2, 3]
    alone = aggregate(rule, ITEM, RATER, np.zeros_like(LABEL), (5, 4, 1))
    assert set(alone.reason) == {TOO_FEW_CLASSES}
    nobody = aggregate(rule, *[np.array([], dtype=np.int64)] * 3, SHAPE)
    assert set(nobody.reason) == {NO_VOTE}


def test_an_even_posterior_names_no_class():
    item, rater, label = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]), np.array([0, 1, 1, 0])
    found = aggregate("one_coin", item, rater, label, (2, 2, 2))
    assert found.posterior == pytest.approx(0.5)
    assert set(found.reason) == {TIED_POSTERIOR}


votes = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3), st.integers(0, 2)), min_size=3, max_size=60)


@settings(max_examples=40, deadline=None)
@given(votes, st.sampled_from(FOLLOWING))
def test_the_objective_never_falls_and_posteriors_sum_to_one(drawn, rule):
    item, rater, label = np.array(drawn).T
    found = aggregate(rule, item, rater, label, (10, 4, 3), tolerance=1e-300, max_iterations=50)
    assert np.all(np.diff(found.fit.objective) >= -1e-8)
    assert found.posterior[found.voted].sum(axis=1) == pytest.approx(1.0)
    assert np.isnan(np.delete(found.posterior, found.voted, axis=0)).all()


@settings(max_examples=25, deadline=None)
@given(votes, st.sampled_from(COUNTING + FOLLOWING), st.integers(0, 2**32 - 1))
def test_the_order_of_votes_and_the_numbers_of_items_and_raters_do_not_matter(drawn, rule, seed):
    item, rater, label = np.array(drawn).T
    rng = np.random.default_rng(seed)
    order, items, raters = rng.permutation(len(item)), rng.permutation(10), rng.permutation(4)
    options = {"max_iterations": 20, "tolerance": 1e-300}
    first = aggregate(rule, item, rater, label, (10, 4, 3), **options)
    second = aggregate(rule, items[item[order]], raters[rater[order]], label[order], (10, 4, 3), **options)
    assert second.posterior[items] == pytest.approx(first.posterior, abs=1e-6, nan_ok=True)


@pytest.mark.parametrize("rule", FOLLOWING)
def test_the_same_votes_give_the_same_bytes(rule):
    assert made(rule).posterior.tobytes() == made(rule).posterior.tobytes()


@pytest.mark.parametrize("rule", FOLLOWING)
def test_too_few_iterations_are_said(rule):
    assert not made(rule, max_iterations=1).fit.converged


def test_even_classes_are_an_option():
    item = np.repeat(np.arange(20), 3)
    rater, label = np.tile(np.arange(3), 20), np.repeat((np.arange(20) < 16).astype(int), 3)
    for rule in ("dawid_skene", "one_coin"):
        estimated, uniform = (
            aggregate(rule, item, rater, label, (20, 3, 2), class_prior=prior) for prior in ("estimated", "uniform")
        )
        assert estimated.fit.state.prior == pytest.approx([0.2, 0.8], abs=1e-6)
        assert uniform.fit.state.prior == pytest.approx([0.5, 0.5])
