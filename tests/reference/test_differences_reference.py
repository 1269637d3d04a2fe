"""Standardised differences, rank tests, shifts and margins against R."""

import csv
import math
from pathlib import Path

import numpy as np
import pytest

from affectflow.analyse.ranked import ranked_groups, ranked_pairs
from affectflow.analyse.verdicts import verdict
from affectflow.statistics.effects import means, rank_biserial, shifts
from affectflow.statistics.effects.scales import moments, scaled
from affectflow.statistics.effects.standardised import standardised
from affectflow.statistics.t_interval import t_interval
from affectflow.studies.analyse.margins import Margin
from affectflow.studies.analyse.ranks import Ranks

HERE = Path(__file__).parent
SETS = ("plain", "unequal", "tied", "tiny", "skewed", "coarse")


def rows(name):
    return list(csv.DictReader((HERE / name).open()))


REFERENCE = {(r["set"], r["name"], r["key"]): float(r["value"]) for r in rows("differences_reference.csv")}
DATA = rows("differences_data.csv")


def groups(case):
    return tuple(
        np.array([float(r["value"]) for r in DATA if r["set"] == case and r["group"] == group]) for group in "12"
    )


def pairs(case):
    first, second = groups(case)
    n = min(len(first), len(second))
    return first[:n], second[:n]


def near(case, name, *keys, **tolerance):
    return pytest.approx([REFERENCE[case, name, key] for key in keys], **(tolerance or {"rel": 1e-8, "abs": 1e-10}))


def limits(found):
    return [found["low"], found["high"]]


KINDS = [(by, False) for by in ("pooled", "first", "average_variance", "average_sd")]
KINDS += [(by, True) for by in ("change", "first", "average_variance", "average_sd")]


@pytest.mark.parametrize("case", SETS)
@pytest.mark.parametrize(("by", "paired"), KINDS)
def test_standardised_differences_with_both_intervals(case, by, paired):
    name = f"{by}_pairs" if paired else by
    found = scaled(moments(*(pairs(case) if paired else groups(case)), paired=paired), by)
    plain = standardised(found, level=0.95, method="")
    corrected = standardised(found, level=0.95, bias="exact", method="")
    got = [plain["estimate"], corrected["estimate"], float(found.df), *limits(plain)]
    assert got == near(case, name, "d", "g", "df", "low", "high")
    large = standardised(found, level=0.95, interval="large_sample", method="")
    assert limits(large) == near(case, name, "large_low", "large_high")


@pytest.mark.parametrize("case", SETS)
def test_standardised_differences_as_effectsize_has_them(case):
    both, twice = moments(*groups(case), paired=False), moments(*pairs(case), paired=True)
    glass = standardised(scaled(both, "first"), level=0.95, method="")
    average = standardised(scaled(both, "average_variance"), level=0.95, method="")
    change = standardised(scaled(twice, "change"), level=0.95, bias="exact", method="")
    got = [glass["estimate"], average["estimate"], change["estimate"]]
    assert got == near(case, "effectsize", "glass", "average", "g_z", rel=1e-9)
    # effectsize finds limits by an optimiser whose tolerance is about 1e-4.
    assert limits(glass) == near(case, "effectsize", "glass_low", "glass_high", abs=1e-3)
    assert limits(change) == near(case, "effectsize", "g_z_low", "g_z_high", abs=1e-3)
    if case == "plain":
        # With groups of unequal size effectsize takes Welch's degrees of freedom: the error's, not the divisor's.
        assert limits(average) == near(case, "effectsize", "average_low", "average_high", abs=1e-3)


@pytest.mark.parametrize("case", SETS)
def test_rank_biserial_correlations(case):
    (first, second), (before, after) = groups(case), pairs(case)
    tied = len(np.unique(np.concatenate([first, second]))) < len(first) + len(second)
    one = rank_biserial.of_groups(first, second, interval="null_variance", level=0.95)
    two = rank_biserial.of_pairs(after - before, zeros="wilcoxon", interval="null_variance", level=0.95)
    assert [one["estimate"], two["estimate"]] == near(case, "effectsize", "rank", "rank_pairs")
    if not tied:
        # effectsize's variance is the one without ties.
        got = [*limits(one), *limits(two)]
        assert got == near(case, "effectsize", "rank_low", "rank_high", "rank_pairs_low", "rank_pairs_high")


