"""Which columns of a user's files mean what: the parts of the reader `long_table`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from ..base import Count, Name, Spec, distinct

Texts = Annotated[tuple[str, ...], AfterValidator(distinct)]
Files = Annotated[Texts, Field(min_length=1)]


class Writing(Spec):
    """How cells are written in a file.

    Attributes:
        encoding: of the text; `utf-8` also reads a file with a byte order mark.
        delimiter: between cells; where it is not given, a tab in `.tsv` and `.tab` and a comma elsewhere.
        decimal: the sign before the decimals of a number.
        missing: cells that stand for a missing value, besides empty ones.
        header: row in which the columns' names stand; rows above it are not read.
        first_row: first row of data, where rows of explanation follow the header.
    """

    encoding: Literal["utf-8", "latin-1", "cp1252", "utf-16"] = "utf-8"
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    decimal: Literal[".", ","] = "."
    missing: Texts = ()
    header: Count = 1
    first_row: Count | None = None

    @model_validator(mode="after")
    def _data_below_the_header(self):
        if self.first_row is not None and self.first_row <= self.header:
            raise ValueError(f"first_row below the header, which is row {self.header}")
        return self


class Scale(Spec):
    """What raters may answer: one of some labels, any label, or a number within a range.

    Attributes:
        labels: the allowed labels, as they stand in the table of ratings.
        open: any label is allowed.
        low: smallest allowed number.
        high: largest allowed number.
        separator: sign between the labels of one answer that names several (a set).
        called: what the files call the scale, in the column that names it.
        words: label in the files -> label in the table of ratings, where they differ.
    """

    labels: Texts = ()
    open: bool = False
    low: float | None = None
    high: float | None = None
    separator: Annotated[str, Field(min_length=1)] | None = None
    called: str | None = None
    words: dict[str, str] = Field(default={})

    @model_validator(mode="after")
    def _one_kind(self):
        ends = sum(end is not None for end in (self.low, self.high))
        if bool(self.labels) + self.open + (ends == 2) != 1 or ends == 1:
            raise ValueError("either labels, or open: true, or both low and high")
        if ends and (self.separator or self.words):
            raise ValueError("separator and words for scales of labels only")
        if ends and not self.low < self.high:  # type: ignore[operator]
            raise ValueError("low below high")
        return self


class Table(Spec):
    """Files with the same columns.

    A pattern in `files` may name parts of a path: `traces/{clip}_{rater}.csv` reads all files
    of that shape as if they had two more columns, `clip` and `rater`.
    """

    files: Files
    writing: Writing = Writing()


class Ratings(Table):
    """Files of ratings.

    Long form: `answer` is the column of labels or numbers, and the scale is either the same
    for all rows (`scale`) or stands in a column (`scale_column`). Wide form: `columns` maps
    each scale to the column of its answers. Without `rater`, raters are unnamed.
    """

    item: str
    rater: str | None = None
    answer: str | None = None
    scale: Name | None = None
    scale_column: str | None = None
    columns: dict[Name, str] = Field(default={})

    @model_validator(mode="after")
    def _one_form(self):
        long = self.answer is not None and (self.scale is None) != (self.scale_column is None)
        rest = (self.answer, self.scale, self.scale_column)
        if not (long and not self.columns) and not (self.columns and rest == (None, None, None)):
            raise ValueError("either answer with one of scale and scale_column, or columns")
        return self


class Items(Table):
    """Files that describe items; without them items are those that are rated.

    `audio` and `video` are paths below the corpus's folder with columns in braces, such as
    `wav/{clip}.wav`; `video` may be a still image. Where `speaker` is not given every item has a
    speaker of its own, where `session` is not given it is the speaker's, and without
    `condition` it is `all`.
    """

    item: str
    speaker: str | None = None
    session: str | None = None
    condition: str | None = None
    intended: str | None = None
    transcript: str | None = None
    audio: str | None = None
    video: str | None = None
    rate: Count | None = Field(default=None, description="samples per second that every WAV file must have")
    channels: Count | None = Field(default=None, description="channels that every WAV file must have")


class Traces(Table):
    """Files of continuous traces: one row for each moment; each of `columns` is a numeric scale."""

    item: str
    rater: str
    time: str
    unit: Literal["s", "ms"] = "s"
    columns: Annotated[dict[Name, str], Field(min_length=1)]


class Episodes(Table):
    """Files of timed labels: one row for each stretch that an observer marked."""

    item: str
    rater: str
    scale: Name
    label: str
    onset: str
    offset: str
    unit: Literal["s", "ms"] = "s"
    subject: str | None = None
