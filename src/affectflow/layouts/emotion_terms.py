"""Published means and standard deviations of emotion terms on valence, arousal and dominance, from -1 to 1.

Source: Russell, J. A. and Mehrabian, A. (1977). Evidence for a three-factor theory of emotions.
Journal of Research in Personality, 11, 273-294, which rated 151 terms. Of them stand here
those whose numbers could be held against the code of a study that builds on them
(https://github.com/jbcnrlz/emotion_recognition, the authors of AffectNet's relabelling). Where
that code has no dominance it is left out here: the term can then be used on valence and
arousal. `contempt` is a term of that code.

A neutral state is no term of the table. A study that needs one declares its distribution.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..errors import Problem, StudyError, did_you_mean
from ..studies.vad_target import Emotion, VadTarget

TERMS: dict[str, Emotion] = {
    "angry": Emotion(valence=(-0.51, 0.20), arousal=(0.59, 0.33)),
    "contempt": Emotion(valence=(-0.23, 0.39), arousal=(0.31, 0.33)),
    "disgusted": Emotion(valence=(-0.60, 0.20), arousal=(0.35, 0.41)),
    "fearful": Emotion(valence=(-0.64, 0.20), arousal=(0.60, 0.32)),
    "happy": Emotion(valence=(0.81, 0.21), arousal=(0.51, 0.26), dominance=(0.46, 0.38)),
    "sad": Emotion(valence=(-0.63, 0.23), arousal=(-0.27, 0.34), dominance=(-0.33, 0.22)),
    "surprised": Emotion(valence=(0.40, 0.30), arousal=(0.67, 0.27)),
}


def gaussians(target: VadTarget) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Means, shape (C, D), covariances, (C, D, D), and priors, (C,), of the emotions of a target, in its order.

    D is the number of scales that the target uses.

    Raises:
        StudyError: with each term that is not in the table, and each without a dominance that is used.
    """
    found = {label: _resolved(told) for label, told in target.emotions.items()}
    problems = [
        Problem("study", f"vad.emotions.{label}", f"no term '{target.emotions[label]}'", ", ".join(sorted(TERMS)),
                did_you_mean(str(target.emotions[label]), TERMS))
        for label, emotion in found.items() if emotion is None
    ]  # fmt: skip
    emotions = {label: emotion for label, emotion in found.items() if emotion is not None}
    problems += [
        Problem(
            "study", f"vad.emotions.{label}", "no dominance", "its mean and standard deviation, or a target without"
        )
        for label, emotion in emotions.items()
        if target.dominance and emotion.dominance is None
    ]
    if problems:
        raise StudyError(problems)
    moments = np.array([_moments(emotion, len(target.scales)) for emotion in emotions.values()])
    prior = target.prior or dict.fromkeys(target.emotions, 1 / len(target.emotions))
    covariances = np.stack([_covariance(*pair) for pair in zip(emotions.values(), moments[:, :, 1], strict=True)])
    return moments[:, :, 0], covariances, np.array([prior[label] for label in emotions])


def _resolved(told: str | Emotion) -> Emotion | None:
    return TERMS.get(told) if isinstance(told, str) else told


def _moments(emotion: Emotion, dimensions: int) -> list[tuple[float, float]]:
    known = [moments for moments in (emotion.valence, emotion.arousal, emotion.dominance) if moments]
    return known[:dimensions]


def _covariance(emotion: Emotion, spread: NDArray[np.float64]) -> NDArray[np.float64]:
    # ASSUME A published term's dimensions are independent within it: its table gives no correlations.
    va, vd, ad = (
        emotion.correlations.valence_arousal,
        emotion.correlations.valence_dominance,
        emotion.correlations.arousal_dominance,
    )
    whole = np.array([[1.0, va, vd], [va, 1.0, ad], [vd, ad, 1.0]])[: len(spread), : len(spread)]
    if np.linalg.eigvalsh(whole)[0] <= 0:
        raise StudyError(Problem("study", "vad.emotions", f"correlations {va:g}, {vd:g}, {ad:g}", "ones that can be"))
    return whole * np.outer(spread, spread)
