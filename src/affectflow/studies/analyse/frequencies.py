"""`analyse: {kind: frequencies}`"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from ..base import Level, Name, Spec, distinct

Names = Annotated[tuple[Name, ...], AfterValidator(distinct)]


class Cross(Spec):
    """A table of two variables; `columns` may be `year`. With `value` its cells are means of that numeric variable."""

    rows: Name
    columns: Name
    value: Name | None = None


class Trend(Spec):
    """Whether the share of records with a label rises with the year of publication."""

    variable: Name
    label: str


class Order(Spec):
    """Rank correlation of a numeric variable with an order of labels that the study gives.

    The value of a label is the mean over its records; with `within` also for each label of
    that variable alone.
    """

    value: Name
    variable: Name
    order: Annotated[tuple[str, ...], Field(min_length=2), AfterValidator(distinct)]
    within: Name | None = None
    coefficient: Literal["kendall", "spearman"] = "kendall"


class Frequencies(Spec):
    """What the records of a review are coded as.

    Attributes:
        variables: categorical variables whose labels are counted.
        of: shares are of all `included` records, or of those `coded` on the variable.
        crosses, trends, orders: by name, which starts its entry in the result.
    """

    kind: Literal["frequencies"]
    variables: Names = ()
    of: Literal["included", "coded"] = "included"
    crosses: dict[Name, Cross] = Field(default={})
    trends: dict[Name, Trend] = Field(default={})
    orders: dict[Name, Order] = Field(default={})
    level: Level = 0.95

    @model_validator(mode="after")
    def _something_asked(self):
        if not (self.variables or self.crosses or self.trends or self.orders):
            raise ValueError("at least one of variables, crosses, trends and orders")
        return self
