"""Concordance, overall concordance, kappa, Light's mean kappa and Finn against R's epiR, psych and anova."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from affectflow.statistics.agreement.cohen import cohen_kappa
from affectflow.statistics.agreement.gwet import brennan_prediger
from affectflow.statistics.agreement.light import LightKappa
from affectflow.statistics.agreement.pairs import most_shared
from affectflow.statistics.agreement.table import votes_from_matrix
from affectflow.statistics.reliability.concordance import lin_ccc, overall_ccc
from affectflow.statistics.reliability.scales import finn

HERE = Path(__file__).parent
PEERS = pd.read_csv(HERE / "agreement_peers.csv", dtype=str).set_index(["name", "key"])["value"]
PEFR = pd.read_csv(HERE / "reliability_pefr.csv")[:17]
SHROUT = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], dtype=float)


def of(name):
    return PEERS[name].astype(float)


def rows(name):
    return np.array([text.split() for text in PEERS[name]], dtype=float)


@pytest.mark.parametrize("name", ["pefr", "shrout"])
def test_concordance_against_epir(name):
    """epiR's scale shift is that of the second over the first."""
    x, y = (PEFR["large"], PEFR["mini"]) if name == "pefr" else (SHROUT[:, 2], SHROUT[:, 3])
    theirs, found = of(f"ccc/{name}"), lin_ccc(x, y)
    assert found["estimate"] == pytest.approx(theirs["estimate"], rel=1e-12)
    assert found["bias_correction"] == pytest.approx(theirs["bias_correction"], rel=1e-12)
    assert abs(found["location_shift"]) == pytest.approx(abs(theirs["location_shift"]), rel=1e-12)
    assert 1 / found["scale_shift"] == pytest.approx(theirs["scale_shift"], rel=1e-12)
    assert (found["low"], found["high"]) == pytest.approx((theirs["low"], theirs["high"]), rel=1e-9)


@pytest.mark.parametrize("name", ["shrout", "made"])
def test_overall_concordance_against_epir(name):
    x = SHROUT if name == "shrout" else rows("table/made")
    found = [overall_ccc(x, divisor=divisor)["estimate"] for divisor in ("population", "sample")]
    assert of(f"occc/{name}")["estimate"] == pytest.approx(found[1], rel=1e-12)


@pytest.mark.parametrize("name", ["even", "rare"])
def test_two_by_two_tables_against_epir(name):
    """epiR's error by the method of Fleiss is that of the test of 0; its interval from it is none of ours."""
    theirs = of(f"kappa/{name}")
    cells = theirs[["a", "b", "c", "d"]].to_numpy().astype(int)
    found = cohen_kappa(cells.reshape(2, 2), level=0.95)
    for ours, key in (("estimate", "estimate"), ("observed_agreement", "observed"), ("expected_agreement", "expected")):
        assert found[ours] == pytest.approx(theirs[key], rel=1e-12), key
    assert found["null_standard_error"] == pytest.approx(theirs["standard_error"], rel=1e-12)
    matrix = np.repeat([[0, 0], [0, 1], [1, 0], [1, 1]], cells, axis=0)
    assert brennan_prediger(votes_from_matrix(matrix, 2)).estimate() == pytest.approx(theirs["pabak"], rel=1e-12)


@pytest.mark.parametrize("name", ["three", "five"])
def test_the_mean_over_pairs_against_psych(name):
    matrix = rows(f"votes/{name}").astype(int) - 1
    votes = votes_from_matrix(matrix, matrix.max() + 1)
    first, second, _, pairs = most_shared(votes, 100)
    assert pairs == matrix.shape[1] * (matrix.shape[1] - 1) // 2
    assert LightKappa(votes, first, second).estimate() == pytest.approx(of(f"light/{name}")["estimate"], rel=1e-12)


def test_finn_against_the_analysis_of_variance_of_r():
    """irr's two-way test takes n (k - 1) degrees of freedom; (n - 1)(k - 1) are those of its error mean square."""
    theirs = of("finn/shrout")
    one, two = (finn(SHROUT, categories=10, model=model) for model in ("one_way", "two_way"))
    assert (one["estimate"], two["estimate"]) == pytest.approx((theirs["one_way"], theirs["two_way"]), rel=1e-12)
    assert (one["f"], one["p"]) == pytest.approx((theirs["f"], theirs["p"]), rel=1e-9)
    assert two["df2"] == 15
