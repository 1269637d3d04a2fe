"""The workflow, the programs that ran it, and their licences, as entities of a crate."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rocrate.model.contextentity import ContextEntity
from rocrate.rocrate import ROCrate

from .contents import Contents
from .files import described
from .people import Citation

BIOSCHEMAS = "https://bioschemas.org/profiles/ComputationalWorkflow/1.0-RELEASE"
SPDX = "https://spdx.org/licenses/"
OWN = "affectflow"
PYTHON = "https://www.python.org/"
INDEX = "https://pypi.org/project"

Programs = Mapping[str, ContextEntity]


def add_entity(crate: ROCrate, about: Mapping[str, Any]) -> ContextEntity:
    """Add an entity that is no file."""
    properties = {key: value for key, value in about.items() if key != "@id"}
    return crate.add(ContextEntity(crate, about["@id"], properties))


def add_licence(crate: ROCrate, cited: Citation) -> ContextEntity:
    """The licence of the workflow and the results, as CITATION.cff names it, else as the file LICENSE states it."""
    name = cited.licence or "see the file LICENSE"
    address = f"{SPDX}{cited.licence}" if cited.licence else "LICENSE"
    about = "Licence of the workflow and of the results; tables of a corpus stand under the corpus's own terms."
    return add_entity(crate, {"@id": address, "@type": "CreativeWork", "name": name, "description": about})


def add_programs(crate: ROCrate, versions: Mapping[str, str], cited: Citation) -> Programs:
    """The programs that made the results, by name, with the versions that the report states."""
    programs = {}
    for name, version in versions.items():
        about = {"@type": "SoftwareApplication", "name": name, "softwareVersion": version}
        address = _address(name, version, cited)
        url = {"url": address} if address else {}
        programs[name] = add_entity(crate, {"@id": address or f"#program/{name}"} | about | url)
    return programs


def _address(name: str, version: str, cited: Citation) -> str:
    """Where a program is to be had: its page on the Python Package Index, which knows no local versions."""
    known = {"python": PYTHON, OWN: cited.address}
    return known.get(name, f"{INDEX}/{name}/{version.partition('+')[0]}/")


def source_code(programs: Programs, cited: Citation) -> dict[str, Any]:
    """What a file of source code is besides a file."""
    url = {"url": cited.address} if cited.address else {}
    return {"@type": ["File", "SoftwareSourceCode"], "version": programs[OWN]["softwareVersion"]} | url


def add_workflow(crate: ROCrate, home: Path, contents: Contents, programs: Programs, cited: Citation) -> None:
    """The Snakefile, which is the crate's main entity."""
    code = source_code(programs, cited)
    properties = described(contents.sources["Snakefile"]) | code | {
        "@type": [*code["@type"], "ComputationalWorkflow", "HowTo"],
        "conformsTo": {"@id": BIOSCHEMAS},
        "softwareRequirements": list(programs.values()),
        "description": "The whole workflow; its rules, scripts and library are in the crate beside it.",
    }  # fmt: skip
    version = programs["snakemake"]["softwareVersion"]
    crate.add_workflow(
        home / "Snakefile", "Snakefile", main=True, lang="snakemake", lang_version=version, properties=properties
    )
