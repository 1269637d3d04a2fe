"""Losses against scipy, their gradients where probabilities vanish, and distances on lines and wheels."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats
from scipy.spatial.distance import jensenshannon

from affectflow.studies.train import Positions
from affectflow.train.losses import LOSSES, cross_entropy, emd, jensen_shannon, kl
from affectflow.train.wheel import transport

LABELS = ("anger", "fear", "happiness", "sadness")


def drawn(seed, classes=4, n=12):
    target, given_shares = np.random.default_rng(seed).dirichlet(np.full(classes, 0.6), (2, n))
    return target, given_shares


def value(loss, target, given_shares):
    return loss(torch.tensor(target), torch.tensor(given_shares).log()).numpy()


def places(at, period=None):
    return Positions.load({"at": dict(zip(LABELS, at, strict=True)), "period": period, "source": "made up"})


def squared_emd(at, period, target, given_shares):
    return value(emd(transport(places(at, period), LABELS)), target, given_shares)


def test_losses_equal_scipys():
    target, given_shares = drawn(1)
    np.testing.assert_allclose(value(kl, target, given_shares), stats.entropy(target, given_shares, axis=1))
    expected = jensenshannon(target, given_shares, axis=1) ** 2
    np.testing.assert_allclose(value(jensen_shannon, target, given_shares), expected)
    gap = value(cross_entropy, target, given_shares) - value(kl, target, given_shares)
    np.testing.assert_allclose(gap, stats.entropy(target, axis=1))


@pytest.mark.parametrize("name", LOSSES)
def test_a_sure_target_and_a_vanishing_prediction_have_finite_values_and_gradients(name):
    logits = torch.tensor([[200.0, 0.0, -200.0]], requires_grad=True)
    for target in torch.eye(3):
        loss = LOSSES[name](target, torch.log_softmax(logits, dim=-1)).sum()
        (gradient,) = torch.autograd.grad(loss, logits)
        assert torch.isfinite(loss)
        assert torch.isfinite(gradient).all()


def test_kl_and_cross_entropy_have_the_same_gradient():
    target, _ = drawn(3)
    gradients = []
    for loss in (kl, cross_entropy):
        logits = torch.zeros(12, 4, dtype=torch.float64, requires_grad=True)
        gradients += torch.autograd.grad(loss(torch.tensor(target), torch.log_softmax(logits, -1)).sum(), logits)
    torch.testing.assert_close(*gradients, rtol=0, atol=1e-15)


@given(seed=st.integers(0, 10_000))
def test_on_a_line_it_is_half_the_squared_energy_distance_over_the_length(seed):
    at = np.random.default_rng(seed).permutation([-2.0, -0.5, 0.0, 3.0])
    target, given_shares = drawn(seed, n=3)
    found = squared_emd(at, None, target, given_shares)
    for t, p, distance in zip(target, given_shares, found, strict=True):
        assert distance == pytest.approx(stats.energy_distance(at, at, t, p) ** 2 / 2 / 5.0, abs=1e-12)


@given(seed=st.integers(0, 10_000))
def test_on_a_wheel_it_is_the_least_over_all_starts(seed):
    rng = np.random.default_rng(seed)
    at = rng.uniform(0, 360, 4)
    target, given_shares = drawn(seed, n=1)
    order = np.argsort(at)
    gaps = np.diff(np.append(at[order], at[order][0] + 360)) / 360
    steps = np.cumsum((given_shares - target)[0, order])
    least = optimize.minimize_scalar(lambda start: (gaps * (steps - start) ** 2).sum())
    assert squared_emd(at, 360.0, target, given_shares)[0] == pytest.approx(least.fun, abs=1e-9)


@given(seed=st.integers(0, 10_000), turn=st.floats(-720, 720))
def test_a_wheel_may_be_turned_and_a_line_moved_and_stretched(seed, turn):
    at = np.random.default_rng(seed).uniform(0, 360, 4)
    target, given_shares = drawn(seed)
    wheel, line = (squared_emd(at, period, target, given_shares) for period in (360.0, None))
    np.testing.assert_allclose(squared_emd(at + turn, 360.0, target, given_shares), wheel, atol=1e-9)
    np.testing.assert_allclose(squared_emd(at * 2 + turn, None, target, given_shares), line, atol=1e-9)
    np.testing.assert_allclose(squared_emd(at, 360.0, given_shares, target), wheel, atol=1e-12)
    assert (wheel >= 0).all()


def test_a_wheel_is_closed_and_a_line_is_not():
    at, sure = [10.0, 350.0, 90.0, 180.0], np.eye(4)
    wheel = [squared_emd(at, 360.0, sure[:1], sure[k : k + 1])[0] for k in range(4)]
    line = [squared_emd(at, None, sure[:1], sure[k : k + 1])[0] for k in range(4)]
    assert wheel[0] == pytest.approx(0, abs=1e-15)
    assert wheel[1] == pytest.approx((20 / 360) * (1 - 20 / 360))
    assert wheel[1] < wheel[2] < wheel[3]
    assert line[1] == pytest.approx(1.0)
