"""Panels of raters keep to what is planted in them."""

import numpy as np

from affectflow.twins.panel import Scorers, assignments, panel

LABELS = ("anger", "joy", "neutral")


def test_votes_follow_the_planted_confusion():
    raters = panel(1, ("a", "b"), LABELS, 0.9, 0.5)
    truth = np.repeat([0, 1, 2], 20_000)
    votes = raters.votes(np.random.default_rng(1), truth, np.ones((60_000, 2), dtype=bool))
    for rater in range(2):
        for planted in range(3):
            shares = np.bincount(votes[truth == planted, rater], minlength=3) / 20_000
            np.testing.assert_allclose(shares, raters.confusion[rater, planted], atol=0.015)


def test_each_item_is_seen_by_as_many_raters_as_asked():
    seen = assignments(np.random.default_rng(1), 50, 8, 3)
    assert (seen.sum(axis=1) == 3).all()
    votes = panel(1, tuple("abcdefgh"), LABELS, 0.9, 0.5).votes(np.random.default_rng(2), np.zeros(50, int), seen)
    assert ((votes >= 0) == seen).all()


def test_scores_keep_to_the_scale_and_carry_bias():
    raters = Scorers(("a", "b"), np.array([0.0, 1.0]), np.array([0.5, 0.5]), 1, 7)
    seen = np.ones((5000, 2), dtype=bool)
    scores = raters.scores(np.random.default_rng(1), np.full(5000, 3.0), seen)
    assert set(np.unique(scores)) <= set(range(1, 8))
    np.testing.assert_allclose(scores.mean(axis=0), [3, 4], atol=0.05)
