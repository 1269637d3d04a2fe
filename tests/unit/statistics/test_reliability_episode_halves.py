"""Halves of observers, blocks within items, and observers left out."""

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import spearmanr

from affectflow.statistics.reliability.episode_frames import frame_agreement, frame_measures, without_each
from affectflow.statistics.reliability.episode_halves import half_consistency

DRAWS = {"method": "percentile", "resamples": 200, "level": 0.95}


@settings(max_examples=25)
@given(st.integers(0, 2**32 - 1), st.integers(2, 5))
def test_the_mean_over_all_halves_is_that_of_spearmans_correlation(seed, observers):
    counts = np.random.default_rng(seed).integers(-1, 2, (observers, 60))
    expected = []
    for members in combinations(range(observers), observers // 2):
        rest = [i for i in range(observers) if i not in members]
        expected.append(spearmanr(counts[list(members)].sum(axis=0), counts[rest].sum(axis=0))[0])
    found = half_consistency(counts)
    assert found["estimate"] == pytest.approx(np.mean(expected), abs=1e-12)
    assert found["spread"] == pytest.approx(np.std(expected), abs=1e-12)
    assert found["splits"] == len(expected)


def test_an_undefined_half_makes_the_mean_undefined_with_a_reason():
    counts = np.zeros((3, 20), dtype=int)
    counts[0, :5] = 1
    found = half_consistency(counts)
    assert math.isnan(found["estimate"])
    assert found["reason"] == "a half marked nothing or everything in 3 splits"
    assert half_consistency(counts[:1])["reason"] == "one observer: there are no halves"


def test_of_very_many_splits_some_are_drawn_and_the_seed_tells_which():
    counts = np.random.default_rng(1).integers(0, 2, (16, 50))
    assert half_consistency(counts, most=50, seed=1) == half_consistency(counts, most=50, seed=1)
    assert half_consistency(counts, most=50, seed=1) != half_consistency(counts, most=50, seed=2)
    assert half_consistency(counts, most=50)["splits"] == 50


def test_no_block_joins_two_items():
    marked = np.random.default_rng(2).random((3, 50)) < 0.4
    found = frame_agreement(marked, block=10, lengths=[25, 25], rng=np.random.default_rng(1), **DRAWS)
    whole = frame_agreement(marked, block=10, rng=np.random.default_rng(1), **DRAWS)
    assert found["kappa"]["clusters"] == 6
    assert whole["kappa"]["clusters"] == 5
    assert found["kappa"]["estimate"] == pytest.approx(whole["kappa"]["estimate"], abs=1e-12)


def test_leaving_an_observer_out_is_to_measure_without_them():
    marked = np.random.default_rng(3).random((4, 80)) < 0.5
    for one in range(4):
        x = np.delete(marked, one, axis=0).astype(float)
        expected = frame_measures((x @ x.T)[None], np.array([80.0]))[0]
        assert without_each(marked)[one] == pytest.approx(expected, abs=1e-12)
