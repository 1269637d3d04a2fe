"""The page in plain words that goes with an export: what it is, what is inside, how to make it again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..studies import TWIN, Catalogue, Study
from .contents import Contents

SYNTHETIC = (
    "SYNTHETIC DATA. This run describes a generated twin of the corpus. It shows that the workflow measures what was "
    "planted; it says nothing about people."
)


def readme(
    run: str, catalogue: Catalogue, said: dict[str, Any], inside: Iterable[tuple[str, str]], contents: Contents
) -> str:
    """The page, as text that is Markdown too.

    Args:
        run: `<study>` or `<study>_twin`.
        catalogue: what is declared.
        said: the report's summary and provenance.
        inside: paths in the export, and what lies there.
        contents: what is packed and what is withheld.
    """
    dataset = catalogue.dataset(catalogue.data(run))
    parts = [
        f"# {'SYNTHETIC – ' if run.endswith(TWIN) else ''}{said['title']}",
        SYNTHETIC if run.endswith(TWIN) else "",
        said["question"],
        _listed("What is inside", [f"`{path}`: {about}" for path, about in inside]),
        _listed("Where the numbers come from", _origin(run, said, dataset.title, dataset.citation)),
        _again(run, catalogue.study(run), said),
        _listed("Licences", [f"workflow and results: see `LICENSE`; corpus: {dataset.licence.name}"]),
        _withheld(contents),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _origin(run: str, said: dict[str, Any], title: str, citation: str) -> list[str]:
    changed = ", with changes that are not in it" if said["dirty"] else ""
    return [
        f"run: {run}",
        f"revision of the code when the report was made: {said['revision']}{changed}",
        f"corpus: {title}" + (f". {citation}" if citation else ""),
        "raw recordings are not in this export; `raw.sha256` in the research object has their hashes",
    ]


def _again(run: str, study: Study, said: dict[str, Any]) -> str:
    """The commands that make the results again."""
    need = "" if run.endswith(TWIN) else f"AFFECTFLOW_{study.ingest.dataset.upper()}=/path/to/the/corpus "
    known = "" if said["dirty"] or " " in said["revision"] else f"    git checkout {said['revision']}\n"
    return (
        "## How to make it again\n\nIn the workflow's repository, or in the unpacked research object, which holds the "
        "workflow too, with Python 3.11, gcc and make:\n\n"
        f"{known}    make .venv/set-up\n    {need}.venv/bin/snakemake --cores all {run}"
    )


def _withheld(contents: Contents) -> str:
    lines = [f"`{w.path}`, SHA-256 {w.sha256}: {w.reason}" for w in contents.withheld.values()]
    return _listed("Withheld: these files may not leave the machine on which they were made", lines) if lines else ""


def _listed(heading: str, lines: list[str]) -> str:
    return f"## {heading}\n\n" + "\n".join(f"- {line}" for line in lines)
