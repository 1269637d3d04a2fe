"""Intervals of agreement: what they keep to, and how often they cover."""

import math

import numpy as np
import pytest
from scipy.stats import bootstrap, norm
from scipy.stats import t as student

from affectflow.statistics.agreement.alpha import alpha
from affectflow.statistics.agreement.alpha_distances import interval, nominal, ordinal
from affectflow.statistics.agreement.conger import conger_kappa
from affectflow.statistics.agreement.fleiss import fleiss_kappa
from affectflow.statistics.agreement.gwet import gwet_ac, percent_agreement
from affectflow.statistics.agreement.intervals import analytic_interval, bootstrap_interval
from affectflow.statistics.agreement.resampling import draw, leave_one_out
from affectflow.statistics.agreement.table import Votes, votes_from_matrix

SHARES = np.array([0.5, 0.3, 0.2])


def simulated(rng, items=150, raters=4, right=0.6, missing=0.2):
    truth = rng.choice(3, (items, 1), p=SHARES)
    noise = rng.choice(3, (items, raters), p=SHARES)
    votes = np.where(rng.random((items, raters)) < right, truth, noise)
    return votes_from_matrix(np.where(rng.random((items, raters)) < missing, -1, votes), 3)


def boot(measure, seed=0, **options):
    return bootstrap_interval(measure, rng=np.random.default_rng(seed), level=0.95, **options)


# With votes right with probability 0.6, else drawn anew, two votes of an item are tied with probability 0.36.
TRUE = 0.36
MEASURES = {
    "nominal": lambda votes: alpha(votes, nominal(3)),
    "interval": lambda votes: alpha(votes, interval([0.0, 1.0, 3.0])),
    "fleiss": fleiss_kappa,
    "conger": conger_kappa,
}


@pytest.mark.parametrize("name", list(MEASURES))
def test_analytic_intervals_cover(name):
    rng = np.random.default_rng(11)
    found = [analytic_interval(MEASURES[name](simulated(rng)), level=0.95) for _ in range(1500)]
    assert 0.93 <= np.mean([f["low"] <= TRUE <= f["high"] for f in found]) <= 0.97


def test_the_analytic_interval_of_ac1_covers():
    rng = np.random.default_rng(12)
    agreement = TRUE + (1 - TRUE) * np.sum(SHARES**2)
    chance = np.sum(SHARES * (1 - SHARES)) / 2
    true = (agreement - chance) / (1 - chance)
    found = [analytic_interval(gwet_ac(simulated(rng)), level=0.95) for _ in range(1500)]
    assert 0.93 <= np.mean([f["low"] <= true <= f["high"] for f in found]) <= 0.97


@pytest.mark.parametrize("method", ["percentile", "bca"])
@pytest.mark.parametrize("name", ["nominal", "fleiss"])
def test_bootstrap_intervals_over_items_cover(name, method):
    rng = np.random.default_rng(13)
    options = {"rng": rng, "level": 0.95, "resamples": 500, "method": method}
    found = [bootstrap_interval(MEASURES[name](simulated(rng)), **options) for _ in range(1000)]
    assert 0.93 <= np.mean([f["low"] <= TRUE <= f["high"] for f in found]) <= 0.97


def test_ordinal_bootstrap_intervals_cover_with_their_own_ranks():
    """Tied votes with probability 0.36 give the same alpha for any difference of the population."""
    rng = np.random.default_rng(14)
    options = {"rng": rng, "level": 0.95, "resamples": 500, "method": "bca"}
    found = [bootstrap_interval(alpha(simulated(rng), ordinal(3)), **options) for _ in range(1000)]
    assert 0.93 <= np.mean([f["low"] <= TRUE <= f["high"] for f in found]) <= 0.97


def test_groups_widen_the_interval_where_items_of_a_group_are_alike():
    rng = np.random.default_rng(3)
    base = rng.choice(3, (30, 4))
    matrix = np.repeat(base, 8, axis=0)
    measure = alpha(votes_from_matrix(matrix, 3), nominal(3))
    alone, together = boot(measure), boot(measure, groups=np.repeat(np.arange(30), 8))
    ratio = (together["high"] - together["low"]) / (alone["high"] - alone["low"])
    assert ratio == pytest.approx(math.sqrt(8), rel=0.15)
    assert together["clusters"] == 30
    assert together["cluster"] == "group of items"


def test_raters_who_differ_widen_the_interval_over_raters():
    rng = np.random.default_rng(4)
    skill = np.repeat([0.95, 0.1], 10)
    truth = rng.integers(0, 3, (300, 1))
    matrix = np.where(rng.random((300, 20)) < skill, truth, rng.integers(0, 3, (300, 20)))
    measure = alpha(votes_from_matrix(matrix, 3), nominal(3))
    items, raters = boot(measure), boot(measure, unit="rater", method="bca")
    assert raters["high"] - raters["low"] > 3 * (items["high"] - items["low"])
    assert raters["low"] < raters["estimate"] < raters["high"]
    assert (raters["clusters"], raters["cluster"]) == (20, "rater")


def test_raters_without_a_vote_are_not_drawn():
    votes = simulated(np.random.default_rng(15), items=30)
    idle = Votes(votes.item, votes.rater + 3, votes.code, votes.items, votes.raters + 7, votes.levels)
    for measure in (lambda v: alpha(v, nominal(3)), conger_kappa):
        first, second = (boot(measure(v), unit="rater", method="bca") for v in (votes, idle))
        for name in ("low", "high", "clusters", "acceleration"):
            assert second[name] == pytest.approx(first[name], abs=1e-12)