@pytest.mark.parametrize("case", SETS)
def test_the_variance_of_placements_is_delongs(case):
    from scipy.special import stdtrit

    first, second = groups(case)
    found = rank_biserial.of_groups(first, second, interval="components", level=0.95)
    r = found["estimate"]
    error = 2 * math.sqrt(REFERENCE[case, "delong", "variance"])
    assert r == pytest.approx(2 * REFERENCE[case, "delong", "auc"] - 1, abs=1e-12)
    half = (math.atanh(found["high"]) - math.atanh(found["low"])) / 2 * (1 - r * r) / error
    # What is left is the quantile of t with Satterthwaite's degrees of freedom, between those of the smaller and of
    # both groups.
    fewest, most = min(len(first), len(second)) - 1, len(first) + len(second) - 2
    assert stdtrit(most, 0.975) - 1e-9 <= half <= stdtrit(fewest, 0.975) + 1e-9


@pytest.mark.parametrize("case", SETS)
def test_rank_tests_by_every_option(case):
    (first, second), (before, after) = groups(case), pairs(case)
    for key, asked in {
        "exact": Ranks(exact_up_to=200),
        "corrected": Ranks(exact_up_to=0),
        "uncorrected": Ranks(exact_up_to=0, continuity=False),
    }.items():
        got = ranked_groups(first, second, asked, level=0.95, drawn=None)["p"]
        assert [got] == near(case, "mann_whitney", key)
        got = ranked_pairs(after - before, asked, level=0.95, drawn=None)["p"]
        assert [got] == near(case, "wilcoxon", key)
        if key != "corrected":
            pratt = asked.model_copy(update={"zeros": "pratt"})
            assert [ranked_pairs(after - before, pratt, level=0.95, drawn=None)["p"]] == near(case, "pratt", key)


@pytest.mark.parametrize("case", [case for case in SETS if (case, "shift", "low") in REFERENCE])
def test_hodges_and_lehmanns_shift_without_ties(case):
    (first, second), (before, after) = groups(case), pairs(case)
    for name, of in {
        "shift": lambda level: shifts.shift_of_groups(first, second, level=level, exact_up_to=200),
        "shift_pairs": lambda level: shifts.shift_of_pairs(after - before, level=level, exact_up_to=200),
    }.items():
        wide, narrow = of(0.95), of(0.8)
        assert [wide["estimate"], *limits(narrow)] == near(case, name, "estimate", "low80", "high80")
        if case == "tiny" and name == "shift_pairs":
            # R gives the whole range, which covers with less than the level.
            assert "too few values" in wide["reason"]
        else:
            assert limits(wide) == near(case, name, "low", "high")


@pytest.mark.parametrize("case", SETS)
def test_margins_are_one_sided_t_tests(case):
    for found, end in (
        (means.between(*groups(case), equal_variances=False), ""),
        (means.paired(*pairs(case)), "_pairs"),
    ):
        effect = t_interval(
            float(found.estimate), float(found.standard_error), float(found.df), n=1, level=0.95, method=""
        )
        for better in ("higher", "lower"):
            got = verdict(effect, Margin(kind="non_inferiority", margin=2.0), better)["p"]
            assert [got] == near(case, "margin", f"{better}{end}")
    equal = means.between(*groups(case), equal_variances=False)
    effect = t_interval(float(equal.estimate), float(equal.standard_error), float(equal.df), n=1, level=0.95, method="")
    found = verdict(effect, Margin(kind="equivalence", margin=2.0, level=0.9), None)
    assert [found["p"]] == near(case, "margin", "both")
    assert (found["verdict"] == "shown") == (found["p"] < 0.05)
