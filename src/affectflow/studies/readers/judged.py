"""The readers of corpora of answers and explanations that people and models judge."""

from __future__ import annotations

from typing import ClassVar, Literal

from .reading import Reading


class Kumar2025(Reading):
    """Ratings of empathic communication by experts, crowds and models; names of files hold the raters."""

    hides: ClassVar[frozenset[str]] = frozenset(["item_id"])
    kind: Literal["kumar2025"]


class Mentalbench(Reading):
    """MentalBench: responses to people in distress, rated by an expert and by models; items are hashes of the texts."""

    hides: ClassVar[frozenset[str]] = frozenset()
    kind: Literal["mentalbench"]


class MentalExplanations(Reading):
    """Explanations of mental health predictions, scored by people who are known by a place in a list only."""

    hides: ClassVar[frozenset[str]] = frozenset()
    kind: Literal["mental_explanations"]


class Emer(Reading):
    """Open-vocabulary emotion sets of clips; names of files hold the raters."""

    hides: ClassVar[frozenset[str]] = frozenset(["item_id"])
    kind: Literal["emer"]
