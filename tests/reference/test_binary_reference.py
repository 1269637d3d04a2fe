"""Contrasts of risks, tests of tables, logistic and ordinal regression against R and published examples."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from affectflow.statistics.binary.contrasts import odds_ratio, risk_difference, risk_ratio
from affectflow.statistics.binary.firth import firth, profile_interval
from affectflow.statistics.binary.logistic import logistic, why_not
from affectflow.statistics.binary.tables import fisher, pearson
from affectflow.statistics.ordinal import proportional_odds, proportionality

HERE = Path(__file__).parent
REFERENCE = pd.read_csv(HERE / "binary_reference.csv").set_index(["set", "name"])["value"]
ROWS = pd.read_csv(HERE / "binary_rows.csv")
TABLES = [name for name in REFERENCE.index.levels[0] if name[0].isdigit()]
DESIGN = np.column_stack([np.ones(len(ROWS)), ROWS["treated"], ROWS["x"]])
NAMES = ("one", "treated", "x")
ENDS = ("estimate", "low", "high")

NEWCOMBE_1998 = [
    ((56, 70, 48, 80), (0.0528, 0.3382), (0.0524, 0.3339)),
    ((9, 10, 3, 10), (0.1700, 0.8406), (0.1705, 0.8090)),
    ((10, 10, 0, 20), (0.7156, 1.0000), (0.6791, 1.0000)),
    ((5, 56, 0, 29), (-0.0326, 0.1933), (-0.0381, 0.1926)),
]
"""Newcombe (1998), Statistics in Medicine 17, 873-890, Table II, cases (a), (b), (g) and (d): counts, Miettinen and
Nurminen's score interval, and method 10."""


def refer(name, keys):
    return [REFERENCE[name, key] for key in keys]


def ends(found):
    return [found[key] for key in ENDS]


@pytest.mark.parametrize(("counts", "score", "hybrid"), NEWCOMBE_1998)
def test_intervals_of_risk_differences_are_those_of_newcombe(counts, score, hybrid):
    for method, limits in (("miettinen_nurminen", score), ("newcombe", hybrid)):
        found = risk_difference(*counts, level=0.95, method=method)
        assert (found["low"], found["high"]) == pytest.approx(limits, abs=5.1e-5)


def test_the_score_interval_of_a_risk_ratio_is_that_of_koopman():
    # The example of Koopman (1984), Biometrics 40, 513-517, as R's DescTools and asbio have it: 36 of 40, 16 of 80.
    found = risk_ratio(36, 40, 16, 80, level=0.95, method="koopman")
    assert ends(found) == pytest.approx([4.5, 2.94, 7.15], abs=0.006)


@pytest.mark.parametrize("name", TABLES)
def test_contrasts_and_tests_of_two_by_two_tables_are_those_of_r(name):
    a, n, b, m = map(int, name.split("_"))
    table = [[a, n - a], [b, m - b]]
    found = [fisher(table)["p"], *(pearson(table, corrected=c)["p"] for c in (False, True))]
    assert found == pytest.approx(refer(name, ["fisher", "plain", "corrected"]), rel=1e-6)
    assert found[2] == pytest.approx(REFERENCE[name, "prop_test"], rel=1e-6)
    for method in ("conditional", "wald"):
        found = ends(odds_ratio(a, n, b, m, level=0.95, method=method))
        assert found == pytest.approx(refer(name, [f"{method}_{end}" for end in ENDS]), rel=1e-6)
    found = ends(risk_ratio(a, n, b, m, level=0.95, method="log"))
    assert found == pytest.approx(refer(name, [f"log_{end}" for end in ENDS]), rel=1e-6)


@pytest.mark.parametrize("name", TABLES)
def test_score_intervals_are_those_of_their_definition(name):
    counts = tuple(map(int, name.split("_")))
    for contrast, key, method in (
        (risk_difference, "difference", "miettinen_nurminen"),
        (risk_ratio, "ratio", "miettinen_nurminen"),
        (risk_ratio, "koopman", "koopman"),
        (odds_ratio, "odds", "miettinen_nurminen"),
    ):
        found = contrast(*counts, level=0.95, method=method)
        assert [found["low"], found["high"]] == pytest.approx(refer(name, [f"{key}_low", f"{key}_high"]), rel=1e-6)


def test_tests_of_larger_tables_are_those_of_r():
    table = [[3, 1, 4], [2, 7, 1], [5, 3, 3], [0, 6, 9]]
    found = [fisher(table)["p"], pearson(table, corrected=True)["p"]]
    assert found == pytest.approx(refer("rows_by_columns", ["fisher", "plain"]), rel=1e-6)


def test_logistic_regression_is_that_of_r():
    fit = logistic(DESIGN, ROWS["y"].to_numpy(float))
    assert fit.coefficients == pytest.approx(refer("logistic", [f"ml_{n}" for n in NAMES]), rel=1e-6)
    errors = refer("logistic", [f"ml_se_{n}" for n in NAMES])
    assert np.sqrt(np.diag(fit.covariance)) == pytest.approx(errors, rel=1e-6)
    assert fit.log_likelihood == pytest.approx(REFERENCE["logistic", "ml_loglik"], rel=1e-9)


@pytest.mark.parametrize(("name", "column"), [("logistic", "y"), ("separated", "apart")])
def test_firth_is_that_of_brglm2(name, column):
    event = ROWS[column].to_numpy(float)
    fit = firth(DESIGN, event)
    assert fit.converged
    assert fit.coefficients == pytest.approx(refer(name, [f"firth_{n}" for n in NAMES]), rel=1e-6)
    errors = refer(name, [f"firth_se_{n}" for n in NAMES])
    assert np.sqrt(np.diag(fit.covariance)) == pytest.approx(errors, rel=1e-6)
    assert why_not(DESIGN, event) == ("quasi_complete_separation" if name == "separated" else "")


def test_the_profile_interval_ends_where_the_penalised_likelihood_has_dropped():
    event = ROWS["apart"].to_numpy(float)
    best, (low, high, p) = firth(DESIGN, event).log_likelihood, profile_interval(DESIGN, event, 1, 0.95)
    for limit in (low, high):
        assert 2 * (best - firth(DESIGN, event, (1, limit)).log_likelihood) == pytest.approx(3.841458820694124)
    assert (p < 0.05) == (low > 0)


def test_proportional_odds_and_their_test_are_those_of_r():
    design, grade = DESIGN[:, 1:], ROWS["grade"].to_numpy() - 1
    fit = proportional_odds(design, grade)
    keys = ["cut_1", "cut_2", "cut_3", "treated", "x"]
    assert fit.coefficients == pytest.approx(refer("ordinal", keys), rel=1e-6)
    assert np.sqrt(np.diag(fit.covariance)) == pytest.approx(refer("ordinal", [f"se_{k}" for k in keys]), rel=1e-6)
    assert fit.log_likelihood == pytest.approx(REFERENCE["ordinal", "loglik"], rel=1e-9)
    for place, name in enumerate(("treated", "x")):
        found = proportionality(design, grade, place, fit)
        expected = refer("ordinal", [f"lrt_{name}", f"p_{name}"])
        assert [found["statistic"], found["p"]] == pytest.approx(expected, rel=1e-6)
