"""Estimating equations of events against geepack and their definitions; other divisors of the moments against gee."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from affectflow.statistics.mixed.gee import fit_gee

HERE = Path(__file__).parent
ROWS = pd.read_csv(HERE / "gee_events_data.csv")
REFERENCE = pd.read_csv(HERE / "gee_events_reference.csv").set_index(["case", "name"])["value"]
CASES = list(dict.fromkeys(REFERENCE.index.get_level_values("case")))
CORRECTIONS = ["none", "kauermann_carroll", "mancl_derouen"]


def tables(column):
    wide = ROWS.pivot(index="id", columns="time", values=column).to_numpy(float)
    arm = ROWS.groupby("id")["arm"].first().to_numpy(float)
    design = np.zeros((*wide.shape, 6))
    for time in range(3):
        design[:, time, time], design[:, time, 3 + time] = 1, arm
    return wide, design


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("correction", CORRECTIONS)
def test_fits_are_those_of_r(case, correction):
    family, moments, working = case.split("/")
    fit = fit_gee(*tables("y" if family == "binomial" else "z"), working, correction, family=family, moments=moments)
    assert fit.converged
    assert fit.coefficients == pytest.approx(REFERENCE[case, "coefficients"].to_numpy(), rel=1e-7, abs=1e-9)
    assert fit.scale == pytest.approx(REFERENCE[case, "scale"].item(), rel=1e-7)
    assert fit.correlation == pytest.approx(REFERENCE[case, "correlation"].item(), rel=1e-6, abs=1e-12)
    if (case, correction) in REFERENCE.index:
        errors = REFERENCE[case, correction].to_numpy()
        assert np.sqrt(np.diag(fit.covariance)) == pytest.approx(errors, rel=1e-6)


def test_each_correction_is_held_for_events():
    assert set(CORRECTIONS) <= set(REFERENCE["binomial/all/exchangeable"].index)


@pytest.mark.parametrize("family", ["normal", "binomial"])
def test_statsmodels_divides_by_less_the_coefficients_too(family):
    import statsmodels.api as sm

    outcome, design = tables("y" if family == "binomial" else "z")
    there = ~np.isnan(outcome)
    kind = sm.families.Binomial() if family == "binomial" else sm.families.Gaussian()
    groups = np.broadcast_to(np.arange(len(outcome))[:, None], outcome.shape)[there]
    model = sm.GEE(outcome[there], design[there], groups, family=kind, cov_struct=sm.cov_struct.Exchangeable())
    peer = model.fit(ctol=1e-13, maxiter=200, scale="X2")
    fit = fit_gee(outcome, design, "exchangeable", "none", family=family, moments="less_coefficients")
    assert fit.coefficients == pytest.approx(peer.params, rel=1e-7)
    assert np.sqrt(np.diag(fit.covariance)) == pytest.approx(peer.bse, rel=1e-6)
