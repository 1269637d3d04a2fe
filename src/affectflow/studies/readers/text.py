"""The readers of corpora of texts with ratings."""

from __future__ import annotations

from typing import ClassVar, Literal

from .reading import Reading


class Emobank(Reading):
    """EmoBank's single ratings; nobody is named in it."""

    hides: ClassVar[frozenset[str]] = frozenset()
    kind: Literal["emobank"]


class Meld(Reading):
    """MELD's tables; its speakers are characters of a series."""

    hides: ClassVar[frozenset[str]] = frozenset()
    kind: Literal["meld"]


class Emorynlp(Reading):
    """EmoryNLP's Emotion Detection in its JSON files; its speakers are characters of a series."""

    hides: ClassVar[frozenset[str]] = frozenset()
    kind: Literal["emorynlp"]


class Goemotions(Reading):
    """GoEmotions with raters; authors have the names that they use on Reddit."""

    hides: ClassVar[frozenset[str]] = frozenset(["rater_id", "speaker_id"])
    kind: Literal["goemotions"]


class Esconv(Reading):
    """ESConv; nobody is named in it."""

    hides: ClassVar[frozenset[str]] = frozenset()
    kind: Literal["esconv"]


class Dices(Reading):
    """One of the two parts of DICES."""

    hides: ClassVar[frozenset[str]] = frozenset(["rater_id"])
    kind: Literal["dices"]
    part: Literal["350", "990"] = "350"


class Wrime(Reading):
    """One of the two versions of WRIME; version 2 has fewer posts, and sentiment too."""

    hides: ClassVar[frozenset[str]] = frozenset(["speaker_id"])
    kind: Literal["wrime"]
    version: Literal[1, 2] = 1
