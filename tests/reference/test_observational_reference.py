"""Clusters and weighted effects against R (`make_observational_reference.R`)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from affectflow.statistics.observational.balance import balance
from affectflow.statistics.observational.clusters import clustered, clustered_both_ways
from affectflow.statistics.observational.effects import doubly_robust_means, weighted_means
from affectflow.statistics.observational.propensity import effective_size, propensity, weights

HERE = Path(__file__).parent
DATA = pd.read_csv(HERE / "observational_data.csv")
EXPECTED = pd.read_csv(HERE / "observational_reference.csv").set_index(["what", "term"])["value"]

outcome = DATA["y"].to_numpy(dtype=float)
ones = np.ones(len(DATA))
provider = DATA["g"].to_numpy() - 1
seeker = np.unique(DATA["h"], return_inverse=True)[1]
design = np.column_stack([ones, DATA["x"], DATA["z"]])
confounders = np.column_stack([ones, DATA["c1"], DATA["c2"]])
exposed = DATA["a"].to_numpy(dtype=float)


@pytest.mark.parametrize("kind", ["CR0", "CR1", "CR1S", "CR2"])
def test_a_clustered_covariance_is_that_of_clubsandwich(kind):
    fit = clustered(outcome, design, provider, kind)
    assert fit.standard_errors == pytest.approx(EXPECTED[f"{kind}_se"].to_numpy(), rel=1e-9)


def test_satterthwaites_degrees_of_freedom_are_those_of_clubsandwich():
    assert clustered(outcome, design, provider, "CR2").df == pytest.approx(EXPECTED["CR2_df"].to_numpy(), rel=1e-8)


@pytest.mark.parametrize(("kind", "name"), [("CR1", "HC0"), ("CR1S", "HC1")])
def test_two_ways_of_clusters_are_those_of_sandwich(kind, name):
    fit = clustered_both_ways(outcome, design, np.column_stack([provider, seeker]), kind)
    assert fit.standard_errors == pytest.approx(EXPECTED[f"two_way_{name}_se"].to_numpy(), rel=1e-9)


@pytest.mark.parametrize("estimand", ["ATE", "ATT", "overlap"])
def test_a_weighted_difference_counts_that_the_score_was_estimated(estimand):
    means = weighted_means(outcome, exposed, confounders, propensity(exposed, confounders), estimand)
    difference, error, _ = means.difference()
    assert difference == pytest.approx(EXPECTED[estimand, "difference"], rel=1e-9)
    assert error == pytest.approx(EXPECTED[estimand, "se"], rel=1e-6)
    assert means.difference(provider)[1] == pytest.approx(EXPECTED[estimand, "clustered_se"], rel=1e-6)


@pytest.mark.parametrize("estimand", ["ATE", "ATT", "overlap"])
def test_a_score_taken_as_known_has_the_errors_of_survey(estimand):
    score = propensity(exposed, confounders)
    means = weighted_means(outcome, exposed, confounders, score, estimand, score_known=True)
    assert means.difference()[1] == pytest.approx(EXPECTED[estimand, "known_se"], rel=1e-9)
    assert means.difference(provider)[1] == pytest.approx(EXPECTED[estimand, "known_clustered_se"], rel=1e-9)


@pytest.mark.parametrize("estimand", ["ATE", "ATT", "overlap"])
def test_balance_and_effective_size_are_those_of_weighted_moments(estimand):
    weight = weights(propensity(exposed, confounders), exposed, estimand)
    found = balance(confounders[:, 1:], exposed, weight)
    for k, name in enumerate(("c1", "c2")):
        # Overlap weights leave a difference that is rounding.
        assert found.difference[k] == pytest.approx(EXPECTED[estimand, f"{name}_difference"], rel=1e-9, abs=1e-12)
        assert found.variance_ratio[k] == pytest.approx(EXPECTED[estimand, f"{name}_variance_ratio"], rel=1e-9)
    for group in (0, 1):
        own = effective_size(weight[exposed == group])
        assert own == pytest.approx(EXPECTED[estimand, f"effective_size_{group}"], rel=1e-9)


@pytest.mark.parametrize("estimand", ["ATE", "ATT"])
def test_a_doubly_robust_difference_is_that_of_its_formula(estimand):
    means = doubly_robust_means(outcome, exposed, confounders, propensity(exposed, confounders), estimand)
    difference, error, _ = means.difference()
    assert difference == pytest.approx(EXPECTED[f"AIPW_{estimand}", "difference"], rel=1e-9)
    assert error == pytest.approx(EXPECTED[f"AIPW_{estimand}", "se"], rel=1e-9)
