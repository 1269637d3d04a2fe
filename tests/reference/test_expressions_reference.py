"""Tests of expressions against R's fisher.test, pchisq and p.adjust, scipy, statsmodels and a published interval."""

import csv
from pathlib import Path

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep

from affectflow.statistics.expressions import (
    Tables,
    difference_of_shares,
    fisher_exact,
    likelihood_ratio,
    log_odds_ratio,
)
from affectflow.statistics.multiple_tests import benjamini_hochberg, holm


@pytest.fixture(scope="module")
def reference():
    """Columns of the table that `make_expressions_reference.R` made."""
    path = Path(__file__).with_name("expressions_reference.csv")
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: np.array([float(row[name]) for row in rows]) for name in rows[0]}


@pytest.fixture(scope="module")
def tables(reference):
    counts = (reference[side].astype(int) for side in ("inside", "outside"))
    return Tables(*counts, int(reference["size_inside"][0]), int(reference["size_outside"][0]))


def test_p_equals_r(reference, tables):
    np.testing.assert_allclose(fisher_exact(tables), reference["fisher"], rtol=1e-9)
    np.testing.assert_allclose(likelihood_ratio(tables), reference["likelihood_ratio"], rtol=1e-9, atol=1e-12)


def test_adjusted_p_equals_r(reference):
    np.testing.assert_allclose(holm(reference["fisher"]), reference["holm"], rtol=1e-9)
    np.testing.assert_allclose(benjamini_hochberg(reference["fisher"]), reference["benjamini_hochberg"], rtol=1e-9)


def test_every_table_with_small_margins_equals_scipy():
    a, b = (grid.ravel() for grid in np.meshgrid(np.arange(8), np.arange(13), indexing="ij"))
    expected = [stats.fisher_exact([[i, 7 - i], [j, 12 - j]]).pvalue for i, j in zip(a, b, strict=True)]
    np.testing.assert_allclose(fisher_exact(Tables(a, b, 7, 12)), expected, rtol=1e-10)


def test_large_tables_equal_scipy():
    rng = np.random.default_rng(1)
    a, b = rng.binomial(2000, 0.03, 12), rng.binomial(40_000, 0.03, 12)
    expected = [stats.fisher_exact([[i, 2000 - i], [j, 40_000 - j]]).pvalue for i, j in zip(a, b, strict=True)]
    np.testing.assert_allclose(fisher_exact(Tables(a, b, 2000, 40_000)), expected, rtol=1e-6)


def test_intervals_equal_statsmodels(tables):
    share = difference_of_shares(tables, 0.9)
    for at in range(len(tables.inside)):
        a, b = tables.inside[at], tables.outside[at]
        low, high = confint_proportions_2indep(a, 40, b, 120, method="newcomb", alpha=0.1)
        assert [share["low"][at], share["high"][at]] == pytest.approx([low, high], abs=1e-12)
        cells = tables.cells[:, at]
        if (cells > 0).all():
            ratio = log_odds_ratio(tables, 0.9)
            half = stats.norm.ppf(0.95) * np.sqrt((1 / cells).sum())
            assert ratio["high"][at] - ratio["estimate"][at] == pytest.approx(half, abs=1e-12)
            odds = confint_proportions_2indep(a, 40, b, 120, method="logit", compare="odds-ratio", alpha=0.1)
            assert [ratio["low"][at], ratio["high"][at]] == pytest.approx(np.log(odds), abs=1e-9)


def test_a_published_interval():
    """Newcombe (1998), table II, example (a): 56 of 70 against 48 of 80; method 10 gives 0.0524 to 0.3339."""
    share = difference_of_shares(Tables(np.array([56]), np.array([48]), 70, 80), 0.95)
    assert share["estimate"][0] == pytest.approx(0.2)
    assert [share["low"][0], share["high"][0]] == pytest.approx([0.0524, 0.3339], abs=5e-5)
