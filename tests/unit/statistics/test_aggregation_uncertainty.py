"""Competence: recovered where it was planted, with intervals that cover it, and undefined where nothing tells."""

import numpy as np
import pytest

from affectflow.statistics.aggregation.latent import climb
from affectflow.statistics.aggregation.numeric import Ratings
from affectflow.statistics.aggregation.rules import FOLLOWING, aggregate, model_of
from affectflow.statistics.aggregation.uncertainty import NEVER_MOVES, UNDEFINED, of_model, of_trust
from affectflow.statistics.agreement.table import Votes

CLASSES = 4


def planted(seed, items, raters, each):
    """Votes of raters who are right with known probability, else any other class: (right, truth, votes)."""
    rng = np.random.default_rng(seed)
    right, truth = np.linspace(0.5, 0.9, raters), rng.integers(0, CLASSES, items)
    item, rater = np.nonzero(rng.random((items, raters)).argsort(axis=1) < each)
    other = (truth[item] + rng.integers(1, CLASSES, len(item))) % CLASSES
    label = np.where(rng.random(len(item)) < right[rater], truth[item], other)
    return right, truth, Votes(item, rater, label, items, raters, CLASSES)


def found_by(rule, votes, **options):
    size = (votes.items, votes.raters, votes.levels)
    return aggregate(rule, votes.item, votes.rater, votes.code, size, **options)


def competence(rule, votes, resamples=100, seed=1):
    found = found_by(rule, votes)
    rng = np.random.default_rng(seed)
    return of_model(found.model, found.fit, resamples=resamples, level=0.95, rng=rng)


@pytest.mark.parametrize("rule", FOLLOWING)
def test_planted_competence_and_classes_are_recovered(rule):
    right, truth, votes = planted(1, 1500, 8, 5)
    found = found_by(rule, votes)
    assert np.mean(found.label == truth) > 0.93
    # MACE's raters who do not know guess right now and then.
    wanted = right - (1 - right) / (CLASSES - 1) if rule == "mace" else right
    assert found.model.competence(found.fit.state, np.ones(1500)) == pytest.approx(wanted, abs=0.05)


@pytest.mark.parametrize("rule", FOLLOWING)
def test_an_item_that_counts_twice_is_an_item_that_is_there_twice(rule):
    _, _, votes = planted(2, 30, 5, 4)
    weight = np.random.default_rng(0).integers(0, 3, 30)
    copies = [np.flatnonzero(votes.item == i) for i in range(30) for _ in range(weight[i])]
    rows, item = np.concatenate(copies), np.repeat(np.arange(len(copies)), [len(c) for c in copies])
    twice = Votes(item, votes.rater[rows], votes.code[rows], len(copies), 5, CLASSES)
    once, copied = model_of(rule, votes), model_of(rule, twice)
    weighted = climb(once, once.start(), weight=weight, max_iterations=25, tolerance=1e-300)
    there = climb(copied, copied.start(), max_iterations=25, tolerance=1e-300)
    n = min(len(weighted.objective), len(there.objective))
    assert weighted.objective[:n] == pytest.approx(there.objective[:n], abs=1e-7)


@pytest.mark.slow
def test_intervals_hold_the_planted_competence_as_often_as_they_say():
    """400 intervals; their share is told to a hundredth."""
    inside = []
    for seed in range(80):
        right, _, votes = planted(seed, 200, 5, 5)
        found = competence("one_coin", votes, seed=seed)
        inside.append((found.low <= right) & (right <= found.high))
    assert 0.93 <= np.mean(inside) <= 0.97


def test_a_rater_who_is_never_wrong_has_no_interval_and_a_reason():
    item, rater = (a.ravel() for a in np.indices((12, 3)))
    found = competence("dawid_skene", Votes(item, rater, item % 2, 12, 3, 2))
    assert found.estimate == pytest.approx(1.0)
    assert set(found.reason) == {NEVER_MOVES}
    assert np.isnan(found.low).all()


def test_a_rater_without_votes_is_undefined():
    _, _, votes = planted(3, 40, 4, 4)
    more = Votes(votes.item, votes.rater, votes.code, 40, 5, CLASSES)
    for rule in FOLLOWING:
        found = competence(rule, more)
        assert found.reason[4] == UNDEFINED
        assert np.isnan(found.estimate[4])
        assert not np.isnan(found.estimate[:4]).any()


def test_the_same_seed_gives_the_same_interval():
    _, _, votes = planted(4, 60, 4, 4)
    first, second = competence("mace", votes), competence("mace", votes)
    assert first.low.tobytes() == second.low.tobytes()


def test_the_correlation_with_the_others_has_an_interval():
    rng = np.random.default_rng(5)
    item, rater = (a.ravel() for a in np.indices((80, 4)))
    value = rng.normal(size=80)[item] + rng.normal(size=320) * np.array([0.3, 0.5, 1.0, 4.0])[rater]
    found = of_trust(Ratings(item, rater, value, 80, 4), "others", resamples=200, level=0.95, rng=rng)
    assert np.all((found.low < found.estimate) & (found.estimate < found.high))
    assert found.low[0] > 0.3 > found.low[3]
