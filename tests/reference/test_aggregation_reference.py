"""Models of votes against crowd-kit, likelihoods against sums over every class, and projections against simulation."""

import json
import math
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from affectflow.statistics.aggregation import projection
from affectflow.statistics.aggregation.advice import next_vote
from affectflow.statistics.aggregation.dawid_skene import dawid_skene
from affectflow.statistics.aggregation.latent import climb
from affectflow.statistics.aggregation.rules import FOLLOWING, aggregate, model_of
from affectflow.statistics.agreement.alpha import alpha
from affectflow.statistics.agreement.alpha_distances import nominal
from affectflow.statistics.agreement.intervals import analytic_interval
from affectflow.statistics.agreement.table import Votes, votes_from_matrix

# Made by make_aggregation_reference.py.
CROWD_KIT = json.loads((Path(__file__).parent / "aggregation_reference.json").read_text())
ITEM, RATER, LABEL = np.array(CROWD_KIT["votes"]).T
SHAPE = tuple(CROWD_KIT["shape"])


@pytest.mark.parametrize("rule", ["dawid_skene", "one_coin"])
def test_the_same_steps_as_crowd_kit(rule):
    """crowd-kit keeps probabilities above 1e-10, so that Dawid and Skene's differ by as much."""
    found = aggregate(rule, ITEM, RATER, LABEL, SHAPE, max_iterations=CROWD_KIT["steps"], tolerance=1e-300)
    assert found.posterior == pytest.approx(np.array(CROWD_KIT[rule]["posterior"]), abs=1e-9)


@pytest.mark.parametrize(("rule", "within"), [("mace", 5e-6), ("glad", 1e-6)])
def test_the_same_end_as_crowd_kit(rule, within):
    """From other starting points; crowd-kit's MACE ends with its iterations, not by a tolerance."""
    found = aggregate(rule, ITEM, RATER, LABEL, SHAPE, max_iterations=5000, tolerance=1e-15)
    assert found.posterior == pytest.approx(np.array(CROWD_KIT[rule]["posterior"]), abs=within)
    parameter = found.fit.state.knows if rule == "mace" else found.fit.state.ability
    assert parameter == pytest.approx(np.array(CROWD_KIT[rule]["competence"]), abs=within)


TINY = Votes(*np.array([(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 1), (2, 0, 2), (2, 2, 0)]).T, 3, 3, 3)


def chance(rule, state, r, i, truth, vote):
    """P(vote | class) of a model, from its definition."""
    if rule == "one_coin":
        return state.right[r] if vote == truth else (1 - state.right[r]) / 2
    if rule == "mace":
        return (1 - state.knows[r]) * state.habit[r, vote] + state.knows[r] * (vote == truth)
    if rule == "glad":
        right = 1 / (1 + math.exp(-state.ability[r] * math.exp(state.clarity[i])))
        return right if vote == truth else (1 - right) / 2
    tally = state.tallies[r, truth]
    return tally[vote] / tally.sum() if tally.sum() else 0.0


def log_prior(rule, state):
    if rule == "mace":
        s = 0.01 / 3
        return s * sum(math.log(k) + math.log(1 - k) for k in state.knows) + s * np.log(state.habit).sum()
    return -0.5 * ((state.ability - 1) ** 2).sum() - 0.5 * ((state.clarity - 1) ** 2).sum() if rule == "glad" else 0.0


@pytest.mark.parametrize("rule", FOLLOWING)
def test_the_objective_is_the_sum_over_every_assignment_of_classes(rule):
    model = model_of(rule, TINY)
    fit = climb(model, model.start(), max_iterations=2, tolerance=1e-300)
    prior = getattr(fit.state, "prior", np.full(3, 1 / 3))
    total = 0.0
    for classes in product(range(3), repeat=3):
        joint = math.prod(prior[c] for c in classes)
        for i, r, vote in zip(TINY.item, TINY.rater, TINY.code, strict=True):
            joint *= chance(rule, fit.state, r, i, classes[i], vote)
        total += joint
    assert fit.objective[-1] == pytest.approx(math.log(total) + log_prior(rule, fit.state), abs=1e-9)


