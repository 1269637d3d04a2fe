"""REML with Hartung-Knapp intervals: type-I error and coverage over 2,000 made-up meta-analyses of ten studies."""

import numpy as np
import pytest

from affectflow.statistics.meta import fitted

TRIALS, K = 2000, 10


def drawn(effect, seed=5):
    rng = np.random.default_rng(seed)
    v = rng.uniform(0.03, 0.06, (TRIALS, K))
    return rng.normal(effect, np.sqrt(0.08 + v)), v


@pytest.mark.parametrize("effect", [0.0, 0.4])
def test_intervals_cover_as_they_promise(effect):
    model = fitted(*drawn(effect), method="reml", interval="hartung_knapp")
    low, high = model.limits(0.95)
    covered = float(np.mean((low[:, 0] <= effect) & (effect <= high[:, 0])))
    assert model.converged.all()
    assert 0.94 <= covered <= 0.96
    if effect == 0:
        assert 0.04 <= float(np.mean(model.p[:, 0] < 0.05)) <= 0.06
