"""Holds files against licence and consent of the corpora that they were made from.

A file leaves whole or not at all. A table stays when it has a value in a column that may
not leave; one whose column is empty throughout may go. What no rule knows stays.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..studies import TWIN, Catalogue, Dataset
from ..studies.permission import forbidden_by, named_by, stated_against
from . import judges
from .columns import values
from .places import Place, locate
from .quotes import Secrets

NAMES = (
    ("items", "item_id"), ("items", "speaker_id"), ("participants", "participant_id"), ("ratings", "rater_id"),
    ("traces", "rater_id"), ("episodes", "rater_id"),
)  # fmt: skip
"""Identifiers that are searched for in pages and documents."""

REASONS = (
    ("participants", "excluded"),
    ("participants", "lost_reason"),
    ("outcomes", "missing_reason"),
    ("participants", "left_out"),
)
"""Columns whose values a trial's results count."""


@dataclass(frozen=True)
class Refusal:
    """A file that may not leave this machine, the column that keeps it here if one does, its corpus, and why."""

    path: str
    column: str | None
    data: str
    reason: str


def refusals(catalogue: Catalogue, home: Path, paths: Iterable[str | Path]) -> list[Refusal]:
    """Which files may not leave this machine.

    Args:
        catalogue: all studies and corpora.
        home: root of the repository.
        paths: files, or folders with files, below it.

    Returns:
        one refusal for each file and column, in the order of paths; none for what may leave.
    """
    gate = _Gate(catalogue, home)
    files = sorted({file for path in paths for file in _files(home, Path(path))})
    return [refusal for file in files for refusal in gate.judge(file)]


def _files(home: Path, path: Path) -> Iterator[str]:
    # Two names of one place are one: a path with '..' in it must not pass for another.
    base = Path(os.path.abspath(home))
    place = Path(os.path.abspath(base / path))
    found = (p for p in place.rglob("*") if p.is_file()) if place.is_dir() else [place]
    yield from (os.path.relpath(file, base) for file in found)


class _Gate:
    def __init__(self, catalogue: Catalogue, home: Path):
        self.catalogue, self.home = catalogue, home
        self.secrets: dict[str, Secrets] = {}

    def judge(self, path: str) -> Iterator[Refusal]:
        place = locate(self.catalogue, path)
        if place.kind in ("never", "unknown"):
            yield Refusal(path, None, place.data, f"{place.why}.")
            return
        if not (self.home / path).is_file():
            yield Refusal(path, None, place.data, "there is no such file here, so nothing says what it holds.")
            return
        for column, statement in self._statements(place, path):
            yield Refusal(path, column, place.data, self._reason(place.data, statement))

    def _statements(self, place: Place, path: str) -> Iterable[judges.Finding]:
        """Columns (or None for the file as a whole) that may not leave, each with what keeps it."""
        if not place.data:
            return []
        dataset = self.catalogue.dataset(place.data)
        if place.part in ("responses", "recording"):
            return judges.responses(dataset, place, self.home / path)
        if place.kind in ("page", "document", "text"):
            return self._quotes(dataset, place, path)
        # A twin is this project's own work and about nobody: its recordings are generated.
        if place.data.endswith(TWIN):
            return []
        if place.kind == "features":
            return judges.features(dataset, place, self.home / path, self.catalogue.features)
        return judges.OF_KIND[place.kind](dataset, place, self.home / path)

    def _quotes(self, dataset: Dataset, place: Place, path: str) -> Iterator[judges.Finding]:
        statement = None if place.data.endswith(TWIN) or place.kind == "text" else forbidden_by(dataset, "results")
        if statement:
            yield None, statement
            return
        found = self._secrets(dataset, place).quoted_in(self.home / path)
        if not place.data.endswith(TWIN):
            yield from judges.shows_rows(dataset, self.home / path)
            listed = judges.lists_raters(self.home / path)
            found |= {f"{listed}.rater_id"} if listed and named_by(dataset, listed, "rater_id") else set()
        for source in sorted(found):
            table, column = source.split(".")
            why = forbidden_by(dataset, table, column) or named_by(dataset, table, column)
            yield source, f"{why}, and the file quotes {source}"

    def _secrets(self, dataset: Dataset, place: Place) -> Secrets:
        key = f"{place.data}/{place.run}"
        if key not in self.secrets:
            self.secrets[key] = self._collected(dataset, place)
        return self.secrets[key]

    def _collected(self, dataset: Dataset, place: Place) -> Secrets:
        secrets, synthetic = Secrets(), place.data.endswith(TWIN)
        tables = self.home / "results/datasets" / place.data.removesuffix(TWIN)
        asks = self.catalogue.study(place.run).elicit if place.run else None
        # A twin's own words are free; what its study asks a model may be words of the real corpus.
        if (asks or not synthetic) and forbidden_by(dataset, "items", "transcript"):
            secrets.add_texts("items.transcript", values(tables / "items.parquet", "transcript"))
        for table, column in () if synthetic else NAMES:
            if named_by(dataset, table, column):
                secrets.add_names(f"{table}.{column}", values(tables / f"{table}.parquet", column))
        for table, column in () if synthetic else REASONS:
            if stated_against(dataset, table, column):
                secrets.add_texts(f"{table}.{column}", values(tables / f"{table}.parquet", column))
        responses = self.home / "results/studies" / place.run / "responses.parquet"
        for column in ("asked", "text"):
            if forbidden_by(dataset, "responses", column):
                secrets.add_texts(f"responses.{column}", values(responses, column))
        return secrets

    def _reason(self, data: str, statement: str) -> str:
        dataset = self.catalogue.dataset(data)
        file = f"params/datasets/{data.removesuffix(TWIN)}.yaml"
        return f"{file} says {statement} (licence: {dataset.licence.name})."
