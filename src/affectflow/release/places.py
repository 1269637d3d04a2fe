"""What a file is, by its path: of which corpus, which run, and which part."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Literal

from ..record_names import RECORDS, recorded_output
from ..studies import TWIN, Catalogue
from ..studies.parts import TABLES

Kind = Literal[
    "table", "features", "raw", "weights", "document", "page", "text", "manifest", "source", "never", "unknown"
]  # fmt: skip
"""`document` and `page` are aggregated results; `text` is any other text that may quote the data."""

NEVER = {
    "logs": "logs are never released, as they may quote anything that a job read",
    ".affectflow": "the key of pseudonyms lies here",
    ".snakemake": "of Snakemake's own files only the metadata of results is released",
    "mlflow.db": "the tracker's own store is never released",
    "mlartifacts": "the tracker's own store is never released",
}
SOURCES = frozenset(
    [
        "Snakefile", "workflow", "profiles", "params", "src", "tests", "benchmarks", "requirements.lock",
        "pyproject.toml", "Makefile", "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md",
        "CITATION.cff", "LICENSE", "dvc.yaml", "dvc.lock",
    ]
)  # fmt: skip
"""What git passes on in any case."""

STAND_IN = ".withheld"
"""Ending of a stand-in for a table; it is judged like one, by what it holds itself."""
LEFT = "delete it if it is left over (its record by `snakemake --cleanup-metadata FILE`)"


@dataclass(frozen=True)
class Place:
    """What a file is.

    Attributes:
        kind: what is done to judge it.
        data: id of the corpus, `<dataset>` or `<dataset>_twin`; empty where it has none.
        run: the run that it belongs to, if any.
        part: the table, or the feature set.
        why: for `never` and `unknown`, what to tell.
    """

    kind: Kind
    data: str = ""
    run: str = ""
    part: str = ""
    why: str = ""


def locate(catalogue: Catalogue, path: str) -> Place:
    """The place of a path below the root of the repository, with slashes; `unknown` for what nothing declares."""
    if path.startswith(f"{RECORDS}/"):
        return _metadata(catalogue, path)
    if path.startswith("results/") and path.endswith(STAND_IN):
        return locate(catalogue, path.removesuffix(STAND_IN))
    if recorded := _recordings(catalogue).get(path):
        return Place("table", catalogue.data(recorded), recorded, "recording")
    if data := _corpus(catalogue, path):
        return Place("raw", data, part=path)
    top, *rest = PurePosixPath(path).parts
    if top in NEVER:
        return Place("never", why=NEVER[top])
    if top in SOURCES:
        return _source(catalogue, path)
    if PurePosixPath(path).name == ".snakemake_timestamp" or path == "reports/index.html":
        return Place("source")
    if top in ("results", "reports") and rest:
        return _result(catalogue, top, rest)
    versioned = top == "data" and path.endswith((".dvc", ".gitignore"))
    return Place("source") if versioned else Place("unknown", why="nothing declares this file")


def _source(catalogue: Catalogue, path: str) -> Place:
    """A study's own file may quote the corpus in what it asks a language model."""
    study = catalogue.studies.get(PurePosixPath(path).stem) if path.startswith("params/studies/") else None
    return Place("text", study.ingest.dataset, PurePosixPath(path).stem) if study else Place("source")


def _result(catalogue: Catalogue, top: str, rest: list[str]) -> Place:
    area, *below = rest if top == "results" else ["reports", *rest]
    name, *below = below or [""]
    runs = catalogue.runs()
    data = sorted({catalogue.data(run) for run in runs})
    if area in ("studies", "reports"):
        if name not in runs:
            return Place("unknown", why=f"no study '{name}' is declared, so nothing says whose data it holds; {LEFT}")
        place = Place("page", catalogue.data(name), name)
        return place if area == "reports" else _of_run(place, below)
    if area not in ("datasets", "features") or name not in data:
        return Place("unknown", why=f"no dataset '{name}' is declared, so nothing says what may leave; {LEFT}")
    return _of_corpus(Place("unknown", name), below) if area == "datasets" else _of_features(name, below)


def _of_corpus(place: Place, below: list[str]) -> Place:
    file = PurePosixPath(*below)
    if below and below[0] == "raw":
        return replace(place, kind="raw", part=str(file))
    if file.suffix == ".parquet" and file.stem in TABLES:
        return replace(place, kind="table", part=file.stem)
    if file.suffix == ".json":
        return replace(place, kind="document")
    return replace(place, kind="manifest") if file.name == "raw.sha256" else _nothing(place)


def _of_features(data: str, below: list[str]) -> Place:
    name, file = below[0], PurePosixPath(*below).name
    if file.startswith("quarantine-"):
        return Place("table", data, part="quarantine")
    return Place("features", data, part=name) if file.endswith(".parquet") else _nothing(Place("unknown", data))


def _of_run(place: Place, below: list[str]) -> Place:
    file = PurePosixPath(*below)
    tables = {"responses.quarantine": "recording"} | {name: name for name in TABLES}
    if file.suffix == ".parquet" and file.stem in tables:
        return replace(place, kind="table", part=tables[file.stem])
    kinds: dict[str, Kind] = {".safetensors": "weights", ".json": "document"}
    return replace(place, kind=kinds[file.suffix]) if file.suffix in kinds else _nothing(place)


def _nothing(place: Place) -> Place:
    return replace(place, kind="unknown", why="the workflow makes no such file, so nothing says what it holds")


def _metadata(catalogue: Catalogue, path: str) -> Place:
    """Snakemake's record of how a file was made belongs to that file; it is text whatever that is."""
    try:
        made = recorded_output(PurePosixPath(path).relative_to(RECORDS))
    except ValueError:
        return Place("unknown", why="no record of Snakemake")
    place = locate(catalogue, made)
    unknown = place.kind in ("unknown", "never")
    return place if unknown or not place.data else replace(place, kind="text", part="")


def _recordings(catalogue: Catalogue) -> dict[str, str]:
    """Recorded responses of language models, with a run that asked for them."""
    asked = [(run, catalogue.study(run).elicit) for run in catalogue.runs()]
    return {str(PurePosixPath(model.path)): run for run, elicit in asked if elicit for model in elicit.models.values()}


def _corpus(catalogue: Catalogue, path: str) -> str:
    """The real corpus whose folder a path is below."""
    for data, dataset in catalogue.datasets.items():
        folders = [f"data/{data}", *([dataset.source.path] if dataset.source else [])]
        if any(PurePosixPath(path).is_relative_to(folder) for folder in folders):
            return data.removesuffix(TWIN)
    return ""
