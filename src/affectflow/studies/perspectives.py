"""`ingest: perspectives:` a class of items made of what is felt on one numeric scale and seen on another."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from .base import Name, Spec, distinct


class Perspectives(Spec):
    """Something that those who feel it report, and others do not see.

    An item is of the first of `labels` if the mean of its ratings on `felt` is at least
    `at_least` and none of its ratings on `seen` is above `at_most`; else of the second. An item
    that lacks ratings on either scale is of neither.
    """

    felt: Name
    at_least: float
    seen: Name
    at_most: float = 0.0
    labels: Annotated[tuple[str, str], AfterValidator(distinct)] = Field(
        description="class of the items where it is felt and not seen, and class of all others"
    )
