"""The reader of a review's tables: its screening log, its codings and its effects, columns named by the user."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from ..base import Name
from .columns import Table, Texts
from .reading import Reading

Stage = Literal["identified", "screened", "sought", "assessed", "included"]


class Records(Table):
    """Files of the screening log: one row for each record.

    Attributes:
        record: column of the record's name.
        source: column of the database.
        reached: column of the last stage that the record reached.
        words: how the files write stages, where they write them otherwise.
        year: column of the year of publication.
        reason: column of why it went no further.
        study: column of the study that the record reports.
    """

    record: str
    source: str
    reached: str
    words: dict[str, Stage] = Field(default={})
    year: str | None = None
    reason: str | None = None
    study: str | None = None


class Codings(Table):
    """Files of codings: one row for each record, one column for each variable.

    Attributes:
        record: column of the record's or the study's name.
        columns: variable -> its column.
        numeric: variables that are numbers.
        separator: between the labels of a cell that holds several.
    """

    record: str
    columns: Annotated[dict[Name, str], Field(min_length=1)]
    numeric: Texts = ()
    separator: Annotated[str, Field(min_length=1)] | None = None


class Effects(Table):
    """Files of effects: one row for each estimate.

    Attributes:
        effect: column of the estimate's name; rows are numbered without it.
        study: column of the study's name.
        outcome: what all are effects on, or `outcome_column`.
        measure: scale of the estimates.
        estimate, standard_error, n: columns of estimates that are given.
        arms: or, number -> column, what the measure is computed from: m1, sd1, n1, m2, sd2, n2 for `smd`,
            `md` and `log_ratio_of_means`; events1, n1, events2, n2 for `log_risk_ratio`,
            `log_odds_ratio` and `risk_difference`; r and n for `fisher_z`.
        zero_cells: `half` adds one half to all cells of a table with an empty one, `none` nothing,
            and what is undefined then is set aside.
        smd_variance: sampling variance of `smd`: large-sample with g (`ls`) or with d, corrected
            (`ls2`), or unbiased (`ub`).
    """

    effect: str | None = None
    study: str
    outcome: str | None = None
    outcome_column: str | None = None
    measure: Name
    estimate: str | None = None
    standard_error: str | None = None
    n: str | None = None
    arms: dict[Name, str] = Field(default={})
    zero_cells: Literal["half", "none"] = "none"
    smd_variance: Literal["ls", "ls2", "ub"] = "ls"

    @model_validator(mode="after")
    def _one_form(self):
        if (self.outcome is None) == (self.outcome_column is None):
            raise ValueError("one of outcome and outcome_column")
        given = self.estimate is not None and self.standard_error is not None
        if given == bool(self.arms) or (self.arms and (self.estimate or self.standard_error or self.n)):
            raise ValueError("either estimate and standard_error, or arms")
        if self.arms and NEEDED.get(self.measure) != set(self.arms):
            needed = ", ".join(sorted(NEEDED.get(self.measure, set()))) or f"a measure of {', '.join(sorted(NEEDED))}"
            raise ValueError(f"arms of {self.measure} with {needed}")
        if self.zero_cells != "none" and not {"events1", "events2"} <= set(self.arms):
            raise ValueError("zero_cells with arms that have events")
        if self.smd_variance != "ls" and not (self.arms and self.measure == "smd"):
            raise ValueError("smd_variance with arms of smd")
        return self


_MEANS = {"m1", "sd1", "n1", "m2", "sd2", "n2"}
_COUNTS = {"events1", "n1", "events2", "n2"}
NEEDED = {
    "smd": _MEANS, "md": _MEANS, "log_ratio_of_means": _MEANS, "log_risk_ratio": _COUNTS, "log_odds_ratio": _COUNTS,
    "risk_difference": _COUNTS, "fisher_z": {"r", "n"},
}  # fmt: skip
"""What each measure is computed from; a test holds it equal to `statistics.meta.MEASURES`."""


class ReviewTables(Reading):
    """Tables of a review: which records were found and how far they came, what they are coded as, what they found."""

    hides: ClassVar[frozenset[str]] = frozenset()
    kind: Literal["review_tables"]
    records: Records | None = None
    codings: tuple[Codings, ...] = ()
    effects: tuple[Effects, ...] = ()

    @model_validator(mode="after")
    def _something_declared(self):
        if not (self.records or self.codings or self.effects):
            raise ValueError("at least one of records, codings and effects")
        return self
