"""`analyse: {kind: trial}`"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..base import Level, Name, Spec


class Trial(Spec):
    """A two-arm randomised trial with a baseline and one or more later occasions.

    ANCOVA: outcome at each later occasion on arm and baseline, complete cases,
    heteroscedasticity-robust standard errors, t distribution.
    """

    kind: Literal["trial"]
    measure: Name
    control: str = Field(description="reference arm: effects are treated minus control")
    treated: str
    baseline: Name = "baseline"
    primary: Name = "post"
    occasions: Annotated[tuple[Name, ...], Field(min_length=1)] = ("post", "follow_up")
    robust: Literal["HC0", "HC1", "HC2", "HC3", "none"] = "HC3"
    level: Level = 0.95
