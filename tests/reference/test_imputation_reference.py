"""Rubin's rules against the package mice for R."""

import csv
from pathlib import Path

import numpy as np
import pytest

from affectflow.statistics.imputation.rubin import pool

ROWS = list(csv.DictReader(Path(__file__).with_name("imputation_reference.csv").open()))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["case"])
def test_pooling_is_that_of_mice(row):
    estimates, variances = (np.array(row[name].split(), dtype=float) for name in ("q", "u"))
    found = pool(estimates, variances, float(row["n"]) - 3)
    expected = [float(row[name]) for name in ("qbar", "ubar", "b", "df", "fmi")]
    got = [found.estimate, found.within, found.between, found.df, found.missing_information]
    assert got == pytest.approx(expected, rel=1e-10)
    assert found.standard_error**2 == pytest.approx(float(row["t"]), rel=1e-10)


def test_draws_that_do_not_differ_have_the_degrees_of_freedom_of_complete_data():
    found = pool(np.full(5, 2.0), np.full(5, 0.25), 57.0)
    assert found.df == pytest.approx(57 * 58 / 60)
    assert found.standard_error == pytest.approx(0.5)
