"""Bias, mean kappas, correlations and Holm's correction: what must hold whatever the data."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from affectflow.statistics.bootstrap import cluster_weights
from affectflow.statistics.correlations import MOST_ITEMS, NAMES, correlations
from affectflow.statistics.judges import icc_over_clusters, mean_difference, mean_kappas, quadratic_kappa
from affectflow.statistics.multiple_tests import holm
from affectflow.statistics.reliability.icc_inference import icc

BOOT = {"resamples": 200, "level": 0.95}


def draws(seed=1):
    return np.random.default_rng(seed)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_holm_adjusts_upwards_keeps_the_order_and_bonferroni_is_never_less(p):
    adjusted, given_ = holm(p), np.array(p)
    assert np.all(adjusted >= given_)
    assert np.all(adjusted <= np.minimum(given_ * len(p), 1) + 1e-15)
    assert np.all(np.diff(adjusted[np.argsort(given_, kind="stable")]) >= 0)


def test_a_test_that_could_not_be_made_counts_for_no_other():
    assert holm([0.01, np.nan, 0.04])[[0, 2]] == pytest.approx([0.02, 0.04])
    assert np.isnan(holm([0.01, np.nan, 0.04])[1])
    assert holm([]).size == 0


def test_a_bias_needs_two_clusters_and_differences_that_vary():
    alone = mean_difference([0.5, 0.7], [1, 1], 0.95)
    assert alone["reason"] == "fewer than two clusters"
    assert np.isnan(alone["estimate"])
    equal = mean_difference([0.5, 0.5, 0.5], [1, 2, 3], 0.95)
    assert equal["estimate"] == 0.5
    assert np.isnan(equal["low"])
    assert equal["reason"] == "all differences are equal: no interval and no test"


def test_the_bias_test_keeps_its_level_and_its_interval_its_coverage_where_items_go_together():
    """2,000 studies of 25 clusters with 1 to 7 items: with a true bias of 0.3, and with none."""
    rng = draws()
    sizes = np.tile([1, 2, 4, 7, 3], 5)
    cluster = np.repeat(np.arange(25), sizes)
    drawn = rng.normal(0, 0.6, (2000, 25))[:, cluster] + rng.normal(0, 1, (2000, len(cluster)))
    found = [mean_difference(d, cluster, 0.95) for d in drawn]
    rejected = np.mean([f["p"] <= 0.05 for f in found])
    covered = np.mean([f["low"] <= 0 <= f["high"] for f in found])
    assert covered == pytest.approx(1 - rejected)
    assert 0.93 <= covered <= 0.97
    naive = [mean_difference(d, np.arange(len(d)), 0.95) for d in drawn[:500]]
    assert np.mean([f["p"] <= 0.05 for f in naive]) > 0.1


def test_inflation_of_judges_without_bias_is_found_in_at_most_five_per_cent_of_families():
    rng = draws(2)
    drawn = rng.normal(size=(1000, 7, 40)) + rng.normal(size=(1000, 1, 40))
    means, errors = drawn.mean(axis=2), drawn.std(axis=2, ddof=1) / np.sqrt(40)
    one = mean_difference(drawn[0, 0], np.arange(40), 0.95)
    assert one["t"] == pytest.approx(means[0, 0] / errors[0, 0])
    from scipy.stats import t

    p = 2 * t.sf(np.abs(means / errors), 39)
    assert np.mean([holm(row).min() <= 0.05 for row in p]) <= 0.065


def test_kappa_by_values_forgets_unused_levels_and_by_positions_does_not():
    x, y = np.array([1, 1, 5, 5, 4, 1]), np.array([1, 4, 5, 5, 5, 4])
    values, positions = (quadratic_kappa(x, y, of, 0.95)["estimate"] for of in ("values", "positions"))
    assert values == pytest.approx(2 * np.cov(x, y, ddof=0)[0, 1] / (x.var() + y.var() + (x.mean() - y.mean()) ** 2))
    assert positions == pytest.approx(quadratic_kappa(x.clip(3) - 3, y.clip(3) - 3, "values", 0.95)["estimate"])
    assert positions != pytest.approx(values, abs=0.02)


def test_kappa_of_one_level_or_of_nothing_has_a_reason():
    assert "one level only" in quadratic_kappa([1, 1], [1, 1], "values", 0.95)["reason"]
    assert "no pairable" in quadratic_kappa([1, np.nan], [np.nan, 2], "positions", 0.95)["reason"]


def test_mean_kappas_are_means_of_pairs_and_differences_of_means():
    rng = draws(3)
    x = np.round(rng.normal(3, 1, (40, 1)) + rng.normal(0, 0.7, (40, 4)))
    x[3, 0] = np.nan
    pairs = {"people": [(0, 1), (0, 2), (1, 2)], "judge": [(0, 3), (1, 3), (2, 3)]}
    found = mean_kappas(x, np.arange(40), pairs, {"judge - people": ("judge", "people")}, rng=draws(), **BOOT)
    by_hand = {name: np.mean([quadratic_kappa(x[:, a], x[:, b], "values", 0.95)["estimate"] for a, b in several])
               for name, several in pairs.items()}  # fmt: skip
    assert {name: found[name]["estimate"] for name in pairs} == pytest.approx(by_hand)
    difference = found["judge - people"]
    assert difference["estimate"] == pytest.approx(by_hand["judge"] - by_hand["people"])
    assert difference["low"] < difference["estimate"] < difference["high"]


def test_one_person_has_nobody_to_agree_with():
    found = mean_kappas(np.eye(4)[:, :2], np.arange(4), {"people": [], "judge": [(0, 1)]}, {}, rng=draws(), **BOOT)
    assert np.isnan(found["people"]["estimate"])
    assert found["people"]["reason"]


def test_the_clustered_bootstrap_of_icc_draws_items_of_a_cluster_together():
    rng = draws(4)
    of_cluster = np.repeat(rng.normal(size=20), 10)
    ratings = of_cluster[:, None] + rng.normal(0, 0.3, (200, 2))
    alone = icc_over_clusters(ratings, np.arange(200), rng=draws(), **BOOT)["ICC(A,1)"]
    together = icc_over_clusters(ratings, np.repeat(np.arange(20), 10), rng=draws(), **BOOT)["ICC(A,1)"]
    assert alone["estimate"] == together["estimate"] == pytest.approx(icc(ratings)["forms"]["ICC(A,1)"]["estimate"])
    assert together["high"] - together["low"] > 2 * (alone["high"] - alone["low"])
    assert together["clusters"] == 20


def test_correlations_on_a_resample_are_those_of_the_repeated_table():
    from scipy import stats

    rng = draws(5)
    x = np.round(rng.normal(size=25), 1)
    y = np.round(x + rng.normal(size=25), 1)
    found = correlations(x, y, np.arange(25), rng=draws(), resamples=100, level=0.95)
    weights = cluster_weights(25, 3, draws(6))
    from affectflow.statistics import correlations as module

    for name, by_hand in (("pearson", stats.pearsonr), ("spearman", stats.spearmanr), ("kendall", stats.kendalltau)):
        ours = getattr(module, f"_{name}")(x, y)(weights.astype(float))
        repeated = [by_hand(np.repeat(x, w), np.repeat(y, w)).statistic for w in weights]
        assert ours == pytest.approx(repeated, rel=1e-9), name
        assert found[name]["estimate"] == pytest.approx(by_hand(x, y).statistic, rel=1e-9)


@pytest.mark.parametrize(
    ("x", "reason"),
    [(np.ones(9), "does not vary"), (np.arange(2.0), "fewer than three"), (np.arange(MOST_ITEMS + 1.0), "more than")],
)
def test_a_correlation_that_is_not_to_be_had_has_a_reason(x, reason):
    found = correlations(x, np.arange(len(x)), np.arange(len(x)), rng=draws(), **BOOT)
    assert all(np.isnan(found[name]["estimate"]) and reason in found[name]["reason"] for name in NAMES)
