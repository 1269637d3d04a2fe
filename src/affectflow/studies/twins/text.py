"""The generators of corpora of texts with ratings."""

from __future__ import annotations

from typing import Literal

from ..base import Seed, Spec


class EmobankTwin(Spec):
    """Generator of a corpus in the layout of Emobank."""

    kind: Literal["emobank"]
    seed: Seed = 1


class MeldTwin(Spec):
    """Generator of a corpus in the layout of Meld."""

    kind: Literal["meld"]
    seed: Seed = 1


class EmorynlpTwin(Spec):
    """Generator of a corpus in the layout of Emorynlp."""

    kind: Literal["emorynlp"]
    seed: Seed = 1


class GoemotionsTwin(Spec):
    """Generator of a corpus in the layout of Goemotions."""

    kind: Literal["goemotions"]
    seed: Seed = 1


class EsconvTwin(Spec):
    """Generator of a corpus in the layout of Esconv."""

    kind: Literal["esconv"]
    seed: Seed = 1


class DicesTwin(Spec):
    """Generator of a corpus in the layout of Dices."""

    kind: Literal["dices"]
    seed: Seed = 1


class WrimeTwin(Spec):
    """Generator of a corpus in the layout of Wrime."""

    kind: Literal["wrime"]
    seed: Seed = 1
