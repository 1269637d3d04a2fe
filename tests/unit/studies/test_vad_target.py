"""Emotions as distributions: published terms, and declarations that cannot be."""

import numpy as np
import pytest
from pydantic import ValidationError

from affectflow.layouts.emotion_terms import gaussians
from affectflow.studies.emotion_terms import TERMS
from affectflow.studies.vad_target import VadTarget

EMOTION = {"valence": [0.1, 0.2], "arousal": [0.3, 0.4], "dominance": [0.5, 0.6]}
OWN = {"emotions": {"a": EMOTION, "b": EMOTION}, "dominance": "dominance"}


def test_published_terms_lie_in_range():
    for emotion in TERMS.values():
        for mean, sd in filter(None, (emotion.valence, emotion.arousal, emotion.dominance)):
            assert -1 <= mean <= 1
            assert 0 < sd < 1


def test_arrays_of_a_declaration():
    odd = EMOTION | {"correlations": {"valence_arousal": 0.5, "arousal_dominance": -0.25}}
    declared = OWN | {"emotions": {"a": EMOTION, "b": odd}, "prior": {"b": 0.75, "a": 0.25}}
    means, covariances, prior = gaussians(VadTarget.load(declared))
    assert means.tolist() == [[0.1, 0.3, 0.5]] * 2
    assert covariances[0] == pytest.approx(np.diag([0.04, 0.16, 0.36]))
    assert covariances[1] == pytest.approx(np.array([[0.04, 0.04, 0], [0.04, 0.16, -0.06], [0, -0.06, 0.36]]))
    assert prior.tolist() == [0.25, 0.75]


def test_without_dominance_it_is_not_used():
    means, covariances, _ = gaussians(VadTarget.load({"emotions": {"joy": "happy", "grief": "sad"}}))
    assert means.shape == (2, 2)
    assert covariances.shape == (2, 2, 2)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"emotions": {"joy": "hapy", "a": EMOTION}}, "Did you mean 'happy'"),
        ({"emotions": {"anger": "angry", "a": EMOTION}}, "anger has none"),
        ({"emotions": {"a": EMOTION}}, "at least 2"),
        ({"emotions": {"a": EMOTION, "b": EMOTION | {"valence": [0, 0]}}}, "above 0"),
        ({"prior": {"a": 1.0}}, "a prior for each emotion"),
        ({"prior": {"a": 0.4, "b": 0.4}}, "priors that sum to 1"),
        ({"low": 2.0}, "low below high"),
    ],
)
def test_what_may_not_be_declared(changes, message):
    with pytest.raises(ValidationError, match=message):
        VadTarget.load(OWN | changes)


def test_correlations_that_cannot_be_together():
    odd = {"valence_arousal": 0.9, "valence_dominance": 0.9, "arousal_dominance": -0.9}
    with pytest.raises(ValidationError, match="that can be together"):
        VadTarget.load({"emotions": {"a": EMOTION, "b": EMOTION | {"correlations": odd}}})
