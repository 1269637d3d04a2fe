"""Several effects of one study, CR2 with Satterthwaite's df: type-I error and coverage over 2,000 made-up meta-analyses
of twelve studies with one to four effects each, the assumed correlation of errors right and wrong."""

import numpy as np
import pytest

from affectflow.statistics.meta import Model, multilevel, robust

TRIALS, CORRELATION, BETWEEN, WITHIN = 2000, 0.6, 0.08, 0.03
STUDY = np.repeat(np.arange(12), np.resize([1, 2, 3, 4], 12))


def drawn(effect, seed=5):
    rng, k = np.random.default_rng(seed), len(STUDY)
    v = rng.uniform(0.03, 0.08, (TRIALS, k))
    shared, own = rng.normal(size=(TRIALS, 12))[:, STUDY], rng.normal(size=(TRIALS, k))
    error = np.sqrt(v) * (np.sqrt(CORRELATION) * shared + np.sqrt(1 - CORRELATION) * own)
    between = rng.normal(0, np.sqrt(BETWEEN), (TRIALS, 12))[:, STUDY]
    return effect + between + rng.normal(0, np.sqrt(WITHIN), (TRIALS, k)) + error, v


@pytest.mark.parametrize(("effect", "assumed"), [(0.0, 0.6), (0.4, 0.0)])
def test_robust_intervals_cover_as_they_promise(effect, assumed):
    found = multilevel(*drawn(effect), np.ones((len(STUDY), 1)), STUDY, correlation=assumed)
    own, one = robust(found), np.ones(TRIALS)
    model = Model(one, one, found.beta, own.covariance, one, own.df, found.converged)
    low, high = model.limits(0.95)
    assert found.converged.all()
    assert 0.94 <= float(np.mean((low[:, 0] <= effect) & (effect <= high[:, 0]))) <= 0.96
    if effect == 0:
        assert 0.04 <= float(np.mean(model.p[:, 0] < 0.05)) <= 0.06
