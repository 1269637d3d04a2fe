"""The readers of corpora of tables whose columns a user names, audformat databases, and faces with VAD values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from ..base import Name
from .columns import Episodes, Items, Ratings, Scale, Table, Texts, Traces
from .databases import Cell, Rated, Traced
from .reading import Reading

IN_BRACES = re.compile(r"\{([^{}]+)\}")
"""A column named in a path."""


class LongTable(Reading):
    """Tables of ratings, traces or episodes in files of any layout, their columns named in the study language."""

    kind: Literal["long_table"]
    scales: Annotated[dict[Name, Scale], Field(min_length=1)]
    items: Items | None = None
    ratings: tuple[Ratings, ...] = ()
    traces: tuple[Traces, ...] = ()
    episodes: tuple[Episodes, ...] = ()

    @property
    def hides(self) -> frozenset[str]:  # type: ignore[override]
        """Identifiers whose columns stand in no path: names of files stay as they are."""
        return frozenset(["item_id", "rater_id", "session_id", "speaker_id"]) - set(self._in_paths())

    @model_validator(mode="after")
    def _something_declared(self):
        if not (self.ratings or self.traces or self.episodes or self.items):
            raise ValueError("at least one of items, ratings, traces and episodes")
        named = {name for part in self.ratings for name in (*part.columns, part.scale) if name}
        named |= {name for part in self.traces for name in part.columns} | {part.scale for part in self.episodes}
        if unknown := sorted(named - set(self.scales)):
            raise ValueError(f"scales that are declared under scales; {', '.join(unknown)} is not")
        wordy = sorted(name for part in self.traces for name in part.columns if self.scales[name].low is None)
        if wordy:
            raise ValueError(f"traces on scales with low and high; {', '.join(wordy)} has none")
        return self

    def _in_paths(self) -> Iterator[str]:
        media = (self.items.audio, self.items.video) if self.items else ()
        tables: list[Table] = [*self.ratings, *self.traces, *self.episodes, *([self.items] if self.items else [])]
        for table in tables:
            paths = [*table.files, *(media if table is self.items else ())]
            used = {column for path in paths if path for column in IN_BRACES.findall(path)}
            for column, part in IDENTIFIERS.items():
                if getattr(table, part, None) in used:
                    yield column


IDENTIFIERS = {"item_id": "item", "rater_id": "rater", "session_id": "session", "speaker_id": "speaker"}
"""Identifier -> the option that names its column."""


class Audformat(Reading):
    """A database in audformat (audEERING): a header `<name>.yaml` and tables `<name>.<table>.csv` or `.parquet`.

    Items are the files of filewise tables, the segments of segmented ones (`file#start-end`, in
    seconds) and the first level of misc tables. A segment has no `audio`: features would be
    measured on its whole file. Where `speaker` is not given every item has a speaker of its
    own; `session` is the speaker's; `condition` is the type of the item's split in the tables
    `splits`, or `all`.

    Attributes:
        name: base name of the header.
        ratings: the columns that hold ratings.
        traces: the tables that hold continuous traces.
        items: tables whose items belong to the corpus, besides those that are rated.
        splits: tables whose split is the condition of their items.
    """

    hides: ClassVar[frozenset[str]] = frozenset(["rater_id", "session_id", "speaker_id"])
    kind: Literal["audformat"]
    name: str = "db"
    ratings: tuple[Rated, ...] = ()
    traces: tuple[Traced, ...] = ()
    items: Texts = ()
    splits: Texts = ()
    speaker: Cell | None = None
    session: Cell | None = None
    condition: Cell | None = None
    intended: Cell | None = None
    transcript: Cell | None = None
    audio: Cell | None = None
    video: Cell | None = None

    @model_validator(mode="after")
    def _something_declared(self):
        if not (self.ratings or self.traces or self.items):
            raise ValueError("at least one of ratings, traces and items")
        return self


class AffectnetVad(Reading):
    """AffectnetVad, as released."""

    hides: ClassVar[frozenset[str]] = frozenset()
    kind: Literal["affectnet_vad"]
