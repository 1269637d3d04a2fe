"""Alpha: what must not change it, where it is undefined, and how its interval behaves."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from affectflow.statistics.krippendorff import (
    alpha_from_coincidences,
    coincidences,
    count_votes,
    krippendorff_alpha,
    patterns_of,
    resampled_alpha,
    sum_coincidences,
)

counts_tables = arrays(np.int64, st.tuples(st.integers(2, 12), st.integers(2, 4)), elements=st.integers(0, 4))


def alpha_of(counts, **options):
    return krippendorff_alpha(counts, **({"resamples": 100, "level": 0.95, "seed": 1} | options))


def alpha_by_pairs(counts):
    """The definition, pair by pair: disagreeing pairs within items over those of all votes."""
    within = total = 0.0
    votes = []
    for row in counts:
        given = [label for label, n in enumerate(row) for _ in range(n)]
        if len(given) < 2:
            continue
        votes += given
        differ = sum(a != b for i, a in enumerate(given) for j, b in enumerate(given) if i != j)
        within += differ / (len(given) - 1)
    differ = sum(a != b for i, a in enumerate(votes) for j, b in enumerate(votes) if i != j)
    total = differ / (len(votes) - 1) if len(votes) > 1 else 0.0
    return 1 - within / total if total else math.nan


@given(counts_tables)
def test_is_the_definition_pair_by_pair(counts):
    assert alpha_of(counts)["estimate"] == pytest.approx(alpha_by_pairs(counts), abs=1e-12, nan_ok=True)


@settings(max_examples=50)
@given(counts_tables, st.randoms(use_true_random=False))
def test_renaming_classes_and_reordering_items_change_nothing(counts, random):
    items, labels = list(range(counts.shape[0])), list(range(counts.shape[1]))
    random.shuffle(items)
    random.shuffle(labels)
    first, moved, renamed = alpha_of(counts), alpha_of(counts[items]), alpha_of(counts[:, labels])
    for name in ("estimate", "low", "high"):
        assert first[name] == pytest.approx(moved[name], abs=1e-12, nan_ok=True)
    assert first["estimate"] == pytest.approx(renamed["estimate"], abs=1e-12, nan_ok=True)


@given(counts_tables)
def test_never_above_one_and_items_with_one_vote_do_not_matter(counts):
    alone = np.eye(counts.shape[1], dtype=np.int64)
    result = alpha_of(counts)
    assert math.isnan(result["estimate"]) or result["estimate"] <= 1 + 1e-12
    assert repr(result) == repr(alpha_of(np.vstack([counts, alone, 0 * alone])))


@given(counts_tables, st.sampled_from([1, 10**9]))
def test_patterns_are_the_different_rows_whatever_their_size(counts, scale):
    rows, times = np.unique(counts * scale, axis=0, return_counts=True)
    patterns, ours = patterns_of(counts * scale)
    assert patterns.tolist() == rows.tolist()
    assert ours.tolist() == times.tolist()


@given(counts_tables)
def test_the_sum_over_items_is_that_of_their_matrices(counts):
    assert sum_coincidences(counts) == pytest.approx(coincidences(counts).sum(axis=0), abs=1e-12)


def test_repeating_all_items_keeps_the_observed_and_moves_the_expected_by_its_known_factor():
    counts = np.array([[3, 0, 1], [0, 4, 0], [1, 1, 2], [0, 0, 5]])
    once, thrice = alpha_of(counts), alpha_of(np.tile(counts, (3, 1)))
    n = counts.sum()
    assert thrice["observed_disagreement"] == pytest.approx(once["observed_disagreement"])
    assert thrice["expected_disagreement"] == pytest.approx(once["expected_disagreement"] * 3 * (n - 1) / (3 * n - 1))


def test_each_item_adds_its_number_of_votes_to_the_coincidences():
    counts = np.array([[2, 1, 0], [1, 0, 0], [0, 0, 0], [2, 2, 3]])
    assert coincidences(counts).sum(axis=(1, 2)) == pytest.approx([3, 0, 0, 7])


def test_counts_come_from_a_long_table():
    counts = count_votes(np.array([0, 2, 0, 0]), np.array([1, 0, 1, 0]), 3, 2)
    assert counts.tolist() == [[1, 2], [0, 0], [1, 0]]


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        ([[1, 0], [0, 1]], "no pairable votes: no item has two votes or more"),
        ([[0, 0]], "no pairable votes: no item has two votes or more"),
        ([[2, 0], [3, 0], [0, 1]], "one class only is used: the expected disagreement is 0"),
    ],
)
def test_undefined_is_nan_with_its_reason(counts, reason):
    result = alpha_of(np.array(counts))
    assert math.isnan(result["estimate"])
    assert math.isnan(result["low"])
    assert result["reason"] == reason


def test_a_resample_that_uses_one_class_is_undefined_and_counted():
    result = alpha_of(np.array([[2, 0]] * 5 + [[0, 2]]), resamples=2000)
    # The second class is drawn in no item with probability (5/6)^6.
    assert result["undefined_resamples"] / 2000 == pytest.approx((5 / 6) ** 6, abs=0.04)
    assert result["low"] == result["high"] == 1.0


def test_resampling_patterns_has_the_law_of_resampling_items():
    rng = np.random.default_rng(3)
    counts = rng.multinomial(5, [0.6, 0.3, 0.1], size=80)
    drawn = np.stack([counts[rng.integers(0, 80, 80)] for _ in range(3000)])
    by_items = np.array([alpha_from_coincidences(coincidences(c).sum(axis=0)).alpha for c in drawn])
    patterns, times = np.unique(counts, axis=0, return_counts=True)
    by_patterns = resampled_alpha(times, patterns, 3000, rng)
    grid = [0.025, 0.25, 0.5, 0.75, 0.975]
    assert np.quantile(by_patterns, grid) == pytest.approx(np.quantile(by_items, grid), abs=0.006)


def test_the_seed_alone_decides_the_interval():
    counts = np.random.default_rng(0).multinomial(4, [0.5, 0.5], size=30)
    assert alpha_of(counts) == alpha_of(counts)
    assert alpha_of(counts)["low"] != alpha_of(counts, seed=2)["low"]
