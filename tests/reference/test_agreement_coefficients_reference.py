"""Coefficients of many raters against Fleiss (1971), irrCAC's vignette and statsmodels."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from statsmodels.stats.inter_rater import fleiss_kappa as their_fleiss

from affectflow.statistics.agreement.alpha import alpha
from affectflow.statistics.agreement.alpha_distances import nominal
from affectflow.statistics.agreement.conger import conger_kappa
from affectflow.statistics.agreement.fleiss import fleiss_kappa, fleiss_null_test
from affectflow.statistics.agreement.gwet import brennan_prediger, gwet_ac, percent_agreement
from affectflow.statistics.agreement.intervals import analytic_interval
from affectflow.statistics.agreement.table import votes_from_counts, votes_from_matrix

# Fleiss (1971), table 1: 30 patients, six psychiatrists, five diagnoses.
PATIENTS = """444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 124444 222333 144444 224445
333335 111455 111112 224444 133555 555555 244444 224555 114444 144445 222224 111155 224444 133333 555555"""
FLEISS = np.array([[patient.count(d) for d in "12345"] for patient in PATIENTS.split()])
# irrCAC's cac.raw4raters, which is the example of Krippendorff (2011); 0 is missing.
FOUR = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 0],
        [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
    ]
).T


@pytest.mark.parametrize(
    ("measure", "estimate", "error"),
    [
        (percent_agreement, 0.8181818, 0.12561),
        (gwet_ac, 0.77544, 0.14295),
        (fleiss_kappa, 0.76117, 0.15302),
        (conger_kappa, 0.76282, 0.14917),
        (brennan_prediger, 0.77273, 0.14472),
    ],
)
def test_four_raters_with_missing_votes_in_irrcac(measure, estimate, error):
    found = analytic_interval(measure(votes_from_matrix(FOUR - 1, 5)), level=0.95)
    assert found["estimate"] == pytest.approx(estimate, abs=5e-6)
    assert found["standard_error"] == pytest.approx(error, abs=5e-6)


def test_the_error_of_alpha_is_that_of_irrcac():
    found = analytic_interval(alpha(votes_from_matrix(FOUR - 1, 5), nominal(5)), level=0.95)
    assert (found["estimate"], found["standard_error"]) == pytest.approx((0.74342, 0.14548), abs=5e-6)


@pytest.mark.parametrize(
    ("measure", "estimate", "error", "limits"),
    [
        (gwet_ac, 0.4448007, 0.08418757, (0.264, 0.625)),
        (fleiss_kappa, 0.4139265, 0.08119291, (0.24, 0.588)),
        (brennan_prediger, 0.4388889, 0.08312142, (0.261, 0.617)),
    ],
)
def test_six_psychiatrists_in_irrcac(measure, estimate, error, limits):
    """irrCAC's data set distrib.6raters."""
    rows = "00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031"
    counts = np.array([list(map(int, row)) for row in rows.split()])
    found = analytic_interval(measure(votes_from_counts(counts)), level=0.95)
    assert (found["estimate"], found["standard_error"]) == pytest.approx((estimate, error), abs=5e-8)
    assert (found["low"], found["high"]) == pytest.approx(limits, abs=5e-4)


def test_fleiss_1971():
    assert fleiss_kappa(votes_from_counts(FLEISS)).estimate() == pytest.approx(0.430, abs=5e-4)
    found = fleiss_null_test(FLEISS)
    assert found["estimate"] == pytest.approx(0.430, abs=5e-4)
    assert found["levels"]["estimate"] == pytest.approx([0.245, 0.245, 0.520, 0.471, 0.566], abs=5e-4)


def test_the_null_test_of_fleiss_nee_and_landis_as_printed_by_irr():
    """kappam.fleiss(diagnoses, detail = TRUE) of R's irr 0.84."""
    found = fleiss_null_test(FLEISS)
    assert found["z"] == pytest.approx(17.7, abs=0.05)
    assert found["levels"]["z"] == pytest.approx([5.192, 5.192, 11.031, 9.994, 12.009], abs=5e-4)


@settings(max_examples=60)
@given(st.integers(2, 6), st.integers(2, 5), st.integers(2, 12), st.integers(0, 10**6))
def test_complete_data_against_statsmodels(raters, levels, items, seed):
    counts = np.random.default_rng(seed).multinomial(raters, np.full(levels, 1 / levels), size=items)
    assume(np.count_nonzero(counts.sum(axis=0)) > 1)
    votes = votes_from_counts(counts)
    assert fleiss_kappa(votes).estimate() == pytest.approx(their_fleiss(counts), abs=1e-12)
    assert brennan_prediger(votes).estimate() == pytest.approx(their_fleiss(counts, method="randolph"), abs=1e-12)


@settings(max_examples=60)
@given(arrays(np.int64, st.tuples(st.integers(2, 8), st.integers(2, 4)), elements=st.integers(-1, 2)))
def test_missing_votes_against_gwets_formulas_item_by_item(matrix):
    assume(np.any((matrix >= 0).sum(axis=1) >= 2))
    weights = np.array([[1, 0.7, 0], [0.7, 1, 0.4], [0, 0.4, 1]])
    agreement, shares = [], []
    for row in matrix:
        given_votes = row[row >= 0]
        r = len(given_votes)
        if r >= 1:
            shares.append([np.mean(given_votes == k) for k in range(3)])
        if r >= 2:
            pairs = [weights[a, b] for i, a in enumerate(given_votes) for j, b in enumerate(given_votes) if i != j]
            agreement.append(sum(pairs) / (r * (r - 1)))
    observed, p = np.mean(agreement), np.mean(shares, axis=0)
    chance = {
        gwet_ac: weights.sum() / 6 * np.sum(p * (1 - p)),
        fleiss_kappa: p @ weights @ p,
        brennan_prediger: weights.mean(),
    }
    votes = votes_from_matrix(matrix, 3)
    for measure, expected in chance.items():
        theirs = (observed - expected) / (1 - expected) if expected < 1 - 1e-12 else np.nan
        assert measure(votes, weights).estimate() == pytest.approx(theirs, abs=1e-12, nan_ok=True)
