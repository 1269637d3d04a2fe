"""Coverage of standardised differences, rank-biserial correlations and shifts, over thousands of trials at once."""

import numpy as np
import pytest
from scipy.special import ndtri
from scipy.stats import nct, norm

from affectflow.statistics.effects.rank_biserial import of_groups, of_pairs
from affectflow.statistics.effects.resampled import resampled
from affectflow.statistics.effects.scales import moments, scaled
from affectflow.statistics.effects.shifts import shift_of_groups, shift_of_pairs
from affectflow.statistics.effects.standardised import correction

TRIALS = 2_000
GROUPS = [(20, 20, 1.0), (15, 40, 2.0), (40, 15, 2.0)]
PAIRS = [(20, 1.0, 0.7), (20, 2.0, 0.5)]


def covered(found, true):
    """How often each interval holds the truth; the noncentral one, which needs roots, by the test it inverts."""
    d, units = found.estimate, found.error / found.sd
    tail = nct.cdf(d / units, found.df, true / units)
    half = ndtri(0.975) * np.sqrt(d**2 / (2 * found.df) + (found.spread / found.sd) ** 2)
    return np.mean((tail > 0.025) & (tail < 0.975)), np.mean(np.abs(d - true) < half)


def pairs(n, sd, correlation, shift, trials, rng):
    z = rng.normal(size=(trials, n, 2))
    return z[..., 0], shift + sd * (correlation * z[..., 0] + np.sqrt(1 - correlation**2) * z[..., 1])


@pytest.mark.parametrize(("by", "unit"), [
    ("first", lambda a, b: a), ("average_variance", lambda a, b: np.sqrt((a**2 + b**2) / 2)),
    ("average_sd", lambda a, b: (a + b) / 2),
])  # fmt: skip
def test_standardised_differences_cover(by, unit):
    rng = np.random.default_rng(41)
    for n1, n2, sd in GROUPS:
        both = rng.normal(0, 1, (TRIALS, n1)), rng.normal(0.8, sd, (TRIALS, n2))
        rates = covered(scaled(moments(*both, paired=False), by), 0.8 / unit(1.0, sd))
        assert all(0.935 <= rate <= 0.97 for rate in rates)
    for n, sd, correlation in PAIRS:
        both = pairs(n, sd, correlation, 0.8, TRIALS, rng)
        rates = covered(scaled(moments(*both, paired=True), by), 0.8 / unit(1.0, sd))
        assert all(0.935 <= rate <= 0.97 for rate in rates)


def test_the_pooled_divisor_covers_with_equal_variances_and_with_others_by_the_large_sample_alone():
    rng = np.random.default_rng(42)
    equal = rng.normal(0, 1, (TRIALS, 15)), rng.normal(0.8, 1, (TRIALS, 25))
    assert 0.94 <= covered(scaled(moments(*equal, paired=False), "pooled"), 0.8)[0] <= 0.96
    other = rng.normal(0, 1, (TRIALS, 40)), rng.normal(0.8, 2, (TRIALS, 15))
    exact, large = covered(scaled(moments(*other, paired=False), "pooled"), 0.8 / np.sqrt((39 + 14 * 4) / 53))
    assert exact < 0.9
    assert 0.935 <= large <= 0.965


def test_hedges_correction_leaves_no_bias():
    rng = np.random.default_rng(43)
    found = scaled(moments(*pairs(8, 1.0, 0.5, 1.0, 20_000, rng), paired=True), "average_variance")
    assert np.mean(found.estimate) > 1.04
    assert np.mean(found.estimate * correction(found.df, "exact")) == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize(("n1", "n2", "shift", "sd"), [(20, 20, 0.0, 1.0), (20, 20, 1.0, 1.0), (15, 30, 1.0, 2.0)])
def test_rank_biserial_correlations_and_shifts_of_groups_cover(n1, n2, shift, sd):
    rng = np.random.default_rng(44)
    first, second = rng.normal(0, 1, (1000, n1)), rng.normal(shift, sd, (1000, n2))
    true = 2 * norm.cdf(shift / np.sqrt(1 + sd**2)) - 1
    found = [of_groups(a, b, interval="components", level=0.95) for a, b in zip(first, second, strict=True)]
    # Fisher's z makes it a little wide in small groups.
    assert 0.94 <= np.mean([one["low"] <= true <= one["high"] for one in found]) <= 0.985
    if sd == 1.0:
        moved = [shift_of_groups(a, b, level=0.95, exact_up_to=60) for a, b in zip(first, second, strict=True)]
        assert 0.945 <= np.mean([one["low"] <= shift <= one["high"] for one in moved]) <= 0.975


@pytest.mark.parametrize("shift", [0.0, 0.6])
def test_rank_biserial_correlations_and_shifts_of_pairs_cover(shift):
    rng, n = np.random.default_rng(45), 25
    changes = rng.normal(shift, 1, (1000, n))
    both, own = norm.cdf(shift * np.sqrt(2)), norm.cdf(shift)
    true = 4 * (n * (n - 1) / 2 * both + n * own) / (n * (n + 1)) - 1
    found = [of_pairs(d, zeros="wilcoxon", interval="components", level=0.95) for d in changes]
    assert 0.94 <= np.mean([one["low"] <= true <= one["high"] for one in found]) <= 0.985
    moved = [shift_of_pairs(d, level=0.95, exact_up_to=60) for d in changes]
    assert 0.94 <= np.mean([one["low"] <= shift <= one["high"] for one in moved]) <= 0.97


def test_bca_intervals_cover_almost_as_often_as_they_say():
    rng, hits = np.random.default_rng(46), []
    for _ in range(300):
        first, second = rng.normal(0, 1, 40), rng.normal(0.8, 1, 50)
        found = resampled(
            first, second, paired=False, method="bca", resamples=500, seed=1, level=0.95, standardiser="first",
            bias="exact", zeros="wilcoxon",
        )  # fmt: skip
        true = {"difference": 0.8, "effect_size": 0.8, "rank_biserial": 2 * norm.cdf(0.8 / np.sqrt(2)) - 1}
        hits.append([found[name]["low"] <= value <= found[name]["high"] for name, value in true.items()])
    assert all(0.91 <= rate <= 0.975 for rate in np.mean(hits, axis=0))
