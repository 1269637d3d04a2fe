"""The generators of corpora of answers and explanations that people and models judge."""

from __future__ import annotations

from typing import Literal

from ..base import Seed, Spec


class Kumar2025Twin(Spec):
    """Generator of a corpus in the layout of Kumar2025."""

    kind: Literal["kumar2025"]
    seed: Seed = 1


class MentalbenchTwin(Spec):
    """Generator of a corpus in the layout of Mentalbench."""

    kind: Literal["mentalbench"]
    seed: Seed = 1


class MentalExplanationsTwin(Spec):
    """Generator of a corpus in the layout of MentalExplanations."""

    kind: Literal["mental_explanations"]
    seed: Seed = 1


class EmerTwin(Spec):
    """Generator of a corpus in the layout of Emer."""

    kind: Literal["emer"]
    seed: Seed = 1
