"""`analyse: {kind: prisma}`"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..base import Spec

Number = Annotated[int, Field(ge=0)]


class Boxes(Spec):
    """The boxes of the PRISMA 2020 flow diagram, as a publication states them; what it does not state is left out.

    Attributes:
        identified: records by database or register.
        removed: records removed before screening, by reason, such as `duplicate`.
        screened: records screened.
        excluded: records excluded on their title and abstract.
        sought: reports sought.
        not_retrieved: reports that could not be had.
        assessed: reports assessed for eligibility.
        reasons: reports excluded after that, by reason.
        included_reports: reports of included studies.
        included_studies: studies included.
    """

    identified: dict[str, Number] = Field(default={})
    removed: dict[str, Number] = Field(default={})
    screened: Number | None = None
    excluded: Number | None = None
    sought: Number | None = None
    not_retrieved: Number | None = None
    assessed: Number | None = None
    reasons: dict[str, Number] = Field(default={})
    included_reports: Number | None = None
    included_studies: Number | None = None


class Prisma(Spec):
    """The flow of the records of a review, and whether its boxes add up.

    The boxes are counted from the table of records; without one they are those that are
    stated. Where there are both, each stated box is held against the count.

    Source: Page et al. (2021), BMJ 372, n71.
    """

    kind: Literal["prisma"]
    stated: Boxes | None = None
