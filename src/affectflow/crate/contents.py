"""What leaves with an export: which files, their hashes, and which files stay behind and why."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import Problem
from ..release import refusals
from ..studies import Catalogue
from .errors import ExportError
from .freshness import page_of
from .history import Job

SOURCES = (
    "Snakefile", "workflow", "profiles/default", "src/affectflow", "params/study.schema.json", "requirements.lock",
    "pyproject.toml", "Makefile", "LICENSE", "CITATION.cff",
)  # fmt: skip
"""What the workflow consists of, beside the study's own files in `params`."""


@dataclass(frozen=True)
class Packed:
    """A file that is in the export: its size in bytes and its SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Withheld:
    """A file that may not leave this machine: its SHA-256, and why it is withheld."""

    path: str
    sha256: str
    reason: str


@dataclass(frozen=True)
class Contents:
    """Files by their path below the root of the repository: `sources`, `results` and `withheld`."""

    sources: dict[str, Packed]
    results: dict[str, Packed]
    withheld: dict[str, Withheld]


def gather(home: Path, run: str, catalogue: Catalogue, jobs: Iterable[Job]) -> Contents:
    """Everything that an export of a run is made of; raw files of a corpus are never in it.

    Args:
        home: root of the repository.
        run: `<study>` or `<study>_twin`.
        catalogue: what is declared.
        jobs: the jobs whose outputs are the run's results.

    Raises:
        ExportError: when the report's page itself may not leave, since nothing is left to export then.
    """
    sources = sorted({*_below(home, SOURCES), *_declared(run, catalogue)})
    results = sorted(set(_below(home, (path for job in jobs for path in job.outputs if not is_raw(path)))))
    withheld = _withheld(home, catalogue, [*sources, *results])
    if page_of(run) in withheld:
        reason = withheld[page_of(run)].reason
        raise ExportError(Problem(page_of(run), "", f"a page that may not leave ({reason})", "a report that may"))
    return Contents(
        {path: _packed(home, path) for path in sources if path not in withheld},
        {path: _packed(home, path) for path in results if path not in withheld},
        withheld,
    )


def is_raw(path: str) -> bool:
    """Whether a job's output is the raw files of a twin, which anyone can make again."""
    return path.startswith("results/datasets/") and path.endswith("/raw")


def _withheld(home: Path, catalogue: Catalogue, paths: list[str]) -> dict[str, Withheld]:
    reasons: dict[str, list[str]] = {}
    for refusal in refusals(catalogue, home, [Path(path) for path in paths]):
        about = f"column '{refusal.column}': {refusal.reason}" if refusal.column else refusal.reason
        reasons.setdefault(str(refusal.path), []).append(about)
    return {path: Withheld(path, _sha256(home / path), "; ".join(why)) for path, why in reasons.items()}


def _declared(run: str, catalogue: Catalogue) -> Iterator[str]:
    """The study's file, and the catalogue files that it names."""
    study = catalogue.study(run)
    dataset = catalogue.datasets[study.ingest.dataset]
    yield f"params/studies/{run.removesuffix('_twin')}.yaml"
    yield f"params/datasets/{study.ingest.dataset}.yaml"
    if dataset.source and dataset.source.checksums:
        yield f"params/datasets/{dataset.source.checksums}"
    yield from (f"params/features/{name}.yaml" for name in study.features)


def _below(home: Path, paths: Iterable[str]) -> Iterator[str]:
    """Files at some paths, and all files below those that are folders."""
    for path in paths:
        found = [home / path] if (home / path).is_file() else sorted((home / path).rglob("*"))
        for file in found:
            parts = file.relative_to(home).parts
            if file.is_file() and "__pycache__" not in parts and not file.name.startswith("."):
                yield "/".join(parts)


def _packed(home: Path, path: str) -> Packed:
    return Packed(path, (home / path).stat().st_size, _sha256(home / path))


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
