"""Holds files against licence and consent of the corpora that they were made from.

A file leaves whole or not at all. A table stays when it has a value in a column that may
not leave; one whose column is empty throughout may go. What no rule knows stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..studies import TWIN, Catalogue, Dataset
from ..studies.parts import TABLES, holds
from ..studies.permission import features_forbidden_by, forbidden_by, named_by, stated_against, withheld
from ..tables import read_json
from .columns import filled, values
from .places import Place, locate
from .quotes import Secrets

MEDIA = frozenset([".wav", ".flac", ".mp3", ".ogg", ".avi", ".mp4", ".mkv", ".mov", ".webm", ".png", ".jpg", ".jpeg"])
NAMES = (
    ("items", "item_id"), ("items", "speaker_id"), ("participants", "participant_id"), ("ratings", "rater_id"),
)  # fmt: skip


REASONS = (("participants", "excluded"), ("participants", "lost_reason"), ("outcomes", "missing_reason"))
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
        paths: files, or folders with files, relative to it.

    Returns:
        one refusal for each file and column, in the order of paths; none for what may leave.
    """
    gate = _Gate(catalogue, home)
    files = sorted({file for path in paths for file in _files(home, Path(path))})
    return [refusal for file in files for refusal in gate.judge(file)]


def _files(home: Path, path: Path) -> Iterator[str]:
    found = (p for p in (home / path).rglob("*") if p.is_file()) if (home / path).is_dir() else [home / path]
    yield from (file.relative_to(home).as_posix() for file in found)


class _Gate:
    def __init__(self, catalogue: Catalogue, home: Path):
        self.catalogue, self.home = catalogue, home
        self.secrets: dict[str, Secrets] = {}

    def judge(self, path: str) -> Iterator[Refusal]:
        place = locate(self.catalogue, path)
        if place.kind in ("never", "unknown"):
            yield Refusal(path, None, place.data, f"{place.why}.")
            return
        for column, statement in self._statements(place, path):
            yield Refusal(path, column, place.data, self._reason(place.data, statement))

    def _statements(self, place: Place, path: str) -> Iterable[tuple[str | None, str]]:
        """Columns (or None for the file as a whole) that may not leave, each with what keeps it."""
        if not place.data:
            return []
        dataset = self.catalogue.dataset(place.data)
        if place.part in ("responses", "recording"):
            return _responses(dataset, place, self.home / path)
        if place.kind == "page" or place.kind == "document":
            return self._quotes(dataset, place, path)
        # A twin is this project's own work and about nobody: its recordings are generated.
        if place.data.endswith(TWIN):
            return []
        judges = {"table": _table, "features": self._features, "raw": _raw, "manifest": _manifest, "weights": _weights}
        return judges[place.kind](dataset, place, self.home / path)

    def _features(self, dataset: Dataset, place: Place, file: Path) -> Iterator[tuple[str | None, str]]:
        columns = filled(file)
        known = self.catalogue.features.get(place.part)
        if columns != [] and (statement := features_forbidden_by(dataset, place.part, known)):
            yield None, statement

    def _quotes(self, dataset: Dataset, place: Place, path: str) -> Iterator[tuple[str | None, str]]:
        if not place.data.endswith(TWIN) and (statement := forbidden_by(dataset, "results")):
            yield None, statement
            return
        found = self._secrets(dataset, place).quoted_in(self.home / path)
        if not place.data.endswith(TWIN) and _lists_raters(self.home / path):
            found |= {"ratings.rater_id"} if named_by(dataset, "ratings", "rater_id") else set()
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
        secrets = Secrets()
        tables = self.home / "results/datasets" / place.data
        if not place.data.endswith(TWIN):
            if forbidden_by(dataset, "items", "transcript"):
                secrets.add_texts("items.transcript", values(tables / "items.parquet", "transcript"))
            for table, column in NAMES:
                if named_by(dataset, table, column):
                    secrets.add_names(f"{table}.{column}", values(tables / f"{table}.parquet", column))
            for table, column in REASONS:
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


def _lists_raters(file: Path) -> bool:
    """Whether it is an analysis with a result for each rater, whose names may be too short to be searched for."""
    if file.parent.name != "analyses" or file.suffix != ".json":
        return False
    found = read_json(file)
    return isinstance(found, dict) and bool(found.get("raters", {}).get("ids"))


def _table(dataset: Dataset, place: Place, file: Path) -> Iterator[tuple[str | None, str]]:
    columns = filled(file)
    unread = [c for c in TABLES[place.part] if forbidden_by(dataset, place.part, c)] if columns is None else []
    for column in columns or unread:
        if statement := forbidden_by(dataset, place.part, holds(place.part, column)):
            yield column, statement


def _responses(dataset: Dataset, place: Place, file: Path) -> Iterator[tuple[str | None, str]]:
    """Recorded responses, and what was set aside of them, are of real models even in a twin's run."""
    if place.part == "responses":
        yield from _table(dataset, place, file)
    elif filled(file) != [] and (statement := forbidden_by(dataset, "responses", "text")):
        yield None, f"{statement}, and the file may quote responses"


def _raw(dataset: Dataset, place: Place, file: Path) -> Iterator[tuple[str | None, str]]:
    """A recording is `media`; any other raw file may hold whatever the tables are made from."""
    if PurePosixPath(place.part).suffix.lower() in MEDIA:
        kept = [statement for part, statement in withheld(dataset) if part == "media"]
    else:
        made = ("items", "ratings", "traces", "participants", "outcomes", "media")
        kept = [f"{s} ({part})" for part, s in withheld(dataset) if part.split(".")[0] in made]
    yield from ((None, statement) for statement in kept[:1])


def _manifest(dataset: Dataset, place: Place, file: Path) -> Iterator[tuple[str | None, str]]:
    """Hashes say nothing about a recording, but names of files stand beside them."""
    for column in ("audio", "video"):
        if statement := forbidden_by(dataset, "items", column):
            yield None, f"{statement}, and the file names all recordings"
            return


def _weights(dataset: Dataset, place: Place, file: Path) -> Iterator[tuple[str | None, str]]:
    if statement := forbidden_by(dataset, "models"):
        yield None, statement
