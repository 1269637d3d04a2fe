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
            `log_odds_ratio` and `risk_difference`; r and n for `fisher_z`; events and n for the
            proportions `logit_proportion` and `freeman_tukey`.
        zero_cells: `half` adds one half to all cells of a table with an empty one; `none` nothing, and
            what is then undefined is set aside.
        correction: of `smd` for few people: `exact` (Hedges' J), `approximate`, or `none` (Cohen's d).
        variance: of `smd`, `large_sample`, `uncorrected` (that of d times J squared) or `unbiased`; of
            `md`, `large_sample` or `pooled`.
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
    correction: Literal["exact", "approximate", "none"] = "exact"
    variance: Literal["large_sample", "uncorrected", "unbiased", "pooled"] = "large_sample"

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
        if self.variance not in VARIANCES.get(self.measure, ("large_sample",)):
            raise ValueError(f"another variance of {self.measure} than {self.variance}")
        if not self.arms and (self.variance, self.correction) != ("large_sample", "exact"):
            raise ValueError("correction and variance with arms")
        if self.correction != "exact" and self.measure != "smd":
            raise ValueError("correction with arms of smd")
        if self.zero_cells != "none" and not (self.arms and self.measure in WITH_CELLS):
            raise ValueError(f"zero_cells with arms of {', '.join(WITH_CELLS)}")
        return self


WITH_CELLS = ("log_risk_ratio", "log_odds_ratio", "risk_difference", "logit_proportion")
VARIANCES = {"smd": ("large_sample", "uncorrected", "unbiased"), "md": ("large_sample", "pooled")}
_MEANS = {"m1", "sd1", "n1", "m2", "sd2", "n2"}
_COUNTS = {"events1", "n1", "events2", "n2"}
NEEDED = {
    "smd": _MEANS, "md": _MEANS, "log_ratio_of_means": _MEANS, "log_risk_ratio": _COUNTS, "log_odds_ratio": _COUNTS,
    "risk_difference": _COUNTS, "fisher_z": {"r", "n"}, "logit_proportion": {"events", "n"},
    "freeman_tukey": {"events", "n"},
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
