"""Each rater against the others, and the disagreement of each item: by their definitions."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from affectflow.statistics.agreement.alpha import alpha
from affectflow.statistics.agreement.alpha_distances import interval, nominal, ordinal
from affectflow.statistics.agreement.alpha_sets import jaccard
from affectflow.statistics.agreement.disagreement import entropies, mean_differences, settled
from affectflow.statistics.agreement.rater_map import rater_map
from affectflow.statistics.agreement.table import votes_from_counts, votes_from_matrix

VALUES = np.array([0.0, 1.0, 3.0, 4.5])
SETS = np.array([[1, 0], [0, 1], [1, 1], [0, 0]])
METRICS = {"nominal": nominal(4), "interval": interval(VALUES), "jaccard": jaccard(SETS)}
DIFFERENCES = {
    "nominal": lambda a, b: float(a != b),
    "interval": lambda a, b: (VALUES[a] - VALUES[b]) ** 2,
    "jaccard": lambda a, b: 1 - (np.sum(SETS[a] & SETS[b]) / np.sum(SETS[a] | SETS[b]) if a != b else 1.0),
}
matrices = arrays(np.int64, st.tuples(st.integers(2, 7), st.integers(2, 4)), elements=st.integers(-1, 3))


def mean(numbers):
    return np.mean(numbers) if len(numbers) else math.nan


@settings(max_examples=60)
@given(matrices, st.sampled_from(list(METRICS)))
def test_is_the_definition_vote_by_vote(matrix, name):
    difference = DIFFERENCES[name]
    found = rater_map(votes_from_matrix(matrix, 4), METRICS[name], VALUES)
    kept = matrix[(matrix >= 0).sum(axis=1) >= 2]
    for rater in range(matrix.shape[1]):
        own = [(i, v) for i, v in enumerate(kept[:, rater]) if v >= 0]
        others = [[v for r, v in enumerate(kept[i]) if v >= 0 and r != rater] for i in range(len(kept))]
        near = mean([mean([difference(v, w) for w in others[i]]) for i, v in own])
        far = mean([difference(v, w) for _, v in own for other in others for w in other])
        shift = [VALUES[v] - mean(VALUES[others[i]]) for i, v in own]
        assert found.paired[rater] == len(own)
        assert found.disagreement[rater] == pytest.approx(near, abs=1e-9, nan_ok=True)
        assert found.alpha[rater] == pytest.approx(1 - near / far if far > 1e-9 else math.nan, abs=1e-9, nan_ok=True)
        assert found.bias[rater] == pytest.approx(mean(shift), abs=1e-9, nan_ok=True)
        spread = np.std(shift, ddof=1) if len(shift) > 1 else math.nan
        assert found.scatter[rater] == pytest.approx(spread, abs=1e-9, nan_ok=True)


@pytest.mark.parametrize("name", ["nominal", "interval", "ordinal", "jaccard"])
def test_the_votes_weighed_mean_over_raters_is_the_observed_disagreement(name):
    rng = np.random.default_rng(1)
    votes = votes_from_matrix(rng.integers(-1, 4, (300, 9)), 4)
    metric = ordinal(4) if name == "ordinal" else METRICS[name]
    found = rater_map(votes, metric)
    assert np.isnan(found.bias).all()
    observed = alpha(votes, metric).parts()["observed_disagreement"]
    assert np.average(found.disagreement, weights=found.paired) == pytest.approx(observed, rel=1e-12)


def test_many_levels_take_another_way_to_the_same_number():
    rng = np.random.default_rng(2)
    matrix = rng.integers(-1, 90, (5000, 4))
    few, many = rater_map(votes_from_matrix(matrix, 90), nominal(90)), np.empty(4)
    for rater in range(4):
        others = np.delete(matrix, rater, axis=1)
        differ = (others != matrix[:, [rater]]) & (others >= 0)
        there = (others >= 0).sum(axis=1)
        rows = (matrix[:, rater] >= 0) & (there > 0)
        many[rater] = np.mean(differ[rows].sum(axis=1) / there[rows])
    assert few.disagreement == pytest.approx(many, rel=1e-12)


@given(arrays(np.int64, st.tuples(st.integers(1, 6), st.just(4)), elements=st.integers(0, 4)))
def test_items_disagree_by_their_pairs_and_shares(counts):
    votes = votes_from_counts(counts)
    apart, spread = mean_differences(votes, nominal(4)), entropies(votes)
    for row, pairs, entropy in zip(counts, apart, spread, strict=True):
        m = row.sum()
        differ = (m**2 - np.sum(row**2)) / (m * (m - 1)) if m > 1 else math.nan
        assert pairs == pytest.approx(differ, abs=1e-12, nan_ok=True)
        share = row[row > 0] / m if m else np.array([math.nan])
        assert entropy == pytest.approx(-np.sum(share * np.log(share)), abs=1e-12, nan_ok=True)


def test_values_disagree_by_twice_their_variance_and_ordinal_levels_by_their_ranks():
    matrix = np.array([[0, 1, 3], [2, 2, 2], [1, -1, -1]])
    votes = votes_from_matrix(matrix, 4)
    found = mean_differences(votes, interval(VALUES))
    assert found == pytest.approx([2 * np.var([0, 1, 4.5], ddof=1), 0.0, math.nan], nan_ok=True)
    fixed = settled(ordinal(4), votes.with_at_least(2)[0])
    assert alpha(votes, fixed).estimate() == pytest.approx(alpha(votes, ordinal(4)).estimate(), rel=1e-12)
