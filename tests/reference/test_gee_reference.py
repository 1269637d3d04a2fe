"""Estimating equations against geepack, and their corrections against clubSandwich and their definitions."""

import csv
from pathlib import Path

import numpy as np
import pytest

from affectflow.statistics.mixed.gee import fit_gee

HERE = Path(__file__).parent
ROWS = list(csv.DictReader((HERE / "gee_data.csv").open()))
REFERENCE = list(csv.DictReader((HERE / "gee_reference.csv").open()))


def reference(working, name):
    return [float(row["value"]) for row in REFERENCE if (row["working"], row["name"]) == (working, name)]


@pytest.fixture(scope="module")
def data():
    ids = sorted({int(row["id"]) for row in ROWS})
    outcome, design = np.full((len(ids), 3), np.nan), np.zeros((len(ids), 3, 6))
    for row in ROWS:
        person, time, arm = ids.index(int(row["id"])), int(row["time"]), int(row["arm"])
        outcome[person, time] = float(row["y"]) if row["y"] else np.nan
        design[person, time, time], design[person, time, 3 + time] = 1, arm
    return outcome, design


@pytest.mark.parametrize("working", ["independence", "exchangeable"])
@pytest.mark.parametrize("correction", ["none", "kauermann_carroll", "mancl_derouen"])
def test_fits_are_those_of_geepack(data, working, correction):
    fit = fit_gee(*data, working, correction)
    assert fit.converged
    assert fit.coefficients == pytest.approx(reference(working, "coefficients"), rel=1e-7)
    assert [fit.scale] == pytest.approx(reference(working, "scale"), rel=1e-7)
    assert [fit.correlation] == pytest.approx(reference(working, "correlation"), rel=1e-6, abs=1e-12)
    assert np.sqrt(np.diag(fit.covariance)) == pytest.approx(reference(working, correction), rel=1e-6)


@pytest.mark.parametrize("correction", ["kauermann_carroll", "mancl_derouen"])
def test_with_independence_the_corrections_are_cr2_and_cr3(data, correction):
    fit = fit_gee(*data, "independence", correction)
    assert np.sqrt(np.diag(fit.covariance)) == pytest.approx(reference("club", correction), rel=1e-8)
