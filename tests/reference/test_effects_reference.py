"""Tests of means and ranks, standardised differences and analysis of variance against R."""

import csv
import math
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import t as student

from affectflow.statistics.effects import means, ranks
from affectflow.statistics.effects.cells import in_cells
from affectflow.statistics.effects.factorial import factorial
from affectflow.statistics.effects.scales import moments, scaled
from affectflow.statistics.effects.standardised import correction, noncentrality, standardised
from affectflow.statistics.signed_rank import signed_ranks

HERE = Path(__file__).parent
SETS = ("plain", "tied", "three")


def rows(name):
    return list(csv.DictReader((HERE / name).open()))


REFERENCE = {(r["set"], r["name"], r["key"]): float(r["value"]) for r in rows("effects_reference.csv")}


def expected(case, name, *keys):
    return pytest.approx([REFERENCE[case, name, key] for key in keys], rel=1e-9, abs=1e-12)


@pytest.fixture(params=SETS)
def data(request):
    own = [row for row in rows("effects_data.csv") if row["set"] == request.param]
    values = np.array([[float(row[c]) for c in "abc"] for row in own])
    return request.param, values, np.array([int(row["group"]) - 1 for row in own])


def groups(data):
    _, values, group = data
    return values[group == 0, 1], values[group == 1, 1]


@pytest.mark.parametrize("equal", [False, True])
def test_differences_of_groups(data, equal):
    name, keys = ("student", ("t", "df", "p")) if equal else ("welch", ("t", "df", "p", "low", "high"))
    found = means.between(*groups(data), equal_variances=equal)
    t = found.estimate / found.standard_error
    half = student.ppf(0.975, found.df) * found.standard_error
    values = [t, found.df, 2 * student.sf(abs(t), found.df), found.estimate - half, found.estimate + half]
    assert [float(v) for v in values[: len(keys)]] == expected(data[0], name, *keys)


def test_paired_differences(data):
    found = means.paired(data[1][:, 0], data[1][:, 1])
    t = found.estimate / found.standard_error
    assert [t, found.df, 2 * student.sf(abs(t), found.df)] == expected(data[0], "paired", "t", "df", "p")


@pytest.mark.parametrize(
    ("name", "by", "bias"), [("d", "pooled", "none"), ("g", "pooled", "exact"), ("d_z", "change", "none")]
)
def test_standardised_differences(data, name, by, bias):
    paired = by == "change"
    both = data[1][:, :2].T if paired else groups(data)
    got = standardised(scaled(moments(*both, paired=paired), by), level=0.95, bias=bias, method="")
    wanted = [REFERENCE[data[0], name, key] for key in ("estimate", "low", "high")]
    # effectsize finds the limits of noncentrality by an optimiser.
    assert got["estimate"] == pytest.approx(wanted[0], rel=1e-9)
    assert [got["low"], got["high"]] == pytest.approx(wanted[1:], abs=2e-4)


def test_the_limits_are_where_the_observed_t_is_a_quantile():
    from scipy.stats import nct

    low, high = noncentrality(2.1, 18, 0.9)
    assert nct.sf(2.1, 18, low) == pytest.approx(0.05, rel=1e-9)
    assert nct.cdf(2.1, 18, high) == pytest.approx(0.05, rel=1e-9)


def test_hedges_correction_has_an_exact_and_an_approximate_form():
    assert correction(10, "exact") == pytest.approx(math.gamma(5) / (math.sqrt(5) * math.gamma(4.5)), rel=1e-12)
    assert correction(10, "approximate") == pytest.approx(1 - 3 / 39)
    assert np.isnan(correction(1, "exact"))
    assert np.isnan(correction(1, "approximate"))


def test_rank_sums(data):
    found = ranks.mann_whitney(*groups(data), continuity=True, exact_up_to=60)
    assert [found.statistic, found.p] == expected(data[0], "mann_whitney", "u", "exact")
    again = ranks.mann_whitney(*groups(data), continuity=True, exact_up_to=0)
    assert again.p == pytest.approx(REFERENCE[data[0], "mann_whitney", "normal"], rel=1e-9)


def test_signed_ranks(data):
    change = data[1][:, 1] - data[1][:, 0]
    found = signed_ranks(change, zeros="wilcoxon", continuity=True, exact_up_to=60)
    assert [found.statistic, found.p] == expected(data[0], "wilcoxon", "v", "exact")
    again = signed_ranks(change, zeros="wilcoxon", continuity=True, exact_up_to=0)
    assert again.p == pytest.approx(REFERENCE[data[0], "wilcoxon", "normal"], rel=1e-9)


def test_with_two_occasions_the_interaction_is_the_squared_t_of_changes(data):
    _, values, group = data
    kept = group < 2
    found = factorial(in_cells(values[kept][:, :2], group[kept], 2), [2]).tests[0, 1]
    change = values[:, 1] - values[:, 0]
    t = means.between(change[group == 0], change[group == 1], equal_variances=True)
    assert float(found.f) == pytest.approx(float(t.estimate / t.standard_error) ** 2, rel=1e-10)
