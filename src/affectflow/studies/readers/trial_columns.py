"""Which columns of a trial's files mean what: the parts of the reader `trial_tables`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field, model_validator

from ..base import Count, Name, Spec
from .columns import Table, Texts

ByOccasion = Annotated[dict[Name, str], Field(min_length=1)]
ItemsByOccasion = Annotated[dict[Name, Annotated[Texts, Field(min_length=1)]], Field(min_length=1)]


class PeopleTable(Table):
    """Files with a column of participants: CSV, `.tsv`, Excel (`.xlsx`), SPSS (`.sav`) or Stata (`.dta`).

    Attributes:
        sheet: of an Excel file; where it is not given, the first.
        value_labels: cells of SPSS and Stata are read as their value labels, not as their codes.
        participant: column that says who.
    """

    sheet: str | None = None
    value_labels: bool = False
    participant: str


class Arm(Spec):
    """The column that says which arm was drawn; an empty cell means none.

    `words` maps cells to names of arms; without it cells are names of arms.
    """

    column: str
    words: dict[str, str] = Field(default={})


class YesNo(Spec):
    """A column of two answers, and the cells that mean yes and no."""

    column: str
    yes: Annotated[Texts, Field(min_length=1)]
    no: Annotated[Texts, Field(min_length=1)]

    @model_validator(mode="after")
    def _apart(self):
        if both := sorted(set(self.yes) & set(self.no)):
            raise ValueError(f"cells that mean one thing; {', '.join(both)} means yes and no")
        return self


class Covariate(Spec):
    """A characteristic that no arm changes: a number, or a category where `words` or `open` is given.

    Attributes:
        column: where it stands.
        words: cell -> label; other cells are set aside.
        open: cells are labels as they are.
        low: smallest allowed number.
        high: largest allowed number.
    """

    column: str
    words: dict[str, str] = Field(default={})
    open: bool = False
    low: float | None = None
    high: float | None = None

    @model_validator(mode="after")
    def _one_kind(self):
        bounded = self.low is not None or self.high is not None
        if bool(self.words) + self.open + bounded > 1:
            raise ValueError("one of words, open: true, and low or high")
        if self.low is not None and self.high is not None and not self.low < self.high:
            raise ValueError("low below high")
        return self


class Participants(PeopleTable):
    """The people who were assessed, one row each.

    Where `randomised` or `received` is not given, all who have an arm were randomised and
    received what was drawn; without `arm` nobody was randomised. `excluded` is why somebody was
    not randomised, `lost_at` the first occasion at which somebody was lost, `left_out` why
    somebody is in no analysis. `randomised_on` holds days as YYYY-MM-DD.
    """

    arm: Arm | None = None
    randomised: YesNo | None = None
    received: YesNo | None = None
    excluded: str | None = None
    lost_at: str | None = None
    lost_reason: str | None = None
    stratum: str | None = None
    randomised_on: str | None = None
    left_out: str | None = None
    covariates: dict[Name, Covariate] = Field(default={})

    @model_validator(mode="after")
    def _drawn(self):
        if self.arm is None and (self.randomised or self.received):
            raise ValueError("arm, where randomised or received is given")
        return self


class Measure(Spec):
    """What is measured: the range of its score, which end is better, and how items make it.

    Where items are read (`items` of a table of outcomes), a reversed item counts as
    `item_low + item_high` less its answer. Up to `allowed_missing` missing items are each
    replaced by the mean of the person's answered items of that occasion (person-mean
    substitution); with more, the score is missing.

    Attributes:
        low: smallest possible score.
        high: largest possible score.
        better: the end of the scale that is the better one.
        items: how many items it has.
        item_low: smallest answer to an item.
        item_high: largest answer to an item.
        reversed: numbers of the items that are keyed the other way, from 1.
        allowed_missing: most items that may be missing.
        scoring: how the items make the score.
    """

    low: float
    high: float
    better: Literal["lower", "higher"]
    items: Count | None = None
    item_low: float | None = None
    item_high: float | None = None
    reversed: tuple[Count, ...] = ()
    allowed_missing: Annotated[int, Field(ge=0)] = 0
    scoring: Literal["sum", "mean"] = "sum"

    @model_validator(mode="after")
    def _whole(self):
        if not self.low < self.high:
            raise ValueError("low below high")
        if self.items is None:
            if self.item_low is not None or self.item_high is not None or self.reversed or self.allowed_missing:
                raise ValueError("items, where its items are described")
            return self
        if self.item_low is None or self.item_high is None or not self.item_low < self.item_high:
            raise ValueError("item_low below item_high")
        if max(self.reversed, default=0) > self.items or self.allowed_missing >= self.items:
            raise ValueError(f"reversed and allowed_missing within its {self.items} items")
        times = self.items if self.scoring == "sum" else 1
        if (self.low, self.high) != (times * self.item_low, times * self.item_high):
            raise ValueError(f"low and high that its items can reach: {times * self.item_low:g} and "
                             f"{times * self.item_high:g}")  # fmt: skip
        return self


class Outcomes(PeopleTable):
    """Files of outcomes, in one of three forms.

    Wide form, one row for each participant: `columns` names the column of each measure's score
    at each occasion, `items` the columns of its items. One row for each participant and occasion:
    `occasion` is a column, `scores` names the column of each measure's score, `answers` the columns
    of its items. Long form, one row for each measurement: `measure`, `occasion` and `value` are
    columns. The words map cells to names (without them cells are names). `missing_reason` is a
    column that says why what is missing in its row is missing.
    """

    columns: dict[Name, ByOccasion] = Field(default={})
    items: dict[Name, ItemsByOccasion] = Field(default={})
    scores: dict[Name, str] = Field(default={})
    answers: dict[Name, Annotated[Texts, Field(min_length=1)]] = Field(default={})
    measure: str | None = None
    measure_words: dict[str, Name] = Field(default={})
    occasion: str | None = None
    occasion_words: dict[str, Name] = Field(default={})
    value: str | None = None
    missing_reason: str | None = None

    @model_validator(mode="after")
    def _one_form(self):
        wide, rows = bool(self.columns or self.items), bool(self.scores or self.answers)
        told = (self.occasion is not None, self.measure is not None, self.value is not None)
        forms = {(True, False): (False, False, False), (False, True): (True, False, False)}
        if told != forms.get((wide, rows), (True, True, True)) or (wide and rows):
            raise ValueError("columns or items; or occasion with scores or answers; or measure, occasion and value")
        if (self.measure_words and not self.measure) or (self.occasion_words and not self.occasion):
            raise ValueError("words for cells of a column that is named")
        return self

    def places(self, occasions: Iterable[str]) -> list[tuple[str, str]]:
        """Measures and occasions that a table names by its columns, where the corpus has these occasions."""
        times = list(dict.fromkeys(self.occasion_words.values())) or list(occasions)
        wide = [(m, o) for part in (self.columns, self.items) for m, own in part.items() for o in own]
        return wide + [(m, o) for m in (*self.scores, *self.answers) for o in times]


class Taken(Spec):
    """A column that says how much of a component was taken, and the most that could be."""

    column: str
    possible: Annotated[float, Field(gt=0)] | None = None


class Adherence(PeopleTable):
    """Files that say how much of each component a participant took, one row for each participant."""

    components: Annotated[dict[Name, Taken], Field(min_length=1)]
