"""The readers of corpora of texts with ratings."""

from __future__ import annotations

from typing import Literal

from .reading import Reading


class Emobank(Reading):
    """Emobank, as released."""

    kind: Literal["emobank"]


class Meld(Reading):
    """Meld, as released."""

    kind: Literal["meld"]


class Emorynlp(Reading):
    """Emorynlp, as released."""

    kind: Literal["emorynlp"]


class Goemotions(Reading):
    """Goemotions, as released."""

    kind: Literal["goemotions"]


class Esconv(Reading):
    """Esconv, as released."""

    kind: Literal["esconv"]


class Dices(Reading):
    """Dices, as released."""

    kind: Literal["dices"]


class Wrime(Reading):
    """Wrime, as released."""

    kind: Literal["wrime"]