def test_glad_ends_where_no_parameter_can_be_improved():
    model = model_of("glad", Votes(ITEM, RATER, LABEL, *SHAPE))
    fit = climb(model, model.start(), max_iterations=2000, tolerance=1e-15)
    ability, clarity = fit.state.ability, fit.state.clarity

    def objective(a, b):
        return model.expect(a, b)[1].sum() - 0.5 * np.sum((a - 1) ** 2) - 0.5 * np.sum((b - 1) ** 2)

    for k in range(SHAPE[1]):
        step = 1e-4 * np.eye(SHAPE[1])[k]
        assert objective(ability + step, clarity) == pytest.approx(objective(ability - step, clarity), abs=2e-8)
    for k in range(SHAPE[0]):
        step = 1e-4 * np.eye(SHAPE[0])[k]
        assert objective(ability, clarity + step) == pytest.approx(objective(ability, clarity - step), abs=2e-8)


def test_one_rater_for_all_is_the_mixture_of_multinomials():
    """Dawid and Skene's own model with all votes of one rater: its likelihood, by hand."""
    fit = dawid_skene(TINY.item, np.zeros(6, dtype=int), TINY.code, (3, 1, 3), max_iterations=3, tolerance=1e-300)
    by_hand = 0.0
    for i in range(3):
        votes = TINY.code[TINY.item == i]
        by_hand += math.log(sum(fit.prior[c] * np.prod(np.nan_to_num(fit.confusion[0, c, votes])) for c in range(3)))
    assert fit.log_likelihoods[-1] == pytest.approx(by_hand, abs=1e-9)


def test_the_worth_of_a_vote_in_loops():
    rng = np.random.default_rng(3)
    posterior, confusion = rng.dirichlet(np.ones(3), 5), rng.dirichlet(np.ones(3), 3)
    found = next_vote(posterior, confusion)
    for p, entropy, information, gain in zip(posterior, found.entropy, found.information, found.gain, strict=True):
        now, later, best = -sum(x * math.log2(x) for x in p), 0.0, 0.0
        for vote in range(3):
            chance_of = sum(p[c] * confusion[c, vote] for c in range(3))
            after = [p[c] * confusion[c, vote] / chance_of for c in range(3)]
            later += chance_of * -sum(x * math.log2(x) for x in after)
            best += chance_of * max(after)
        assert (entropy, information, gain) == pytest.approx((now, now - later, best - max(p)), abs=1e-12)


def items_of(rng, items, votes):
    """Votes for three classes; each item has its own shares, so that raters truly differ: (items, votes)."""
    shares = rng.dirichlet([0.6, 0.4, 0.3], items)
    return (rng.random((items, votes))[:, :, None] > np.cumsum(shares, axis=1)[:, None, :2]).sum(axis=2)


def test_spearman_and_brown_tell_the_agreement_of_two_panels_shares():
    """Two panels of k votes each: one minus observed over expected squared distance of their shares."""
    rng = np.random.default_rng(8)
    single = alpha(votes_from_matrix(items_of(rng, 40_000, 6), 3), nominal(3)).estimate()
    for k in (1, 3, 8):
        votes = items_of(rng, 40_000, 2 * k)
        shares = [np.eye(3)[half].mean(axis=1) for half in (votes[:, :k], votes[:, k:])]
        observed = np.mean(np.sum((shares[0] - shares[1]) ** 2, axis=1))
        both = np.concatenate(shares)
        expected = 2 * np.sum(both.var(axis=0))
        assert projection.reliability(single, k) == pytest.approx(1 - observed / expected, abs=0.01)
    needed = projection.votes_needed(single, 0.9)
    assert projection.reliability(single, needed) == pytest.approx(0.9)


@pytest.mark.parametrize(("items", "votes"), [(800, 5), (200, 5), (200, 3), (200, 12)])
def test_the_width_of_alphas_interval_is_told_to_a_tenth(items, votes):
    rng = np.random.default_rng(9)
    now = analytic_interval(alpha(votes_from_matrix(items_of(rng, 20_000, 5), 3), nominal(3)), level=0.95)
    told = projection.half_width(
        (now["high"] - now["low"]) / 2, now["estimate"], items=(20_000, items), votes=(5, votes)
    )
    found = [alpha(votes_from_matrix(items_of(rng, items, votes), 3), nominal(3)).estimate() for _ in range(1000)]
    assert told == pytest.approx(1.96 * np.std(found), rel=0.1)
