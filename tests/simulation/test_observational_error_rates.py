"""Coverage of weighted effects and error rates of clustered tests, 2,000 replicates each."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import t as student

from affectflow.statistics.observational.clusters import clustered
from affectflow.statistics.observational.effects import doubly_robust_means, weighted_means
from affectflow.statistics.observational.propensity import propensity

REPLICATES, ROWS, EFFECT = 2000, 400, 0.5


def drawn(seed: int):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(REPLICATES, ROWS, 2))
    chance = 1 / (1 + np.exp(-0.5 * x[..., 0] + 0.3 * x[..., 1]))
    exposed = (rng.random((REPLICATES, ROWS)) < chance).astype(float)
    outcome = x[..., 0] + 0.5 * x[..., 1] + EFFECT * exposed + rng.normal(size=(REPLICATES, ROWS))
    return outcome, exposed, np.concatenate([np.ones((REPLICATES, ROWS, 1)), x], axis=-1)


def covered(difference, error, df):
    return np.mean(np.abs(difference - EFFECT) < student.ppf(0.975, df) * error)


@pytest.mark.parametrize("estimand", ["ATE", "ATT", "overlap"])
def test_a_weighted_effect_is_covered_as_often_as_promised(estimand):
    outcome, exposed, design = drawn(1)
    score = propensity(exposed, design)
    assert score.defined.all()
    rate = covered(*weighted_means(outcome, exposed, design, score, estimand).difference())
    assert 0.94 <= rate <= 0.96


def test_a_doubly_robust_effect_is_covered_as_often_as_promised():
    outcome, exposed, design = drawn(2)
    means = doubly_robust_means(outcome, exposed, design, propensity(exposed, design), "ATE")
    assert 0.94 <= covered(*means.difference()) <= 0.96


def test_with_few_clusters_cr2_keeps_its_error_rate_and_cr0_does_not():
    rng = np.random.default_rng(3)
    cluster = np.repeat(np.arange(12), 10)
    x = rng.normal(size=(REPLICATES, 12))[:, cluster] + rng.normal(size=(REPLICATES, 120))
    outcome = rng.normal(size=(REPLICATES, 12))[:, cluster] + rng.normal(size=(REPLICATES, 120))
    design = np.stack([np.ones_like(x), x], axis=-1)
    rates = {}
    for kind in ("CR0", "CR2"):
        fit = clustered(outcome, design, cluster, kind)
        t = fit.coefficients[:, 1] / fit.standard_errors[:, 1]
        rates[kind] = np.mean(np.abs(t) > student.ppf(0.975, fit.df[:, 1]))
    assert 0.04 <= rates["CR2"] <= 0.06
    assert rates["CR0"] > 0.07


def test_arms_randomised_by_uneven_clusters_are_tested_at_the_rate_promised():
    rng = np.random.default_rng(4)
    cluster = np.repeat(np.arange(12), [4, 6, 8, 10, 12, 20] * 2)
    arm = np.stack([rng.permutation(np.arange(12) % 2) for _ in range(REPLICATES)])[:, cluster].astype(float)
    outcome = 0.5 * rng.normal(size=(REPLICATES, 12))[:, cluster] + rng.normal(size=arm.shape)
    design = np.stack([np.ones_like(arm), arm], axis=-1)
    rates = {}
    for by, labels in (("cluster", cluster), ("row", np.arange(len(cluster)))):
        fit = clustered(outcome, design, labels, "CR2")
        t = fit.coefficients[:, 1] / fit.standard_errors[:, 1]
        rates[by] = np.mean(np.abs(t) > student.ppf(0.975, fit.df[:, 1]))
    assert 0.04 <= rates["cluster"] <= 0.06
    assert rates["row"] > 0.2
