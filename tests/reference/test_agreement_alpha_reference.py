"""Alpha against Krippendorff (2011), the krippendorff package and the definition pair by pair."""

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from affectflow.statistics.agreement.alpha import alpha
from affectflow.statistics.agreement.alpha_distances import circular, interval, nominal, ordinal, ratio
from affectflow.statistics.agreement.alpha_sets import jaccard, masi, sets_of
from affectflow.statistics.agreement.table import Votes, votes_from_matrix

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: four observers, twelve units, 0 is missing.
OBSERVERS = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
        [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
    ]
)
VALUES = np.arange(1.0, 6.0)
METRICS = {"nominal": nominal(5), "ordinal": ordinal(5), "interval": interval(VALUES), "ratio": ratio(VALUES)}
matrices = arrays(np.int64, st.tuples(st.integers(2, 8), st.integers(2, 5)), elements=st.integers(-1, 4))


@pytest.mark.parametrize(
    ("name", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_the_worked_example_of_2011(name, published):
    found = alpha(votes_from_matrix(OBSERVERS.T - 1, 5), METRICS[name])
    assert found.estimate() == pytest.approx(published, abs=5e-4)


@settings(max_examples=80)
@given(matrices, st.sampled_from(list(METRICS)))
def test_every_scale_against_the_krippendorff_package(matrix, name):
    paired = matrix[(matrix >= 0).sum(axis=1) >= 2]
    assume(len(np.unique(paired[paired >= 0])) > 1)
    ratings = np.where(matrix >= 0, matrix + 1.0, np.nan).T
    theirs = krippendorff.alpha(reliability_data=ratings, level_of_measurement=name)
    assert alpha(votes_from_matrix(matrix, 5), METRICS[name]).estimate() == pytest.approx(theirs, abs=1e-10)


def by_pairs(matrix, difference):
    """The definition: mean difference of pairs within items over that of pairs of all votes."""
    within, votes = 0.0, []
    for row in matrix:
        given_votes = row[row >= 0]
        if len(given_votes) >= 2:
            votes += list(given_votes)
            pairs = [difference(a, b) for i, a in enumerate(given_votes) for j, b in enumerate(given_votes) if i != j]
            within += sum(pairs) / (len(given_votes) - 1)
    between = sum(difference(a, b) for a in votes for b in votes)
    return 1 - within * (len(votes) - 1) / between if between > 1e-9 else np.nan


@settings(max_examples=50)
@given(matrices, st.sampled_from([5.0, 7.5, 360.0]))
def test_circles_by_their_definition(matrix, period):
    angles = np.array([0.0, 1.0, 2.5, 3.0, 4.0])
    theirs = by_pairs(matrix, lambda a, b: np.sin(np.pi * (angles[a] - angles[b]) / period) ** 2)
    ours = alpha(votes_from_matrix(matrix, 5), circular(angles, period)).estimate()
    assert ours == pytest.approx(theirs, abs=1e-7 if period == 360 else 1e-10, nan_ok=True)


SETS = [set(), {"joy"}, {"joy", "surprise"}, {"fear", "surprise"}, {"joy", "fear", "surprise"}]
LABELS = ["joy", "fear", "surprise"]
MEMBERS = np.array([[label in s for label in LABELS] for s in SETS])


def jaccard_distance(a, b):
    return 1 - (len(a & b) / len(a | b) if a | b else 1)


def masi_distance(a, b):
    holds = 1 if a == b else 2 / 3 if a <= b or b <= a else 1 / 3 if a & b else 0
    return 1 - (1 - jaccard_distance(a, b)) * holds


@settings(max_examples=50)
@given(matrices, st.sampled_from([(jaccard, jaccard_distance), (masi, masi_distance)]))
def test_sets_by_their_definition(matrix, pair):
    metric, distance = pair
    theirs = by_pairs(matrix, lambda a, b: distance(SETS[a], SETS[b]))
    assert alpha(votes_from_matrix(matrix, 5), metric(MEMBERS)).estimate() == pytest.approx(
        theirs, abs=1e-10, nan_ok=True
    )


def test_masi_of_passonneau_2006():
    """{a, b} in {a, b, c, d}: 1 - 1/2 x 2/3; {a, b} and {b, c} overlap: 1 - 1/3 x 1/3."""
    sets = np.array([[1, 1, 0, 0], [1, 1, 1, 1], [0, 1, 1, 0], [0, 0, 0, 1]])
    table = masi(sets).form
    assert (table[0, 1], table[0, 2], table[0, 3]) == pytest.approx((2 / 3, 8 / 9, 1.0))


@pytest.mark.parametrize("seed", [1, 2])
def test_many_sets_take_another_way_to_the_same_number(seed):
    rng = np.random.default_rng(seed)
    item, rater, members = rng.integers(0, 60, 400), rng.integers(0, 9, 400), rng.random((400, 8)) < 0.3
    sets, code = sets_of(members)
    assert len(sets) > 64
    assert np.array_equal(sets[code], members)
    matrix = np.full((60, 400), -1)
    matrix[item, np.arange(400)] = code
    names = [frozenset(np.flatnonzero(s)) for s in sets]
    theirs = by_pairs(matrix, lambda a, b: masi_distance(names[a], names[b]))
    assert alpha(Votes(item, rater, code, 60, 9, len(sets)), masi(sets)).estimate() == pytest.approx(theirs, abs=1e-10)


def test_ratio_from_its_spectrum_is_ratio_from_its_table():
    rng = np.random.default_rng(5)
    values = np.concatenate([[0.0], np.sort(np.exp(rng.normal(0, 3, 150)))])
    item, code = rng.integers(0, 40, 500), rng.integers(0, 151, 500)
    matrix = np.full((40, 500), -1)
    matrix[item, np.arange(500)] = code

    def difference(a, b):
        return ((values[a] - values[b]) / (values[a] + values[b])) ** 2 if a != b else 0.0

    ours = alpha(Votes(item, np.arange(500), code, 40, 500, 151), ratio(values)).estimate()
    assert ours == pytest.approx(by_pairs(matrix, difference), abs=1e-12)
