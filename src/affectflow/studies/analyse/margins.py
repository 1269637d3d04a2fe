"""Margins of non-inferiority and of equivalence."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..base import Level, Spec

Better = Literal["lower", "higher"]


class Margin(Spec):
    """What counts as not worse, or as equal, read from the interval at a level of its own.

    Attributes:
        kind: `non_inferiority`: the interval ends before the effect is worse by the margin;
            `equivalence`: the interval lies between minus and plus the margin (two one-sided tests).
        margin: in scale points.
        level: of the interval; 0.90 is a test at 5 % on each side.
    """

    kind: Literal["non_inferiority", "equivalence"]
    margin: Annotated[float, Field(gt=0)]
    level: Level = 0.95


def directed(margin: Margin | None, better: Better | None) -> None:
    """Refuse non-inferiority where nobody says which way is worse."""
    if margin and margin.kind == "non_inferiority" and better is None:
        raise ValueError("better: lower or higher, where non-inferiority is asked for")
