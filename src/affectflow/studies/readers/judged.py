"""The readers of corpora of answers and explanations that people and models judge."""

from __future__ import annotations

from typing import Literal

from .reading import Reading


class Kumar2025(Reading):
    """Kumar2025, as released."""

    kind: Literal["kumar2025"]


class Mentalbench(Reading):
    """Mentalbench, as released."""

    kind: Literal["mentalbench"]


class MentalExplanations(Reading):
    """MentalExplanations, as released."""

    kind: Literal["mental_explanations"]


class Emer(Reading):
    """Emer, as released."""

    kind: Literal["emer"]
