"""What a section is made of: prose, facts, notices, tables and figures."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from markupsafe import Markup, escape

from .latex import tabular
from .numbers import UNDEFINED, is_undefined

LONG = 28
HASH = re.compile("[0-9a-f]{40,}")
MISSING = Markup('<span class="none" aria-label="not applicable">–</span>')


@dataclass(frozen=True)
class Column:
    """One column: how its values are titled and shown. None is shown as not applicable."""

    title: str
    show: Callable[[Any], str] = str
    numeric: bool = False

    def cell(self, value: Any) -> str:
        """What a reader sees of a value."""
        if value is None:
            return MISSING
        shown = self.show(value)
        return (
            Markup('<span class="undefined">{}</span>').format(shown) if shown.startswith(UNDEFINED) else escape(shown)
        )


@dataclass(frozen=True)
class Table:
    """A table that is shown on the page, written as CSV with all digits and as LaTeX as it is shown.

    Attributes:
        name: stem of its files, and the anchor on the page.
        caption: what the table holds, in one sentence.
        columns: the columns by their name in the CSV; the first one heads its row.
        rows: raw values; an interval (dict) becomes `<name>`, `<name>_low`, `<name>_high`.
        shown: how many rows the page shows; the CSV always has all.
        folded: whether the page shows it on demand only, because a figure holds its values.
    """

    kind: ClassVar[str] = "table"
    name: str
    caption: str
    columns: dict[str, Column]
    rows: Sequence[Sequence[Any]]
    note: str = ""
    shown: int | None = None
    folded: bool = False

    def layout(self, column: Column, cell: str) -> str:
        """How a cell is set: as a number, a hash, a long text that needs width, or plainly."""
        if column.numeric:
            return "num"
        if HASH.fullmatch(str(cell)):
            return "hash"
        return "long" if len(Markup(cell).striptags()) > LONG else ""

    def csv(self, data: Literal["real", "synthetic"]) -> str:
        """The whole table as CSV, with a column that says whether its data is synthetic."""
        records = [{"data": data} | _flat(dict(zip(self.columns, row, strict=True))) for row in self.rows]
        known = {name for record in records for name in record}
        parts = [f"{name}{part}" for name in self.columns for part in ("", "_low", "_high", "_reason")]
        names = ["data", *(name for name in parts if name in known or name in self.columns)]
        text = io.StringIO()
        writer = csv.DictWriter(text, names, lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(records)
        return text.getvalue()

    def tex(self, data: Literal["real", "synthetic"]) -> str:
        """The table as the page shows it, in LaTeX with booktabs."""
        columns = self.columns.values()
        rows = [
            [
                Markup(column.cell(value)).striptags() if value is not None else "\u2013"
                for column, value in zip(columns, row, strict=True)
            ]
            for row in self.rows[: self.shown]
        ]
        left = len(self.rows) - len(rows)
        note = " ".join(
            words for words in (self.note, f"{left:,} more rows are in the CSV file." if left else "") if words
        )
        titles, numeric = [column.title for column in columns], [column.numeric for column in columns]
        return tabular(self.name, self.caption, titles, numeric, rows, note, synthetic=data == "synthetic")


@dataclass(frozen=True)
class Figure:
    """A drawing, what it shows in words, the table that holds its numbers, and the drawing for a phone if another."""

    kind: ClassVar[str] = "figure"
    name: str
    caption: str
    svg: Markup
    values: str = ""
    narrow: Markup | None = None


@dataclass(frozen=True)
class Prose:
    """Paragraphs, with an optional heading of the third rank above them."""

    kind: ClassVar[str] = "prose"
    paragraphs: Sequence[str]
    heading: str = ""


@dataclass(frozen=True)
class Facts:
    """Terms and what they are, in a few words each."""

    kind: ClassVar[str] = "facts"
    facts: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Notice:
    """Something that a reader must not overlook."""

    kind: ClassVar[str] = "notice"
    sentences: Sequence[str]


Block = Table | Figure | Prose | Facts | Notice


@dataclass(frozen=True)
class Section:
    """A part of the report with its own anchor."""

    name: str
    title: str
    lead: str = ""
    blocks: Sequence[Block] = field(default_factory=list)


def pill(tone: Literal["good", "bad", "open"], words: str) -> Markup:
    """A verdict: told by a sign and a word, and only then by colour."""
    sign = {"good": "✓", "bad": "≠", "open": "○"}[tone]
    return Markup('<span class="pill {}"><span aria-hidden="true">{}</span> {}</span>').format(tone, sign, words)


def _flat(record: dict[str, Any]) -> dict[str, Any]:
    """Intervals spread over columns; what is undefined is empty and its reason stands beside it."""
    flat: dict[str, Any] = {}
    for name, value in record.items():
        if isinstance(value, dict):
            flat[name] = "" if is_undefined(value.get("estimate")) else value["estimate"]
            flat |= {f"{name}_{end}": value[end] for end in ("low", "high", "reason") if value.get(end) is not None}
        else:
            flat[name] = "" if is_undefined(value) else value
    return flat
