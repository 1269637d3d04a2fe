"""Error rates of contrasts of risks, summed over all tables, and of logistic regression, on 2,000 trials.

Fisher's test and the exact interval of the odds ratio are conservative: their rates are held to be at most nominal.
"""

import numpy as np
import pytest
from scipy.special import chdtrc, expit, ndtr
from scipy.stats import binom

from affectflow.statistics.binary.logistic import logistic
from affectflow.statistics.binary.mantel_haenszel import mantel_haenszel
from affectflow.statistics.binary.score import difference_statistic, odds_statistic, ratio_statistic
from affectflow.statistics.binary.standardised import standardised
from affectflow.statistics.binary.tables import fisher, pearson_statistic

TRIALS, Z = 2000, 1.959963984540054


def all_tables(n, treated, m, control):
    """Every pair of counts of events, and its probability: error rates are sums, not estimates."""
    a, b = np.arange(n + 1)[:, None], np.arange(m + 1)[None, :]
    return a, b, binom.pmf(a, n, treated) * binom.pmf(b, m, control)


@pytest.mark.parametrize(
    ("n", "treated", "m", "control"), [(78, 0.6, 77, 0.36), (60, 0.3, 80, 0.3), (78, 0.42, 77, 0.13)]
)
def test_score_intervals_cover_at_their_level(n, treated, m, control):
    a, b, probability = all_tables(n, treated, m, control)
    odds = treated / (1 - treated) / (control / (1 - control))
    for statistic, truth in (
        (difference_statistic, treated - control),
        (ratio_statistic, np.log(treated / control)),
        (odds_statistic, np.log(odds)),
    ):
        covered = np.abs(statistic(a, n, b, m, truth)) <= Z
        assert 0.94 <= np.sum(probability * covered) <= 0.96


@pytest.mark.parametrize("risk", [0.15, 0.3, 0.45])
def test_the_chi_square_test_errs_as_often_as_it_says_and_fishers_at_most(risk):
    n, m = 40, 38
    a, b, probability = all_tables(n, risk, m, risk)
    a, b = np.broadcast_arrays(a, b)
    tables = np.stack([np.stack([a, n - a], -1), np.stack([b, m - b], -1)], -2)
    statistic, _ = pearson_statistic(tables, corrected=False)
    assert 0.04 <= np.sum(probability[chdtrc(1, statistic) < 0.05]) <= 0.06
    likely = probability > 1e-7
    exact = np.array([fisher(table)["p"] for table in tables[likely]])
    assert np.sum(probability[likely][exact < 0.05]) <= 0.05


def test_logistic_regression_errs_as_often_as_it_says():
    rng = np.random.default_rng(4)
    n = 160
    x, treated = rng.normal(size=(TRIALS, n)), np.broadcast_to(np.arange(n) % 2, (TRIALS, n)).astype(float)
    event = (rng.random((TRIALS, n)) < expit(-0.3 + 0.7 * x)).astype(float)
    design = np.stack([np.ones_like(x), treated, x], -1)
    fit, without = logistic(design, event), logistic(design[..., [0, 2]], event)
    assert fit.converged.all()
    wald = fit.coefficients[:, 1] / np.sqrt(fit.covariance[:, 1, 1])
    assert 0.04 <= np.mean(2 * ndtr(-np.abs(wald)) < 0.05) <= 0.06
    ratio = 2 * (fit.log_likelihood - without.log_likelihood)
    assert 0.04 <= np.mean(chdtrc(1, ratio) < 0.05) <= 0.06


@pytest.mark.parametrize("effect", [0.0, 0.8])
@pytest.mark.parametrize("variance", ["robust", "model"])
def test_standardised_contrasts_cover_what_is_planted(effect, variance):
    rng = np.random.default_rng(9)
    trials, n = 5000, 200
    x, treated = rng.normal(size=(trials, n)), np.broadcast_to(np.arange(n) % 2, (trials, n)).astype(float)
    event = (rng.random((trials, n)) < expit(-0.4 + 0.9 * x + effect * treated)).astype(float)
    design = np.stack([np.ones_like(x), treated, x], -1)
    found = standardised(design, event, logistic(design, event), (1,), variance)
    # The planted risks are the logistic function's mean over a normal covariate, by quadrature.
    at, weight = np.polynomial.hermite_e.hermegauss(60)
    control, other = (np.sum(weight * expit(-0.4 + 0.9 * at + added)) / weight.sum() for added in (0.0, effect))
    difference = np.array([-1.0, 1.0])
    ratio = np.stack([-1 / found.risks[:, 0], 1 / found.risks[:, 1]], -1)
    for off, slope in (
        (found.risks @ difference - (other - control), np.broadcast_to(difference, ratio.shape)),
        (np.log(found.risks[:, 1] / found.risks[:, 0]) - np.log(other / control), ratio),
    ):
        error = np.sqrt(np.einsum("ti,tij,tj->t", slope, found.covariance, slope))
        assert 0.94 <= np.mean(np.abs(off) <= Z * error) <= 0.96


def test_effects_over_strata_cover_what_is_planted():
    rng, size = np.random.default_rng(3), np.array([12, 20, 30, 18])
    control = np.array([0.2, 0.35, 0.5, 0.3])
    covered, rejected = [], []
    for _ in range(TRIALS):
        counts = rng.binomial(size, control + 0.15), size, rng.binomial(size, control), size
        found = mantel_haenszel(*(part.astype(float) for part in counts), level=0.95)["risk_difference"]
        covered.append(found["low"] <= 0.15 <= found["high"])
        same = rng.binomial(size, control), size, rng.binomial(size, control), size
        rejected.append(mantel_haenszel(*(part.astype(float) for part in same), level=0.95)["p"] < 0.05)
    assert 0.94 <= np.mean(covered) <= 0.96
    assert 0.04 <= np.mean(rejected) <= 0.06
