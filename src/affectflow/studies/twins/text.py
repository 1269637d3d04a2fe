"""The generators of corpora of texts with ratings."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..base import Count, Seed, Spec

Several = Annotated[int, Field(ge=10)]


class EmobankTwin(Spec):
    """Sentences in the layout of EmoBank, with planted agreement of readers and of writers."""

    kind: Literal["emobank"]
    seed: Seed = 1
    sentences: Several = 400


class MeldTwin(Spec):
    """Dialogues in the layout of MELD; each of its three parts has so many."""

    kind: Literal["meld"]
    seed: Seed = 1
    dialogues: Count = 10


class EmorynlpTwin(Spec):
    """Scenes in the layout of EmoryNLP's Emotion Detection; each of its three parts has so many."""

    kind: Literal["emorynlp"]
    seed: Seed = 1
    scenes: Count = 8


class GoemotionsTwin(Spec):
    """Comments in the layout of GoEmotions, each with three raters of twelve."""

    kind: Literal["goemotions"]
    seed: Seed = 1
    comments: Several = 150


class EsconvTwin(Spec):
    """Conversations in the layout of ESConv, after which the seeker's emotion is weaker."""

    kind: Literal["esconv"]
    seed: Seed = 1
    conversations: Count = 40


class DicesTwin(Spec):
    """Conversations in the layout of DICES, each judged by all raters."""

    kind: Literal["dices"]
    seed: Seed = 1
    conversations: Count = 60
    raters: Annotated[int, Field(ge=2)] = 20


class WrimeTwin(Spec):
    """Posts in the layout of WRIME's first version, in English, with expressions of hidden anger."""

    kind: Literal["wrime"]
    seed: Seed = 1
    posts: Several = 400
