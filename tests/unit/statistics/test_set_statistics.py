"""Precision and recall of sets."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from affectflow.statistics.sets import NAMES, Overlap, precision_recall, set_scores

BOOT = {"resamples": 200, "level": 0.95}


def sizes(*rows):
    return Overlap(*np.array(rows).T)


def scores(overlap, empty="undefined", cluster=None):
    cluster = np.arange(len(overlap.shared)) if cluster is None else cluster
    return set_scores(overlap, cluster, empty, rng=np.random.default_rng(1), **BOOT)


def test_a_worked_example():
    """{happy, sad} of {happy, calm, sad}; {angry} of {afraid}; shared, predicted, reference."""
    found = scores(sizes((2, 2, 3), (0, 1, 1)))
    assert [found[name]["estimate"] for name in NAMES] == pytest.approx([1 / 2, 1 / 3, 5 / 12, 2 / 3, 1 / 2, 7 / 12])


def test_an_empty_prediction_has_no_precision_and_no_recall_unless_the_study_says_so():
    overlap = sizes((1, 1, 2), (0, 0, 2), (0, 1, 0))
    precision, recall = precision_recall(overlap, "undefined")
    assert precision[[0, 2]].tolist() == [1, 0]
    assert np.isnan(precision[1])
    assert recall[:2].tolist() == [0.5, 0]
    assert np.isnan(recall[2])
    assert precision_recall(overlap, "zero")[0].tolist() == [1, 0, 0]
    assert scores(overlap)["precision"]["estimate"] == 0.5
    assert scores(overlap, "zero")["precision"]["estimate"] == pytest.approx(1 / 3)


def test_nothing_predicted_at_all_is_undefined_with_a_reason():
    found = scores(sizes((0, 0, 2), (0, 0, 1)))
    assert np.isnan(found["precision"]["estimate"])
    assert found["precision"]["reason"]
    assert found["recall"]["estimate"] == 0


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=20))
def test_scores_lie_between_0_and_1_and_precision_is_recall_the_other_way_round(rows):
    overlap = sizes(*((s, s + p, s + r) for s, p, r in rows))
    turned = Overlap(overlap.shared, overlap.reference, overlap.predicted)
    ours, theirs = precision_recall(overlap, "undefined"), precision_recall(turned, "undefined")
    assert np.array_equal(ours[0], theirs[1], equal_nan=True)
    assert np.all((np.nan_to_num(ours[0]) >= 0) & (np.nan_to_num(ours[1]) <= 1))


def test_the_interval_covers_the_recall_it_is_of():
    """600 studies of 100 items whose two members are each named with probability 0.7."""
    shared = np.random.default_rng(2).binomial(2, 0.7, size=(600, 100))
    ends = []
    for number, s in enumerate(shared):
        rng = np.random.default_rng(number)
        overlap = Overlap(s, s + 1, np.full(100, 2))
        ends.append(set_scores(overlap, np.arange(100), "undefined", resamples=500, level=0.95, rng=rng)["recall"])
    assert 0.93 <= np.mean([end["low"] <= 0.7 <= end["high"] for end in ends]) <= 0.97
