"""The parts of `statistics.observational` whose values are published or follow from a formula."""

import numpy as np
import pytest

from affectflow.statistics.mixed.fit import fit_clustered
from affectflow.statistics.observational.balance import balance
from affectflow.statistics.observational.clusters import clustered, clustered_both_ways
from affectflow.statistics.observational.collinear import collinear
from affectflow.statistics.observational.e_value import e_value
from affectflow.statistics.observational.propensity import effective_size, propensity, weights


def test_an_e_value_is_that_of_vanderweele_and_ding():
    # Breast feeding and respiratory death, RR 3.9 (1.8 to 8.7), VanderWeele and Ding (2017).
    told = e_value(3.9, 1.8, 8.7, "risk_ratio")
    assert (round(told["e_value"], 2), round(told["e_value_limit"], 1)) == (7.26, 3.0)
    # A protective ratio counts by its inverse: RR 0.80 (0.71 to 0.91), same source.
    told = e_value(0.80, 0.71, 0.91, "risk_ratio")
    assert (round(told["e_value"], 2), round(told["e_value_limit"], 2)) == (1.81, 1.43)


def test_an_e_value_of_an_interval_that_holds_no_effect_is_1():
    assert e_value(1.4, 0.9, 2.1, "risk_ratio")["e_value_limit"] == 1


def test_other_scales_are_turned_into_risk_ratios():
    assert e_value(4.0, 2.0, 8.0, "odds_ratio_common")["risk_ratio"] == 2
    assert e_value(4.0, 2.0, 8.0, "odds_ratio_rare")["risk_ratio"] == 4
    assert e_value(-0.5, -0.8, -0.2, "standardised_difference")["risk_ratio"] == pytest.approx(np.exp(-0.455))


def test_clusters_of_one_row_give_the_errors_for_unequal_variance():
    rng = np.random.default_rng(1)
    design = np.column_stack([np.ones(30), rng.normal(size=30)])
    outcome = rng.normal(size=30)
    q, _ = np.linalg.qr(design)
    residual, leverage = outcome - q @ (q.T @ outcome), np.sum(q * q, axis=1)
    bread = np.linalg.inv(design.T @ design)
    expected = bread @ (design.T * (residual**2 / (1 - leverage))) @ design @ bread
    assert clustered(outcome, design, np.arange(30), "CR2").covariance == pytest.approx(expected)


def test_a_cluster_that_decides_a_coefficient_alone_adds_nothing_to_its_error():
    design = np.column_stack([np.ones(20), np.arange(20) < 4]).astype(float)
    outcome = np.random.default_rng(2).normal(size=20)
    fit = clustered(outcome, design, np.arange(20) // 4, "CR2")
    assert np.isfinite(fit.standard_errors).all()


def test_order_and_names_of_clusters_do_not_matter():
    rng = np.random.default_rng(3)
    design, outcome = np.column_stack([np.ones(60), rng.normal(size=60)]), rng.normal(size=60)
    cluster = np.arange(60) % 7
    order = rng.permutation(60)
    one, other = (
        clustered(outcome, design, cluster, "CR2"),
        clustered(outcome[order], design[order], 6 - cluster[order], "CR2"),
    )
    assert other.covariance == pytest.approx(one.covariance)
    assert other.df == pytest.approx(one.df)


def test_a_two_way_covariance_with_a_negative_eigenvalue_is_repaired_and_told():
    found = []
    for seed in range(40):
        rng = np.random.default_rng(seed)
        design = np.column_stack([np.ones(24), rng.normal(size=(24, 3))])
        clusters = np.column_stack([np.arange(24) % 3, rng.permutation(24) % 4])
        found.append(clustered_both_ways(rng.normal(size=24), design, clusters, "CR1"))
    assert any(fit.repaired for fit in found)
    assert all(np.linalg.eigvalsh(fit.covariance).min() > -1e-9 for fit in found)


def test_columns_that_say_nothing_new_are_found_whatever_their_unit():
    x = np.random.default_rng(4).normal(size=50)
    design = np.column_stack([np.ones(50), x, np.full(50, 1e6), 1e-8 * x + 3, x**2])
    assert collinear(design) == [2, 3]


def test_overlap_weights_balance_means_exactly():
    rng = np.random.default_rng(5)
    x = rng.normal(size=(400, 2))
    design = np.column_stack([np.ones(400), x])
    exposed = (rng.random(400) < 1 / (1 + np.exp(-x[:, 0]))).astype(float)
    score = propensity(exposed, design)
    found = balance(x, exposed, weights(score, exposed, "overlap"))
    assert found.difference == pytest.approx(np.zeros(2), abs=1e-10)
    assert weights(score, exposed, "ATE", stabilised=True).mean() == pytest.approx(1, abs=0.05)


def test_separation_leaves_no_score():
    x = np.linspace(-1, 1, 40)
    assert not propensity((x > 0).astype(float), np.column_stack([np.ones(40), x])).defined


def test_equal_weights_lose_nothing():
    assert effective_size(np.full(12, 3.0)) == pytest.approx(12)


def test_a_random_intercept_of_many_rows_is_found():
    rng = np.random.default_rng(6)
    cluster = rng.integers(0, 5000, 100_000)
    cluster = np.unique(cluster, return_inverse=True)[1]
    design = np.column_stack([np.ones(100_000), rng.normal(size=100_000)])
    outcome = design @ [1.0, 0.02] + 0.5 * rng.normal(size=5000)[cluster] + rng.normal(size=100_000)
    fit = fit_clustered(outcome, design, cluster)
    estimate, error, _ = fit.contrast(np.array([0.0, 1.0]), "satterthwaite")
    assert abs(estimate - 0.02) < 4 * error < 0.02
    assert fit.parameters[0] == pytest.approx(0.25, abs=0.03)
