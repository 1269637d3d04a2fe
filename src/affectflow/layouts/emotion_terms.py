"""The emotions of a target as arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..studies.emotion_terms import Emotion
from ..studies.vad_target import VadTarget


def gaussians(target: VadTarget) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Means, shape (C, D), covariances, (C, D, D), and priors, (C,), of the emotions of a target, in its order.

    D is the number of scales that the target uses: valence, arousal and, if it does, dominance.
    """
    emotions = target.distributions
    moments = np.array([_moments(emotion, len(target.scales)) for emotion in emotions.values()])
    prior = target.prior or dict.fromkeys(emotions, 1 / len(emotions))
    covariances = np.stack([_covariance(*pair) for pair in zip(emotions.values(), moments[:, :, 1], strict=True)])
    return moments[:, :, 0], covariances, np.array([prior[label] for label in emotions])


def _moments(emotion: Emotion, dimensions: int) -> list[tuple[float, float]]:
    known = [moments for moments in (emotion.valence, emotion.arousal, emotion.dominance) if moments]
    return known[:dimensions]


def _covariance(emotion: Emotion, spread: NDArray[np.float64]) -> NDArray[np.float64]:
    told = emotion.correlations
    va, vd, ad = told.valence_arousal, told.valence_dominance, told.arousal_dominance
    whole = np.array([[1.0, va, vd], [va, 1.0, ad], [vd, ad, 1.0]])
    return whole[: len(spread), : len(spread)] * np.outer(spread, spread)
