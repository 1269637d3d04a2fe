"""Files of a crate as entities: packed ones with size, hash and format, withheld ones with hash and reason."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rocrate.model.contextentity import ContextEntity
from rocrate.rocrate import ROCrate

from ..studies import Dataset
from .contents import Contents, Packed, Withheld

FORMATS = {
    ".cff": "application/yaml", ".css": "text/css", ".csv": "text/csv", ".html": "text/html",
    ".json": "application/json", ".md": "text/markdown", ".parquet": "application/vnd.apache.parquet",
    ".py": "text/x-python", ".rst": "text/x-rst", ".safetensors": "application/octet-stream", ".svg": "image/svg+xml",
    ".tex": "application/x-tex", ".toml": "application/toml", ".yaml": "application/yaml",
}  # fmt: skip
"""Media types by suffix; everything else here is plain text."""

ABOUT = {
    "index.html": "the report of the run, self-contained",
    "summary.json": "what the index over all reports shows of the run",
    "scores.json": "scores of a model, with intervals and conventions",
    "history.json": "training history, one entry per epoch, fold and seed",
    "predictions.parquet": "out-of-fold predictions of a model",
    "checkpoint.safetensors": "weights of a model, all folds and seeds",
    "sample.parquet": "target, folds and exclusions that all models share",
    "flow.json": "from the corpus to the sample, with counted reasons",
    "planted.json": "what the synthetic twin planted",
    "raw.sha256": "SHA-256 of every raw file, which itself is not in the crate",
}


def add_files(
    crate: ROCrate, home: Path, contents: Contents, licence: str, tools: Mapping[str, dict[str, Any]]
) -> None:
    """Add all packed files but the main workflow, and name all withheld ones.

    Args:
        crate: the crate; an entity that it already has is left as it is.
        home: root of the repository.
        contents: what is packed and what is withheld.
        licence: identifier of the entity for the licence of the corpus, under which tables of it stand.
        tools: more properties of the files that jobs ran, by path.
    """
    for packed in [*contents.sources.values(), *contents.results.values()]:
        if packed.path not in crate:
            terms = {"license": {"@id": licence}} if packed.path.startswith("results/datasets/") else {}
            properties = described(packed) | terms | tools.get(packed.path, {})
            crate.add_file(home / packed.path, packed.path, properties=properties)
    for withheld in contents.withheld.values():
        crate.add(ContextEntity(crate, reference(withheld.path, contents), _named(withheld)))


def described(packed: Packed) -> dict[str, Any]:
    """Name, media type, size and hash of a file, and what it is where its name says so."""
    path = Path(packed.path)
    about = {"description": ABOUT[path.name]} if path.name in ABOUT else {}
    return {
        "name": packed.path,
        "encodingFormat": FORMATS.get(path.suffix, "text/plain"),
        "contentSize": str(packed.size),
        "sha256": packed.sha256,
    } | about


def reference(path: str, contents: Contents) -> str:
    """The identifier of a file: its path, or a name inside the metadata where the file is withheld."""
    return f"#withheld/{path}" if path in contents.withheld else path


def _named(withheld: Withheld) -> dict[str, Any]:
    return {
        "@type": "CreativeWork",
        "name": withheld.path,
        "description": f"WITHHELD: this file is not in the crate. {withheld.reason}",
        "conditionsOfAccess": withheld.reason,
        "sha256": withheld.sha256,
    }


def add_corpus(crate: ROCrate, data: str, dataset: Dataset, *, synthetic: bool) -> ContextEntity:
    """The corpus that the run studied, with licence and citation; its raw files are not in the crate.

    Args:
        crate: the crate.
        data: `<dataset>` or `<dataset>_twin`.
        dataset: its catalogue entry.
        synthetic: whether it is the twin.
    """
    terms = dataset.licence
    licence = terms.url or f"#licence/{data}"
    words = {"@type": "CreativeWork", "name": terms.name, "description": dataset.consent.agreed or terms.name}
    crate.add(ContextEntity(crate, licence, words))
    mark = "SYNTHETIC twin of " if synthetic else ""
    where = dataset.source.obtain if dataset.source and not synthetic else "Made anew by the workflow's rule 'twin'."
    about = {
        "@type": "Dataset",
        "name": f"{mark}{dataset.title}",
        "description": f"{mark}{dataset.title}. Raw files are not in this crate: {where}",
        "license": {"@id": licence},
        "conditionsOfAccess": f"redistribution: {terms.redistribution}",
    }
    cited = {"citation": dataset.citation} if dataset.citation else {}
    return crate.add(ContextEntity(crate, f"#corpus/{data}", about | cited))
