"""What in an audformat database means what: the parts of the reader `audformat`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..base import Name, Spec
from .columns import Texts


class Cell(Spec):
    """A column of a table that says something of each item.

    It is found by the item's file in a filewise table, else by the item itself.
    """

    table: str
    column: str


class Rated(Spec):
    """Columns that hold the ratings on one scale.

    The scheme of a column says which labels or numbers are allowed, and its `rater_id` who
    rated; a column without one is of unnamed raters. A misc table has no files in its index:
    `item` and, where rows are of several raters, `rater` name its levels or columns.
    """

    scale: Name
    table: str
    columns: Annotated[Texts, Field(min_length=1)]
    item: str | None = None
    rater: str | None = None
    separator: Annotated[str, Field(min_length=1)] | None = Field(
        default=None, description="sign between the labels of one answer that names several"
    )
    words: dict[str, str] = Field(default={}, description="label in the database -> label in the table of ratings")


class Traced(Spec):
    """A misc table of continuous traces: levels or columns for the item, the rater and the time in seconds."""

    scale: Name
    table: str
    item: str
    rater: str
    time: str
    value: str
