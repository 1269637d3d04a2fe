"""Shares of emotions from valence, arousal and dominance, against scipy and by their limits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import multivariate_normal

from affectflow.errors import StudyError
from affectflow.layouts.emotion_terms import TERMS, gaussians
from affectflow.statistics.vad import emotion_shares, entropy
from affectflow.studies.vad_target import VadTarget

MEANS = np.array([[0.8, 0.5, 0.4], [-0.6, -0.3, -0.3], [0.0, 0.1, 0.0]])
ROOTS = np.array([[[0.3, 0, 0], [0.1, 0.2, 0], [0.0, -0.1, 0.4]], np.diag([0.2, 0.3, 0.1]), 0.1 * np.eye(3)])
COVARIANCES = ROOTS @ ROOTS.transpose(0, 2, 1)
PRIOR = np.array([0.5, 0.3, 0.2])
POINTS = arrays(float, (4, 3), elements=st.floats(-1, 1))


def reference(points, dims):
    """Bayes' rule by scipy's densities of the given dimensions."""
    density = [
        multivariate_normal(mean[dims], covariance[np.ix_(dims, dims)]).pdf(points[:, dims]) * prior
        for mean, covariance, prior in zip(MEANS, COVARIANCES, PRIOR, strict=True)
    ]
    return np.array(density).T / np.sum(density, axis=0)[:, None]


@given(POINTS)
def test_shares_are_bayes_rule_with_scipys_densities(points):
    assert emotion_shares(points, MEANS, COVARIANCES, PRIOR) == pytest.approx(reference(points, [0, 1, 2]), abs=1e-10)


@given(POINTS, st.sampled_from([[0], [1], [0, 1], [0, 2], [1, 2]]))
def test_a_missing_dimension_is_integrated_out(points, dims):
    missing = [d for d in range(3) if d not in dims]
    holed = points.copy()
    holed[:, missing] = np.nan
    assert emotion_shares(holed, MEANS, COVARIANCES, PRIOR) == pytest.approx(reference(points, dims), abs=1e-10)


def test_integrating_out_is_the_mean_over_the_missing_dimension():
    grid = np.linspace(-6, 6, 4001)
    points = np.column_stack([np.full_like(grid, 0.1), np.full_like(grid, 0.2), grid])
    density = [multivariate_normal(m, c).pdf(points) * p for m, c, p in zip(MEANS, COVARIANCES, PRIOR, strict=True)]
    mass = np.trapezoid(np.array(density), grid, axis=1)
    found = emotion_shares(np.array([[0.1, 0.2, np.nan]]), MEANS, COVARIANCES, PRIOR)
    assert found[0] == pytest.approx(mass / mass.sum(), abs=1e-6)


@given(POINTS, st.permutations(range(3)))
def test_the_order_of_emotions_and_of_dimensions_does_not_matter(points, order):
    plain = emotion_shares(points, MEANS, COVARIANCES, PRIOR)
    emotions = emotion_shares(points, MEANS[order], COVARIANCES[order], PRIOR[order])
    turned = emotion_shares(points[:, order], MEANS[:, order], COVARIANCES[:, order][:, :, order], PRIOR)
    assert emotions == pytest.approx(plain[:, order], abs=1e-12)
    assert turned == pytest.approx(plain, abs=1e-10)


@given(POINTS, st.floats(0.5, 3), arrays(float, 3, elements=st.floats(-2, 2)))
def test_units_and_origin_do_not_matter(points, unit, origin):
    moved = emotion_shares(points * unit + origin, MEANS * unit + origin, COVARIANCES * unit**2, PRIOR)
    assert moved == pytest.approx(emotion_shares(points, MEANS, COVARIANCES, PRIOR), abs=1e-8)


def test_limits():
    points = np.array([[0.7, 0.4, 0.3], [1000.0, -1000.0, 1000.0]])
    hot = emotion_shares(points, MEANS, COVARIANCES, PRIOR, temperature=1e12)
    cold = emotion_shares(points, MEANS, COVARIANCES, PRIOR, temperature=1e-9)
    assert hot == pytest.approx(np.tile(PRIOR, (2, 1)), abs=1e-4)
    assert np.sort(cold) == pytest.approx(np.tile([0, 0, 1], (2, 1)))
    assert emotion_shares(points, MEANS, COVARIANCES, PRIOR).sum(axis=1) == pytest.approx(1)


def test_nothing_known_gives_no_shares():
    assert np.isnan(emotion_shares(np.full((1, 3), np.nan), MEANS, COVARIANCES, PRIOR)).all()


def test_entropy():
    shares = np.array([[1, 0, 0, 0], [0.25] * 4, [0.5, 0.5, 0, 0], [np.nan] * 4])
    assert entropy(shares)[:3].tolist() == [0.0, 2.0, 1.0]
    assert np.isnan(entropy(shares)[3])


def test_published_terms_lie_in_range_and_are_told_when_misspelt():
    assert all(-1 <= emotion.valence[0] <= 1 and 0 < emotion.valence[1] < 1 for emotion in TERMS.values())
    target = VadTarget.load({"emotions": {"joy": "hapy", "anger": "angry"}, "dominance": "dominance"})
    with pytest.raises(StudyError) as error:
        gaussians(target)
    assert "Did you mean 'happy'?" in str(error.value)
    assert "vad.emotions.anger: found no dominance" in str(error.value)


def test_correlations_that_cannot_be_are_told():
    emotion = {"valence": [0, 1], "arousal": [0, 1], "dominance": [0, 1]}
    odd = {"correlations": {"valence_arousal": 0.9, "valence_dominance": 0.9, "arousal_dominance": -0.9}}
    with pytest.raises(StudyError, match="ones that can be"):
        gaussians(VadTarget.load({"emotions": {"a": emotion, "b": emotion | odd}, "dominance": "d"}))
