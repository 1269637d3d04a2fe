"""Error rate and coverage of the proportional-odds model on 2,000 trials."""

import numpy as np
import pytest

from affectflow.statistics.ordinal import proportional_odds

TRIALS, N, Z = 2000, 150, 1.959963984540054


@pytest.mark.parametrize("effect", [0.0, 0.8])
def test_wald_intervals_cover_at_their_level(effect):
    rng = np.random.default_rng(7)
    treated = np.arange(N) % 2.0
    latent = effect * treated + rng.logistic(size=(TRIALS, N))
    grades = np.digitize(latent, [-1.0, 0.4, 1.6])
    fits = [proportional_odds(treated[:, None], grade) for grade in grades]
    assert all(fit.converged for fit in fits)
    apart = np.array([(fit.coefficients[3] - effect) / np.sqrt(fit.covariance[3, 3]) for fit in fits])
    assert 0.94 <= np.mean(np.abs(apart) <= Z) <= 0.96
