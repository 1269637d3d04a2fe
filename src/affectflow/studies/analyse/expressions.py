"""`analyse: {kind: expressions}`"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from ..base import Count, Level, Name, Share, Spec, distinct


class Expressions(Spec):
    """Expressions that are more frequent, or less, in the items of one class than in all others.

    The items are those of the study's sample; the class is the target's or, with `model`, what
    more than half of the model's seeds decide for the item when it is tested. Expressions are
    sequences of up to `longest` words (or characters, for scripts without blanks) in lower
    case; each is counted once in an item, and tested if at least `at_least` items hold it.
    `named` ones stand in the result whatever their p, if they were tested.
    """

    kind: Literal["expressions"]
    label: str = Field(description="the class whose items are looked into")
    model: Name | None = None
    tokens: Literal["words", "characters"] = "words"
    longest: Annotated[int, Field(ge=1, le=6)] = 3
    at_least: Count = 10
    test: Literal["fisher", "likelihood_ratio"] = "fisher"
    correction: Literal["holm", "benjamini_hochberg", "none"] = "benjamini_hochberg"
    alpha: Share = Field(default=0.05, description="an expression is characteristic if its adjusted p is at most this")
    level: Level = Field(default=0.95, description="of the intervals, which are not adjusted")
    listed: Count = Field(default=100, description="expressions in the result, those with the least p")
    named: Annotated[tuple[str, ...], AfterValidator(distinct)] = ()
