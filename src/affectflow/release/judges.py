"""What keeps a file of each kind here: the column, or None for the file as a whole, and the statement."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from ..studies import Dataset, FeatureSet
from ..studies.parts import CORPUS, TABLES, holds
from ..studies.permission import features_forbidden_by, forbidden_by, withheld
from ..tables import read_json
from .columns import filled
from .places import Kind, Place

Finding = tuple[str | None, str]

MEDIA = frozenset([".wav", ".flac", ".mp3", ".ogg", ".avi", ".mp4", ".mkv", ".mov", ".webm", ".png", ".jpg", ".jpeg"])


def table(dataset: Dataset, place: Place, file: Path) -> Iterator[Finding]:
    """Each column with a value that may not leave; of a table that cannot be read, each that might have one."""
    columns = filled(file)
    unread = [c for c in TABLES[place.part] if forbidden_by(dataset, place.part, c)] if columns is None else []
    for column in columns or unread:
        if statement := forbidden_by(dataset, place.part, holds(place.part, column)):
            yield column, statement


def responses(dataset: Dataset, place: Place, file: Path) -> Iterator[Finding]:
    """Recorded responses, and what was set aside of them, are of real models even in a twin's run."""
    if place.part == "responses":
        yield from table(dataset, place, file)
    elif filled(file) != [] and (statement := forbidden_by(dataset, "responses", "text")):
        yield None, f"{statement}, and the file may quote responses"


def raw(dataset: Dataset, place: Place, file: Path) -> Iterator[Finding]:
    """A recording is `media`; any other raw file may hold whatever the tables are made from."""
    if PurePosixPath(place.part).suffix.lower() in MEDIA:
        kept = [statement for part, statement in withheld(dataset) if part == "media"]
    else:
        made = (*CORPUS, "media")
        kept = [f"{s} ({part})" for part, s in withheld(dataset) if part.split(".")[0] in made]
    yield from ((None, statement) for statement in kept[:1])


def manifest(dataset: Dataset, place: Place, file: Path) -> Iterator[Finding]:
    """Hashes say nothing about a recording, but names of files stand beside them."""
    for column in ("audio", "video"):
        if statement := forbidden_by(dataset, "items", column):
            yield None, f"{statement}, and the file names all recordings"
            return


def weights(dataset: Dataset, place: Place, file: Path) -> Iterator[Finding]:
    """Weights of a model, which may remember what it was trained on."""
    if statement := forbidden_by(dataset, "models"):
        yield None, statement


def features(dataset: Dataset, place: Place, file: Path, known: Mapping[str, FeatureSet]) -> Iterator[Finding]:
    """A shard of a feature set, as a whole."""
    if filled(file) != [] and (statement := features_forbidden_by(dataset, place.part, known.get(place.part))):
        yield None, statement


def lists_raters(file: Path) -> str:
    """The table whose raters an analysis has a result for, one by one; their names may be too short to be searched for.

    Returns:
        ratings, traces or episodes; nothing where no rater stands in the file.
    """
    found = _analysis(file)
    lists = {
        "ratings": found.get("raters", {}).get("ids"),
        "traces": found.get("annotators"),
        "episodes": found.get("observers"),
    }
    return next((name for name, ids in lists.items() if ids), "")


def shows_rows(dataset: Dataset, file: Path) -> Iterator[Finding]:
    """An analysis may draw single traces, or who marked when: rows of a table, though no table itself."""
    found = _analysis(file)
    for part, name in (("example", "traces"), ("marks", "episodes")):
        if found.get(part) and (statement := forbidden_by(dataset, name)):
            yield None, f"{statement}, and the file shows rows of {name}"


def _analysis(file: Path) -> dict[str, Any]:
    """The document of an analysis; nothing for any other file."""
    if file.parent.name != "analyses" or file.suffix != ".json":
        return {}
    found = read_json(file)
    return found if isinstance(found, dict) else {}


OF_KIND: dict[Kind, Callable[[Dataset, Place, Path], Iterator[Finding]]] = {
    "table": table,
    "raw": raw,
    "manifest": manifest,
    "weights": weights,
}
