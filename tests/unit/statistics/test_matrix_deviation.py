"""Deviation of shares from known ones: exact binomial tails, zeros, small rows, error rate."""

import numpy as np
import pytest
from scipy.stats import binom

from affectflow.statistics.matrix_deviation import largest_deviation


def test_whole_counts_have_the_binomial_tails():
    for count in range(21):
        found = largest_deviation(np.array([[count / 20]]), np.array([[0.3]]), np.array([20.0]), 5)
        tails = binom.cdf(count, 20, 0.3), binom.sf(count - 1, 20, 0.3)
        assert found.p == pytest.approx(min(1, 2 * min(tails)))
    both = largest_deviation(np.array([[0.6, 0.4]]), np.array([[0.3, 0.7]]), np.array([20.0]), 5)
    assert both.p_bonferroni == pytest.approx(2 * both.p)


def test_the_worst_cell_is_named_in_the_whole_matrix():
    known = np.full((2, 3, 4), 0.25)
    estimate, n = known.copy(), np.full((2, 3), 100.0)
    estimate[1, 2] = [0.25, 0.10, 0.40, 0.25]
    estimate[0, 0], n[0, 0] = [1, 0, 0, 0], 4.0
    found = largest_deviation(estimate, known, n, 5)
    assert found.cell[:2] == (1, 2)
    assert found.cell[2] in (1, 2)
    assert (found.cells, found.skipped_rows) == (20, 1)


@pytest.mark.parametrize(("share", "p"), [(0.0, 1.0), (0.02, 0.0)])
def test_a_vote_that_cannot_happen_is_no_sampling_error(share, p):
    found = largest_deviation(np.array([[1 - share, share]]), np.array([[1.0, 0.0]]), np.array([50.0]), 5)
    assert found.p == p


def test_undefined_rows_are_skipped_and_nothing_left_is_none():
    rows = np.array([[np.nan, np.nan], [0.5, 0.5]])
    known = np.full((2, 2), 0.5)
    assert largest_deviation(rows, known, np.array([0.0, 10.0]), 5).skipped_rows == 1
    assert largest_deviation(rows, known, np.array([0.0, 4.9]), 5) is None


def test_sampling_alone_rarely_exceeds_the_corrected_limit():
    rng = np.random.default_rng(8)
    known = rng.dirichlet(np.ones(4) * 0.7, (12, 4))
    failed = 0
    for _ in range(400):
        counts = rng.multinomial(60, known)
        failed += largest_deviation(counts / 60, known, np.full((12, 4), 60.0), 5).p_bonferroni < 0.05
    assert failed / 400 <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 400)
