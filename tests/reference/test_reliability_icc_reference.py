"""Intraclass correlations, alpha and W against published tables, psych, base R and lme4.

The data and the values of R are made by make_reliability_reference.R and committed.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from affectflow.statistics.reliability.crossed_reml import fit_components
from affectflow.statistics.reliability.icc import FORMS
from affectflow.statistics.reliability.icc_inference import icc
from affectflow.statistics.reliability.icc_mixed import icc_mixed
from affectflow.statistics.reliability.ranks import kendall_w
from affectflow.statistics.reliability.scales import cronbach_alpha

HERE = Path(__file__).parent
REFERENCE = pd.read_csv(HERE / "reliability_reference.csv").pivot(index="name", columns="key", values="value")
RATINGS = dict(iter(pd.read_csv(HERE / "reliability_ratings.csv").groupby("set")))
SHROUT_FLEISS = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], float)


def table(name):
    if name == "shrout_fleiss":
        return SHROUT_FLEISS
    return RATINGS[name].pivot(index="item", columns="rater", values="value").to_numpy()


def long(name):
    rows = RATINGS[name]
    codes = [np.unique(rows[column], return_inverse=True)[1] for column in ("item", "rater")]
    return rows["value"].to_numpy(), *codes


def test_shrout_and_fleiss_1979_table_4():
    forms = icc(SHROUT_FLEISS)["forms"]
    printed = {"ICC(1)": 0.17, "ICC(A,1)": 0.29, "ICC(C,1)": 0.71, "ICC(1,k)": 0.44, "ICC(A,k)": 0.62, "ICC(C,k)": 0.91}
    assert {form: round(forms[form]["estimate"], 2) for form in FORMS} == printed


def test_shrout_and_fleiss_1979_table_3():
    squares = icc(SHROUT_FLEISS)["mean_squares"]
    printed = {"between": 11.24, "within": 6.26, "raters": 32.49, "residual": 1.02}
    assert {name: round(value, 2) for name, value in squares.items()} == printed


@pytest.mark.parametrize("name", ["shrout_fleiss", "complete"])
def test_all_forms_with_tests_and_intervals_against_psych(name):
    forms = icc(table(name))["forms"]
    for form in FORMS:
        keys = ["estimate", "f", "df1", "df2", "p", "low", "high"]
        theirs = REFERENCE.loc[f"icc/{name}/{form}", keys].to_numpy(float)
        assert [forms[form][key] for key in keys] == pytest.approx(theirs, rel=1e-9)


@pytest.mark.parametrize("model", ["one_way", "two_way"])
@pytest.mark.parametrize("name", sorted(RATINGS))
def test_variance_components_against_lme4(name, model):
    value, item, rater = long(name)
    fit = fit_components(value, item, rater if model == "two_way" else None)
    row = REFERENCE.loc[f"{model}/{name}"]
    keys = ["item", "rater", "residual", "mean"]
    # lme4's search stops when the likelihood changes by less than its rounding: seven digits of a variance.
    assert [getattr(fit, key) for key in keys] == pytest.approx(row[keys].to_numpy(float), rel=1e-6, abs=1e-7)
    assert fit.log_likelihood == pytest.approx(row["log_likelihood"], abs=1e-9)
    assert fit.log_likelihood >= row["log_likelihood"] - 1e-10
    assert fit.converged
    assert ("item" in fit.at_bound) == (name == "no_item")
    assert ("rater" in fit.at_bound) == (name == "no_rater" and model == "two_way")


def test_the_mixed_model_agrees_with_mean_squares_on_a_complete_table():
    value, item, rater = long("complete")
    mixed, squares = icc_mixed(value, item, rater)["forms"], icc(table("complete"))["forms"]
    for form in FORMS:
        assert mixed[form]["estimate"] == pytest.approx(squares[form]["estimate"], rel=1e-9)


@pytest.mark.parametrize("name", ["shrout_fleiss", "complete"])
def test_cronbach_alpha_and_feldt_against_psych(name):
    found, row = cronbach_alpha(table(name)), REFERENCE.loc[f"cronbach/{name}"]
    assert [found[k] for k in ("estimate", "low", "high")] == pytest.approx(
        row[["estimate", "low", "high"]].to_numpy(float), rel=1e-10
    )


@pytest.mark.parametrize("name", ["shrout_fleiss", "complete"])
def test_kendall_w_with_ties_against_the_chi_square_of_friedman_in_r(name):
    ratings = np.round(table(name))
    found, row = kendall_w(ratings), REFERENCE.loc[f"kendall/{name}"]
    assert len(np.unique(ratings[:, 0])) < len(ratings)
    assert [found["estimate"], found["chi_square"], found["p_chi_square"]] == pytest.approx(
        row[["w", "chi_square", "p"]].to_numpy(float), rel=1e-10
    )


def test_kendall_1970_three_rankings_of_ten_with_ties():
    ranks = [
        [1, 4.5, 2, 4.5, 3, 7.5, 6, 9, 7.5, 10],
        [2.5, 1, 2.5, 4.5, 4.5, 8, 9, 6.5, 10, 6.5],
        [2, 1, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10],
    ]
    assert round(kendall_w(np.array(ranks).T)["estimate"], 3) == 0.828
