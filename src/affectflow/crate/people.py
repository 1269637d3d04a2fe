"""Who is named in an export: those whom CITATION.cff names, and nobody else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ..errors import Problem
from .errors import ExportError

NAME = "CITATION.cff"
Entity = dict[str, Any]


@dataclass(frozen=True)
class Citation:
    """What `CITATION.cff` says.

    Attributes:
        authors: JSON-LD entities of its authors, in its order.
        others: entities that the authors refer to, such as affiliations.
        licence: SPDX identifier, or empty.
        address: where the code can be had, or empty.
        version: the version that it names, or empty.
    """

    authors: list[Entity]
    others: list[Entity]
    licence: str
    address: str
    version: str


def citation(home: Path) -> Citation:
    """Read `CITATION.cff` (https://citation-file-format.github.io).

    Raises:
        ExportError: when it is absent or names no author.
    """
    path = home / NAME
    said = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
    if not said.get("authors"):
        raise ExportError(Problem(NAME, "authors", "nothing", "the authors, since an export names them and no others"))
    pairs = [_person(author) if "family-names" in author else _group(author) for author in said["authors"]]
    return Citation(
        authors=[author for author, _ in pairs],
        others=[other for _, others in pairs for other in others],
        licence=str(said.get("license", "")),
        address=str(said.get("repository-code") or said.get("url") or ""),
        version=str(said.get("version", "")),
    )


def _person(author: Entity) -> tuple[Entity, list[Entity]]:
    name = " ".join(filter(None, (author.get("given-names"), author["family-names"])))
    entity = {"@id": author.get("orcid") or _local(name), "@type": "Person", "name": name}
    if "affiliation" not in author:
        return entity, []
    group, _ = _group({"name": author["affiliation"]})
    return entity | {"affiliation": {"@id": group["@id"]}}, [group]


def _group(author: Entity) -> tuple[Entity, list[Entity]]:
    entity = {"@id": author.get("website") or _local(author["name"]), "@type": "Organization", "name": author["name"]}
    return entity | ({"url": author["website"]} if "website" in author else {}), []


def _local(name: str) -> str:
    return "#" + re.sub(r"\W+", "-", name.lower()).strip("-")
