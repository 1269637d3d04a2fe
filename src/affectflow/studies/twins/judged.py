"""The generators of corpora of answers and explanations that people and models judge."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..base import Seed, Share, Spec

Several = Annotated[int, Field(ge=10)]


class Kumar2025Twin(Spec):
    """Generator of ratings of conversations by three experts, a crowd and three models.

    `inflation` is what the model gpt adds to every rating, in scale points of a scale with five points.
    """

    kind: Literal["kumar2025"]
    seed: Seed = 1
    conversations: Several = 50
    inflation: float = 0.6


class MentalbenchTwin(Spec):
    """Generator of contexts with ten responses each, rated by an expert and by four models.

    `inflation` is what a judge adds to affective attributes, and half of it to cognitive ones, times 1 to 4
    quarters by judge; `noise` is the standard deviation of a judge's error on cognitive attributes, and twice
    that on affective ones; both in scale points.
    """

    kind: Literal["mentalbench"]
    seed: Seed = 1
    contexts: Several = 40
    inflation: Annotated[float, Field(ge=0, le=1)] = 0.6
    noise: Annotated[float, Field(ge=0, le=1)] = 0.3


class MentalExplanationsTwin(Spec):
    """Generator of explanations scored 0 to 3 by three people, and by two automatic metrics.

    `agreement` is the share of scores that are the planted one; the others fall on any score.
    `informative` is the correlation of the metric `bart_score` with planted quality; `bleu` has none.
    """

    kind: Literal["mental_explanations"]
    seed: Seed = 1
    explanations: Several = 121
    agreement: Share = 0.8
    informative: Share = 0.6


class EmerTwin(Spec):
    """Generator of emotion sets of clips by a reference, three annotators and three models.

    `hits` and `false_alarms` are the chances that a model names a group of the reference, and one that is not
    in it: of the best model; the second has 3/4 of the hits, the third half of them, with more false alarms.
    """

    kind: Literal["emer"]
    seed: Seed = 1
    clips: Several = 120
    hits: Share = 0.8
    false_alarms: Share = 0.05
    empty: Share = 0.03
