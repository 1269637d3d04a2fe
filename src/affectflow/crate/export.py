"""Writes both exports of a run: the research object and the journal's zip."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..studies import Catalogue, load_studies
from ..tables import read_json
from .archive import write_zip
from .contents import Contents, gather
from .describe import describe
from .freshness import page_of, require_current
from .history import Job, jobs_behind
from .journal import INSIDE, journal_files, sums
from .readme import readme

IN_CRATE = (
    ("ro-crate-metadata.json", "machine-readable description of everything here (RO-Crate 1.1, Provenance Run Crate)"),
    ("Snakefile, workflow/, src/, params/, profiles/", "the workflow and what the study declares"),
    ("requirements.lock", "exact versions of everything that it needs"),
    ("results/", "tables, features, models, predictions, scores and analyses"),
    ("reports/", "the report, with its tables and figures"),
)


@dataclass(frozen=True)
class Exported:
    """The two archives, and what is in neither."""

    crate: Path
    journal: Path
    contents: Contents


def export(home: Path, run: str, out: Path) -> Exported:
    """Write `<run>-crate.zip` and `<run>-journal.zip`.

    The first is a Provenance Run Crate: the workflow, all results but the raw files of the
    corpus, and which job made what from what. The second is what a reader opens. The same
    results give the same bytes. Nothing of a corpus's raw files is in either, and no file that
    the corpus's licence or the consent of the people in it keeps here.

    Args:
        home: root of the repository.
        run: `<study>` or `<study>_twin`.
        out: folder for the archives; made if it is not there.

    Raises:
        ExportError: when the run is unknown, incomplete or out of date, or its report may not leave.
    """
    catalogue = load_studies(home / "params")
    require_current(home, run, catalogue.runs())
    jobs = jobs_behind(home, [page_of(run)])
    contents = gather(home, run, catalogue, jobs)
    said = read_json(home / f"reports/{run}/summary.json") | read_json(home / f"reports/{run}/provenance.json")
    done = Exported(out / f"{run}-crate.zip", out / f"{run}-journal.zip", contents)
    write_crate(done.crate, home, run, catalogue, contents, jobs, said)
    _write_journal(done.journal, home, run, catalogue, contents, said)
    return done


def write_crate(
    path: Path, home: Path, run: str, catalogue: Catalogue, contents: Contents, jobs: list[Job], said: dict[str, Any]
) -> None:
    """Write the research object; `ro-crate-metadata.json` lies at the top of the zip, as RO-Crate asks."""
    text = readme(run, catalogue, said, IN_CRATE, contents)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "README.md"
        page.write_text(text, encoding="utf-8")
        describe(home, run, catalogue, contents, jobs, said, page).write(folder + "/crate")
        crate = Path(folder) / "crate"
        write_zip(path, {file.relative_to(crate).as_posix(): file for file in crate.rglob("*") if file.is_file()})


def _write_journal(
    path: Path, home: Path, run: str, catalogue: Catalogue, contents: Contents, said: dict[str, Any]
) -> None:
    packed = journal_files(run, contents)
    text = readme(run, catalogue, said, INSIDE, contents).encode()
    hashes = {name: file.sha256 for name, file in packed.items()}
    hashes["README.txt"] = hashlib.sha256(text).hexdigest()
    files: dict[str, Path | bytes] = {f"{run}/{name}": home / file.path for name, file in packed.items()}
    write_zip(path, files | {f"{run}/README.txt": text, f"{run}/SHA256SUMS": sums(hashes).encode()})