@pytest.mark.slow
def test_expanded_intervals_over_forty_raters_cover():
    """With so many items the raters' skills are what varies; two votes are tied by the product of skills."""
    rng, hits = np.random.default_rng(16), 0
    for _ in range(1200):
        skill, truth = rng.beta(3, 2, 40), rng.integers(0, 3, (150, 1))
        matrix = np.where(rng.random((150, 40)) < skill, truth, rng.integers(0, 3, (150, 40)))
        measure = alpha(votes_from_matrix(matrix, 3), nominal(3))
        options = {"level": 0.95, "unit": "rater", "method": "expanded", "resamples": 1000}
        found = bootstrap_interval(measure, rng=rng, **options)
        hits += found["low"] <= 0.36 <= found["high"]
    assert 0.93 <= hits / 1200 <= 0.97


def test_the_expanded_interval_is_one_of_wider_percentiles():
    measure = fleiss_kappa(simulated(np.random.default_rng(17), items=12))
    wide = math.sqrt(12 / 11) * student.ppf(0.975, 11)
    expanded = boot(measure, method="expanded")
    plain = bootstrap_interval(measure, rng=np.random.default_rng(0), level=2 * norm.cdf(wide) - 1)
    assert (expanded["low"], expanded["high"]) == pytest.approx((plain["low"], plain["high"]), abs=1e-12)
    assert expanded["level"] == 0.95
    assert expanded["method"].startswith("expanded percentile")


def test_bca_is_that_of_scipy_for_a_mean():
    """Percent agreement of complete data is a mean over items, for which scipy has BCa intervals."""
    votes = simulated(np.random.default_rng(5), items=60, right=0.9, missing=0.0)
    measure = percent_agreement(votes)
    agreement = measure.influence() + measure.estimate()
    theirs = bootstrap((agreement,), np.mean, n_resamples=40000, rng=np.random.default_rng(6)).confidence_interval
    ours = boot(measure, method="bca", resamples=40000)
    assert (ours["low"], ours["high"]) == pytest.approx((theirs.low, theirs.high), abs=2e-3)
    apart = agreement - agreement.mean()
    assert ours["acceleration"] == pytest.approx(np.sum(apart**3) / (6 * np.sum(apart**2) ** 1.5), abs=1e-12)


def test_the_quantile_is_an_option():
    measure = fleiss_kappa(simulated(np.random.default_rng(7), items=12))
    t, normal = (analytic_interval(measure, level=0.9, quantile=quantile) for quantile in ("t", "normal"))
    k = t["items"]
    assert t["high"] - t["estimate"] == pytest.approx(student.ppf(0.95, k - 1) * t["standard_error"])
    assert normal["high"] - normal["estimate"] == pytest.approx(1.6448536269514722 * normal["standard_error"])


def test_the_seed_alone_decides_and_blocks_do_not():
    measure = alpha(simulated(np.random.default_rng(8)), nominal(3))
    assert boot(measure) == boot(measure)
    assert boot(measure)["low"] != boot(measure, seed=1)["low"]
    wide = np.concatenate(list(draw(1_500_000, 3, np.random.default_rng(2))))
    rng = np.random.default_rng(2)
    assert all(
        (row == np.bincount(rng.integers(0, 1_500_000, size=1_500_000), minlength=1_500_000)).all() for row in wide
    )


def test_each_unit_is_left_out_once():
    weights = np.concatenate(list(leave_one_out(1700)))
    assert weights.shape == (1700, 1700)
    assert (weights == 1 - np.eye(1700)).all()


def test_perfect_agreement_has_a_point_and_no_bca():
    measure = alpha(votes_from_matrix(np.repeat(np.arange(3), 5)[:, None].repeat(3, axis=1), 3), nominal(3))
    plain, bca = boot(measure), boot(measure, method="bca")
    assert (plain["low"], plain["high"]) == (1.0, 1.0)
    assert math.isnan(bca["low"])
    assert bca["reason"] == "no unit moves the estimate: its acceleration is undefined"


def test_one_unit_cannot_be_resampled():
    measure = percent_agreement(votes_from_matrix([[0, 1, 1]], 2))
    assert boot(measure)["reason"] == "one item: nothing to resample"
    one = Votes(np.array([0, 0, 1, 1]), np.zeros(4, dtype=int), np.array([0, 1, 0, 0]), 2, 1, 2)
    assert boot(percent_agreement(one), unit="rater")["reason"] == "one rater: nothing to resample"


def test_groups_of_raters_are_refused():
    with pytest.raises(ValueError, match="groups are of items"):
        boot(percent_agreement(votes_from_matrix([[0, 1], [1, 1]], 2)), unit="rater", groups=np.array([0, 1]))


def test_a_result_says_what_was_chosen():
    found = boot(gwet_ac(simulated(np.random.default_rng(9)), "quadratic"))
    assert found["measure"] == "Gwet's AC2"
    assert found["conventions"]["weights"] == "quadratic, of 3 declared levels"
    assert set(found) >= {
        "estimate",
        "low",
        "high",
        "level",
        "method",
        "resamples",
        "observed_agreement",
        "conventions",
    }
