"""Dawid-Skene: never downhill, blind to the order of votes, and right where the truth is planted."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affectflow.statistics.aggregation.dawid_skene import dawid_skene

LABELS = 4


def planted(items, raters, seed, missing=0.1, low=0.55, high=0.9):
    """Votes of raters with known confusions: (confusion, truth, item, rater, label)."""
    rng = np.random.default_rng(seed)
    skill = np.linspace(low, high, raters)[:, None, None]
    confusion = rng.dirichlet(np.ones(LABELS), (raters, LABELS)) * (1 - skill) + np.eye(LABELS) * skill
    truth = rng.integers(0, LABELS, items)
    item, rater = (a.ravel() for a in np.indices((items, raters)))
    keep = (rng.random(len(item)) >= missing) | (rater == 0)
    item, rater = item[keep], rater[keep]
    steps = confusion[rater, truth[item]].cumsum(axis=1)
    label = np.minimum((rng.random(len(item))[:, None] > steps).sum(axis=1), LABELS - 1)
    return confusion, truth, item, rater, label


def fit(item, rater, label, shape, **options):
    return dawid_skene(item, rater, label, shape, **({"max_iterations": 500, "tolerance": 1e-9} | options))


votes = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 3), st.integers(0, 2)), min_size=4, max_size=60)


@settings(max_examples=60)
@given(votes)
def test_the_likelihood_never_falls_and_what_sums_to_one_does(drawn):
    item, rater, label = np.array(drawn).T
    item = np.unique(item, return_inverse=True)[1]
    found = fit(item, rater, label, (item.max() + 1, 4, 3), tolerance=1e-300, max_iterations=60)
    gains = np.diff(found.log_likelihoods)
    assert np.all(gains >= -1e-9)
    assert found.posterior.sum(axis=1) == pytest.approx(1.0)
    assert found.prior.sum() == pytest.approx(1.0)
    defined = found.expected_votes > 0
    assert found.confusion[defined].sum(axis=1) == pytest.approx(1.0)
    assert np.isnan(found.confusion[~defined]).all()
    assert found.expected_votes.sum(axis=1) == pytest.approx(np.bincount(rater, minlength=4))


def test_the_order_of_votes_and_the_numbers_of_raters_do_not_matter():
    _, _, item, rater, label = planted(60, 5, seed=4)
    order, renamed = np.random.default_rng(0).permutation(len(item)), np.array([3, 0, 4, 1, 2])
    first = fit(item, rater, label, (60, 5, LABELS))
    second = fit(item[order], renamed[rater[order]], label[order], (60, 5, LABELS))
    assert second.posterior == pytest.approx(first.posterior, abs=1e-9)
    assert second.confusion[renamed] == pytest.approx(first.confusion, abs=1e-9)


def test_renamed_classes_move_with_their_names():
    _, _, item, rater, label = planted(60, 5, seed=5)
    renamed = np.array([2, 0, 3, 1])
    first = fit(item, rater, label, (60, 5, LABELS))
    second = fit(item, rater, renamed[label], (60, 5, LABELS))
    assert second.prior[renamed] == pytest.approx(first.prior, abs=1e-9)
    assert second.confusion[:, renamed[:, None], renamed] == pytest.approx(first.confusion, abs=1e-9)


def test_votes_in_full_agreement_are_taken_at_their_word():
    item, rater = (a.ravel() for a in np.indices((6, 3)))
    found = fit(item, rater, item % 2, (6, 3, 2))
    assert found.confusion == pytest.approx(np.stack([np.eye(2)] * 3))
    assert found.standard_error == pytest.approx(np.zeros((3, 2, 2)))
    assert found.converged


def test_a_class_that_nobody_votes_for_has_undefined_rows():
    item, rater = (a.ravel() for a in np.indices((6, 3)))
    found = fit(item, rater, item % 2, (6, 3, 3))
    assert found.prior[2] == 0
    assert np.isnan(found.confusion[:, 2]).all()
    assert np.isnan(found.standard_error[:, 2]).all()
    assert not np.isnan(found.confusion[:, :2]).any()


def test_too_few_iterations_are_said():
    _, _, item, rater, label = planted(60, 5, seed=6, high=0.6)
    assert not fit(item, rater, label, (60, 5, LABELS), max_iterations=2).converged


def test_planted_confusions_are_recovered_with_the_stated_errors():
    """Over 40 corpora of 600 items, estimates are unbiased and intervals of 1.96 errors cover."""
    inside, cells, bias, right = 0, 0, [], []
    for seed in range(40):
        confusion, truth, item, rater, label = planted(600, 12, seed)
        found = fit(item, rater, label, (600, 12, LABELS))
        known = confusion * found.expected_votes[:, :, None] * (1 - confusion) > 5
        deviation = np.abs(found.confusion - confusion)[known]
        inside += np.sum(deviation <= 1.96 * found.standard_error[known])
        cells += known.sum()
        bias.append((found.confusion - confusion)[known].mean())
        right.append(np.mean(found.posterior.argmax(axis=1) == truth))
    assert inside / cells == pytest.approx(0.945, abs=0.015)
    assert np.mean(bias) == pytest.approx(0.0, abs=0.002)
    assert np.mean(right) > 0.98
