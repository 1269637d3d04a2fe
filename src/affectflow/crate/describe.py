"""A run as a Provenance Run Crate (https://w3id.org/ro/wfrun/provenance/0.5), a kind of RO-Crate 1.1.

Every date in it is that of a job, so that the same results give the same bytes.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from rocrate.model.contextentity import ContextEntity
from rocrate.rocrate import ROCrate

from ..studies import TWIN, Catalogue
from .actions import Scene, add_actions, named_scripts, tool
from .contents import Contents, Packed
from .files import add_corpus, add_files, described
from .freshness import page_of
from .history import Job
from .people import Citation, citation
from .software import add_entity, add_licence, add_programs, add_workflow, source_code

PROFILES = {
    "https://w3id.org/ro/wfrun/process/0.5": ("Process Run Crate", "0.5"),
    "https://w3id.org/ro/wfrun/workflow/0.5": ("Workflow Run Crate", "0.5"),
    "https://w3id.org/ro/wfrun/provenance/0.5": ("Provenance Run Crate", "0.5"),
    "https://w3id.org/workflowhub/workflow-ro-crate/1.0": ("Workflow RO-Crate", "1.0"),
}
CONTEXT = "https://w3id.org/ro/terms/workflow-run/context"


def describe(
    home: Path, run: str, catalogue: Catalogue, contents: Contents, jobs: list[Job], said: dict[str, Any], page: Path
) -> ROCrate:
    """The crate of a run, not yet written.

    Args:
        home: root of the repository.
        run: `<study>` or `<study>_twin`; a twin's crate says SYNTHETIC in its name and description.
        catalogue: what is declared.
        contents: what is packed and what is withheld.
        jobs: the run's jobs, in the order in which they started.
        said: the report's summary and provenance.
        page: the crate's `README.md`.
    """
    crate, cited = ROCrate(version="1.1"), citation(home)
    crate.metadata.extra_contexts.append(CONTEXT)
    synthetic, data = run.endswith(TWIN), catalogue.data(run)
    for entity in [*cited.authors, *cited.others]:
        add_entity(crate, entity)
    corpus = add_corpus(crate, data, catalogue.dataset(data), synthetic=synthetic)
    programs = add_programs(crate, said["versions"], cited)
    add_workflow(crate, home, contents, programs, cited)
    jobs = named_scripts(jobs, catalogue.study(run))
    tools = {tool(job.script): source_code(programs, cited) for job in jobs}
    add_files(crate, home, contents, corpus["license"].id, tools)
    crate.add_file(page, "README.md", properties=_about_page(page, crate))
    _root(crate, run, jobs, said, cited)
    agents = [{"@id": author["@id"]} for author in cited.authors]
    scene = Scene(crate, contents, corpus.id, agents, "SYNTHETIC " if synthetic else "")
    given = _parameters(crate, run, contents, corpus, synthetic)
    add_actions(scene, run, jobs, given, programs["snakemake"])
    _compact(crate)
    return crate


def _about_page(page: Path, crate: ROCrate) -> dict[str, Any]:
    content = page.read_bytes()
    packed = Packed("README.md", len(content), hashlib.sha256(content).hexdigest())
    return described(packed) | {"about": crate.root_dataset}


def _compact(crate: ROCrate) -> None:
    """Write a list of one as its element, as RO-Crate 1.1 recommends."""
    for entity in crate.get_entities():
        known = entity.properties()
        for key, value in known.items():
            if isinstance(value, list) and len(value) == 1:
                known[key] = value[0]


def _root(crate: ROCrate, run: str, jobs: list[Job], said: dict[str, Any], cited: Citation) -> None:
    """Name, description, date, licence and authors of the crate."""
    mark, root = "SYNTHETIC – " if run.endswith(TWIN) else "", crate.root_dataset
    crate.name = f"{mark}{said['title']}"
    crate.description = (
        f"{mark}The run {run}: workflow, results and report. {said['question']} Corpus: {said['dataset']}.".strip()
        + (" Its data is a generated twin of the corpus and says nothing about people." if mark else "")
    )
    crate.datePublished = max(job.end for job in jobs).date()
    crate.license = add_licence(crate, cited)
    root["author"] = [{"@id": author["@id"]} for author in cited.authors]
    root["conformsTo"] = [
        add_entity(crate, {"@id": address, "@type": "CreativeWork", "name": name, "version": version})
        for address, (name, version) in PROFILES.items()
    ]
    root["mainEntityOfPage"] = {"@id": page_of(run)}


def _parameters(
    crate: ROCrate, run: str, contents: Contents, corpus: ContextEntity, synthetic: bool
) -> list[dict[str, str]]:
    """What the workflow is given and gives, each with what stands for it in this run; returns what was given."""
    study = f"params/studies/{run.removesuffix(TWIN)}.yaml"
    given = {"study": [study]} | ({} if synthetic else {"corpus": [corpus.id]})
    made = {
        "report": [page_of(run)],
        "scores": [path for path in contents.results if path.endswith("/scores.json")],
        "analyses": [path for path in contents.results if "/analyses/" in path],
    }
    workflow = crate.mainEntity
    workflow["input"] = [_parameter(crate, name, there) for name, there in given.items()]
    workflow["output"] = [_parameter(crate, name, there) for name, there in made.items() if there]
    return [{"@id": there} for places in given.values() for there in places]


def _parameter(crate: ROCrate, name: str, there: list[str]) -> ContextEntity:
    examples = [crate.get(place) for place in there]
    kind = "Dataset" if name == "corpus" else "File"
    about = {"@type": "FormalParameter", "name": name, "additionalType": kind, "workExample": examples}
    parameter = crate.add(ContextEntity(crate, f"#parameter/{name}", about))
    for example in examples:
        example["exampleOfWork"] = parameter
    return parameter
