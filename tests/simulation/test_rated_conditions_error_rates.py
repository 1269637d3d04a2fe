"""Error rates of paired tests over sessions, in 2,000 trials with ratings on whole points."""

import numpy as np
import pytest

from affectflow.analyse.rated_conditions import _paired
from affectflow.statistics.signed_rank import signed_ranks

TRIALS, SESSIONS, RATERS = 2000, 30, 4


@pytest.fixture(scope="module")
def differences():
    """Differences of means over raters, truly zero on average, shape (trials, sessions)."""
    rng = np.random.default_rng(20)
    session = rng.normal(3.5, 0.7, (TRIALS, SESSIONS, 1, 1))
    ratings = np.clip(np.round(session + rng.normal(0, 0.8, (TRIALS, SESSIONS, 2, RATERS))), 1, 6)
    means = ratings.mean(axis=-1)
    return means[..., 1] - means[..., 0]


def test_the_paired_t_test_keeps_its_level_and_its_interval_its_coverage(differences):
    found = [_paired(row, 0.95, "") for row in differences]
    assert 0.04 <= np.mean([one["p"] < 0.05 for one in found]) <= 0.06
    assert 0.94 <= np.mean([one["low"] <= 0 <= one["high"] for one in found]) <= 0.96


def test_the_signed_rank_test_keeps_its_level(differences):
    found = [signed_ranks(row, zeros="wilcoxon", continuity=True, exact_up_to=60).p for row in differences]
    assert 0.04 <= np.mean(np.array(found) < 0.05) <= 0.06
