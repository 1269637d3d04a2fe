"""Intervals of level 0.95 hold the truth in 93 to 97 of 100 simulated panels, coefficient by coefficient."""

import numpy as np
import pytest

from affectflow.statistics.agreement.alpha import alpha
from affectflow.statistics.agreement.alpha_distances import circular, nominal, ordinal, ratio
from affectflow.statistics.agreement.alpha_sets import jaccard, masi
from affectflow.statistics.agreement.fleiss import scott_pi
from affectflow.statistics.agreement.gwet import brennan_prediger, gwet_ac, percent_agreement
from affectflow.statistics.agreement.intervals import analytic_interval
from affectflow.statistics.agreement.light import LightKappa
from affectflow.statistics.agreement.pairs import most_shared
from affectflow.statistics.agreement.table import votes_from_matrix
from affectflow.statistics.reliability.ranks import kendall_w_interval
from affectflow.statistics.reliability.scales import finn

SHARES = np.array([0.5, 0.3, 0.2])
TIED = 0.36
"""Two votes of an item are one draw with probability 0.6^2, else independent: every alpha and kappa is this."""
BY_CHANCE = float(np.sum(SHARES**2))
AGREED = TIED + (1 - TIED) * BY_CHANCE
APART = np.array([[1.0, 0.5, 0.0], [0.5, 1.0, 0.5], [0.0, 0.5, 1.0]])
SETS = np.array([[1, 0], [1, 1], [0, 1]])


def simulated(rng, items=150, raters=4, right=0.6, missing=0.2):
    truth = rng.choice(3, (items, 1), p=SHARES)
    votes = np.where(rng.random((items, raters)) < right, truth, rng.choice(3, (items, raters), p=SHARES))
    return votes_from_matrix(np.where(rng.random((items, raters)) < missing, -1, votes), 3)


def light(votes):
    first, second, _, _ = most_shared(votes, 10)
    return LightKappa(votes, first, second)


def ac2():
    chance = APART.sum() / 6 * np.sum(SHARES * (1 - SHARES))
    agreed = TIED + (1 - TIED) * SHARES @ APART @ SHARES
    return (agreed - chance) / (1 - chance)


CASES = {
    "percent": (percent_agreement, AGREED, 4),
    "brennan_prediger": (brennan_prediger, (AGREED - 1 / 3) / (2 / 3), 4),
    "gwet AC2": (lambda votes: gwet_ac(votes, "linear"), ac2(), 4),
    "scott": (scott_pi, TIED, 2),
    "cohen": (light, TIED, 2),
    "light": (light, TIED, 3),
    "ordinal": (lambda votes: alpha(votes, ordinal(3)), TIED, 4),
    "ratio": (lambda votes: alpha(votes, ratio([1.0, 2.0, 5.0])), TIED, 4),
    "circular": (lambda votes: alpha(votes, circular([0.0, 1.0, 3.0], 7)), TIED, 4),
    "jaccard": (lambda votes: alpha(votes, jaccard(SETS)), TIED, 4),
    "masi": (lambda votes: alpha(votes, masi(SETS)), TIED, 4),
}


@pytest.mark.parametrize("name", list(CASES))
def test_analytic_intervals_cover(name):
    measure, truth, raters = CASES[name]
    rng = np.random.default_rng(21)
    found = [analytic_interval(measure(simulated(rng, raters=raters)), level=0.95) for _ in range(700)]
    assert 0.93 <= np.mean([f["low"] <= truth <= f["high"] for f in found]) <= 0.97


def test_analytic_intervals_over_groups_cover_and_those_over_items_do_not():
    """Three presentations of each clip share its class and how easy it is."""
    rng, held = np.random.default_rng(22), []
    groups = np.repeat(np.arange(90), 3)
    for _ in range(700):
        truth = np.repeat(rng.choice(3, 90, p=SHARES), 3)[:, None]
        right = np.repeat(rng.choice([0.3, 0.9], 90), 3)[:, None]
        votes = np.where(rng.random((270, 4)) < right, truth, rng.choice(3, (270, 4), p=SHARES))
        measure = alpha(votes_from_matrix(votes, 3), nominal(3))
        pair = (analytic_interval(measure, level=0.95, groups=g) for g in (groups, None))
        held.append([f["low"] <= (0.3**2 + 0.9**2) / 2 <= f["high"] for f in pair])
    clustered, alone = np.mean(held, axis=0)
    assert 0.93 <= clustered <= 0.97
    assert alone < 0.9


def test_finn_covers():
    rng, truth = np.random.default_rng(23), 1 - 1.0 / ((7**2 - 1) / 12)
    tables = 4 + rng.normal(size=(1000, 30, 1)) + rng.normal(size=(1000, 30, 4))
    found = [finn(x, categories=7, model="one_way") for x in tables]
    assert 0.93 <= np.mean([f["low"] <= truth <= f["high"] for f in found]) <= 0.97


def test_kendall_w_covers_over_many_items():
    """W of m raters tends to (1 + (m - 1) r) / m, r = 6 / pi asin(rho / 2) the normal rank correlation."""
    rng, m = np.random.default_rng(24), 3
    truth = (1 + (m - 1) * 6 / np.pi * np.arcsin(0.5 / 2)) / m
    held = []
    for run in range(300):
        x = rng.normal(size=(150, 1)) + rng.normal(size=(150, m))
        options = {"method": "bca", "resamples": 250, "level": 0.95, "rng": np.random.default_rng(run)}
        found = kendall_w_interval(x, **options)
        held.append(found["low"] <= truth <= found["high"])
    assert 0.93 <= np.mean(held) <= 0.97
