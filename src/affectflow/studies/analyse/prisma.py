"""`analyse: {kind: prisma}`"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..base import Spec

Number = Annotated[int, Field(ge=0)]


class OtherMethods(Spec):
    """The right column of the diagram: what websites, organisations or citations led to, which is not screened.

    Attributes:
        identified: records by where they were found.
        sought, not_retrieved, assessed, reasons, included_reports: as in `Boxes`, of these.
    """

    identified: dict[str, Number] = Field(default={})
    sought: Number | None = None
    not_retrieved: Number | None = None
    assessed: Number | None = None
    reasons: dict[str, Number] = Field(default={})
    included_reports: Number | None = None


class Previous(Spec):
    """What an updated review takes over from its previous version, and what both make together."""

    reports: Number | None = None
    studies: Number | None = None
    total_reports: Number | None = None
    total_studies: Number | None = None


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
        included_reports: reports of included studies that are new; those of other methods too.
        included_studies: studies included that are new.
        other: what other methods than databases and registers led to.
        previous: what an updated review takes over.
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
    other: OtherMethods | None = None
    previous: Previous | None = None


class Prisma(Spec):
    """The flow of the records of a review, and whether its boxes add up.

    The boxes are counted from the table of records; without one they are those that are
    stated. Where there are both, each stated box is held against the count. Records of
    `other_methods` (sources such as citation searching) are counted in a column of their own.

    Source: Page et al. (2021), BMJ 372, n71.
    """

    kind: Literal["prisma"]
    stated: Boxes | None = None
    other_methods: tuple[str, ...] = ()
