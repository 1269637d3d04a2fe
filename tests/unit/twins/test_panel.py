"""Panels of raters keep to what is planted in them."""

import numpy as np

from affectflow.twins.panel import Scorers, assignments, expected_alpha, panel

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


def test_items_between_classes_are_seen_as_one_or_the_other_by_their_share():
    raters = panel(1, ("a", "b"), LABELS, 0.9, 0.5)
    shares = np.tile([0.6, 0.4, 0.0], (40_000, 1))
    votes = raters.votes_on_mixtures(np.random.default_rng(1), shares, np.ones((40_000, 2), dtype=bool))
    expected = 0.6 * raters.confusion[:, 0] + 0.4 * raters.confusion[:, 1]
    for rater in range(2):
        np.testing.assert_allclose(np.bincount(votes[:, rater], minlength=3) / 40_000, expected[rater], atol=0.01)


def test_expected_alpha_is_what_many_votes_come_to():
    from affectflow.statistics.agreement.alpha import alpha
    from affectflow.statistics.agreement.alpha_distances import nominal
    from affectflow.statistics.agreement.table import Votes

    raters = panel(1, ("a", "b", "c"), LABELS, 0.9, 0.5)
    rng = np.random.default_rng(1)
    shares = rng.dirichlet(np.ones(3), size=20_000)
    seen = np.ones((20_000, 3), dtype=bool)
    votes = raters.votes_on_mixtures(rng, shares, seen)
    item, rater = np.nonzero(seen)
    found = alpha(Votes(item, rater, votes[item, rater], 20_000, 3, 3), nominal(3)).estimate()
    assert abs(found - expected_alpha(raters.expected(shares))) < 0.01
