"""Kappa of two raters against R's psych, statsmodels, scikit-learn and published tables.

psych's values are made by make_agreement_reference.R and committed.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import cohens_kappa

from affectflow.statistics.agreement.cohen import cohen_kappa
from affectflow.statistics.agreement.fleiss import scott_pi
from affectflow.statistics.agreement.gwet import brennan_prediger, gwet_ac, percent_agreement
from affectflow.statistics.agreement.intervals import analytic_interval
from affectflow.statistics.agreement.table import votes_from_matrix

HERE = Path(__file__).parent
PSYCH = pd.read_csv(HERE / "agreement_kappa.csv")
CELLS = pd.read_csv(HERE / "agreement_tables.csv")
TABLES = {
    name: cells.pivot(index="first", columns="second", values="items").to_numpy()
    for name, cells in CELLS.groupby("table")
}
# Gwet's data set of 100 pregnancies and two abstractors, in the vignette of irrCAC.
ABSTRACTORS = np.array([[13, 0, 0], [0, 20, 7], [0, 4, 56]])


def votes_of(table):
    first, second = np.divmod(np.repeat(np.arange(table.size), table.ravel()), len(table))
    return votes_from_matrix(np.stack([first, second], axis=1), len(table))


@pytest.mark.parametrize(("name", "weights", "kappa", "variance"), list(PSYCH.itertuples(index=False, name=None)))
def test_kappa_against_psych_and_its_variance_without_weights(name, weights, kappa, variance):
    """psych 2.2.9 sums the weights of a row times its own margin in the weighted variance, so that one is not held."""
    ours = cohen_kappa(TABLES[name], weights=weights, level=0.95)
    assert ours["estimate"] == pytest.approx(kappa, abs=1e-12)
    if weights == "identity":
        assert ours["standard_error"] ** 2 == pytest.approx(variance, rel=1e-9)


@pytest.mark.parametrize("name", list(TABLES))
@pytest.mark.parametrize("weights", ["identity", "linear", "quadratic"])
def test_both_variances_and_the_limits_against_statsmodels(name, weights):
    kind = {} if weights == "identity" else {"wt": weights}
    theirs = cohens_kappa(TABLES[name], **kind)
    ours = cohen_kappa(TABLES[name], weights=weights, level=0.95)
    assert ours["estimate"] == pytest.approx(theirs.kappa, abs=1e-12)
    assert ours["standard_error"] == pytest.approx(theirs.std_kappa, rel=1e-9)
    assert ours["null_standard_error"] == pytest.approx(theirs.std_kappa0, rel=1e-9)
    assert (ours["low"], ours["high"]) == pytest.approx((theirs.kappa_low, theirs.kappa_upp), abs=1e-9)
    assert (ours["z"], ours["p"]) == pytest.approx((theirs.z_value, theirs.pvalue_two_sided), abs=1e-9)


@pytest.mark.parametrize("weights", ["identity", "linear", "quadratic"])
def test_declared_levels_against_scikit_learn(weights):
    votes = votes_of(TABLES["unused_level"])
    first, second = votes.code[votes.rater == 0], votes.code[votes.rater == 1]
    kind = None if weights == "identity" else weights
    theirs = cohen_kappa_score(first, second, labels=range(4), weights=kind)
    ours = cohen_kappa(TABLES["unused_level"], weights=weights, level=0.95)["estimate"]
    assert ours == pytest.approx(theirs, abs=1e-12)


@pytest.mark.parametrize(
    ("differences", "published"),
    [([[0, 1, 3], [1, 0, 6], [3, 6, 0]], 0.348), ([[0, 1, 4], [1, 0, 6], [2, 2, 0]], 0.353)],
)
def test_cohen_1968_symmetric_and_asymmetric_weights(differences, published):
    weights = 1 - np.array(differences) / 6
    assert cohen_kappa(TABLES["cohen_1968"], weights=weights, level=0.95)["estimate"] == pytest.approx(
        published, abs=5e-4
    )


def test_cohen_1968_unweighted():
    assert cohen_kappa(TABLES["cohen_1968"], level=0.95)["estimate"] == pytest.approx(0.492, abs=5e-4)


def test_fleiss_cohen_and_everitt_1969():
    found = cohen_kappa(TABLES["fleiss_1969"], level=0.95)
    assert found["estimate"] == pytest.approx(0.429, abs=5e-4)
    weights = np.array([[1, 0, 0.4444], [0, 1, 0.6667], [0.4444, 0.6667, 1]])
    assert cohen_kappa(TABLES["fleiss_1969"], weights=weights, level=0.95)["estimate"] == pytest.approx(0.507, abs=5e-4)


def test_a_printout_of_sas():
    """PROC FREQ, AGREE: simple kappa, its ASE, limits, ASE under H0 and Z, as quoted by statsmodels' tests."""
    found = cohen_kappa([[0, 4, 1], [0, 8, 0], [0, 1, 5]], level=0.95)
    names = ("estimate", "standard_error", "low", "high", "null_standard_error", "z")
    published = (0.4842, 0.1380, 0.2137, 0.7547, 0.1484, 3.2626)
    assert [found[name] for name in names] == pytest.approx(published, abs=5e-5)
    linear = cohen_kappa([[0, 4, 1], [0, 8, 0], [0, 1, 5]], weights="linear", level=0.95)
    published = (0.4701, 0.1457, 0.1845, 0.7558, 0.1426, 3.2971)
    assert [linear[name] for name in names] == pytest.approx(published, abs=5e-5)


def test_cohen_of_the_abstractors_in_irrcac():
    found = cohen_kappa(ABSTRACTORS, level=0.95)
    assert (found["estimate"], found["standard_error"]) == pytest.approx((0.7964094, 0.05891072), abs=5e-8)


@pytest.mark.parametrize(
    ("measure", "estimate", "error"),
    [
        (scott_pi, 0.7962397, 0.05905473),
        (gwet_ac, 0.8493305, 0.04321747),
        (brennan_prediger, 0.835, 0.04693346),
        (percent_agreement, 0.89, 0.03128898),
    ],
)
def test_other_coefficients_of_the_abstractors_in_irrcac(measure, estimate, error):
    """irrCAC divides by n for tables and by n - 1 for raw ratings; ours is the latter for both."""
    found = analytic_interval(measure(votes_of(ABSTRACTORS)), level=0.95)
    assert found["estimate"] == pytest.approx(estimate, abs=5e-8)
    assert found["standard_error"] * np.sqrt(99 / 100) == pytest.approx(error, abs=5e-8)
