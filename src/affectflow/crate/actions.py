"""What was done, as actions: the whole run, each of its jobs, and Snakemake's orchestration of them.

The vocabulary is that of Provenance Run Crate 0.5 (https://w3id.org/ro/wfrun/provenance/0.5).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from rocrate.model.contextentity import ContextEntity
from rocrate.rocrate import ROCrate

from ..studies import Study
from .contents import Contents
from .files import reference
from .history import Job

COMPLETED = "http://schema.org/CompletedActionStatus"


@dataclass(frozen=True)
class Scene:
    """What all actions of a crate share.

    Attributes:
        crate: the crate.
        contents: what is packed and what is withheld.
        corpus: identifier of the corpus, which stands for all raw files.
        agents: references to those whom CITATION.cff names.
        mark: `"SYNTHETIC "` for a twin, else empty.
    """

    crate: ROCrate
    contents: Contents
    corpus: str
    agents: list[dict[str, str]]
    mark: str

    def refer(self, paths: Iterable[str]) -> list[dict[str, str]]:
        """References to files; what is neither packed nor withheld is part of the corpus."""
        known = [*self.contents.sources, *self.contents.results, *self.contents.withheld]
        found: dict[str, None] = {}
        for path in paths:
            inside = [file for file in known if file == path or file.startswith(f"{path}/")]
            found |= dict.fromkeys(reference(file, self.contents) for file in inside) or {self.corpus: None}
        return [{"@id": name} for name in found]

    def action(self, identifier: str, kind: str, **more: Any) -> ContextEntity:
        """Add an action that was completed by the agents of the crate."""
        about = {"@type": kind, "agent": self.agents, "actionStatus": COMPLETED}
        return self.crate.add(ContextEntity(self.crate, identifier, about | more))


def named_scripts(jobs: list[Job], study: Study) -> list[Job]:
    """Jobs with the script that ran, where the rule chose it by the kind of an analysis."""
    kinds = {name: analysis.kind for name, analysis in study.analyse.items()}
    return [
        replace(job, script=job.script.replace("{params.kind}", kinds.get(PurePosixPath(job.outputs[0]).stem, "")))
        for job in jobs
    ]


def add_actions(scene: Scene, run: str, jobs: list[Job], inputs: list[dict[str, str]], engine: ContextEntity) -> None:
    """Add one action for the run, and for each job its action, its step and its orchestration.

    Args:
        scene: what all actions share; its crate has the workflow and all files.
        run: `<study>` or `<study>_twin`.
        jobs: the run's jobs in the order in which they started, at least one.
        inputs: references to what the whole run was given.
        engine: the entity for Snakemake.
    """
    crate, workflow = scene.crate, scene.crate.mainEntity
    steps = {script: _step(crate, place, script) for place, script in enumerate(dict.fromkeys(j.script for j in jobs))}
    workflow["hasPart"] = [{"@id": tool(script)} for script in steps]
    workflow["step"] = list(steps.values())
    times = {"startTime": _iso(min(job.start for job in jobs)), "endTime": _iso(max(job.end for job in jobs))}
    results = scene.refer(path for job in jobs for path in job.outputs)
    whole = scene.action(
        "#run", "CreateAction", name=f"{scene.mark}run of {run}", instrument=workflow, object=inputs, result=results,
        description=f"{scene.mark}run of the study by {len(jobs)} jobs, from raw files to the report.", **times,
    )  # fmt: skip
    done = [_job(scene, job) for job in jobs]
    controls = [_control(crate, steps[job.script], action) for job, action in zip(jobs, done, strict=True)]
    scene.action(
        "#orchestration", "OrganizeAction", name=f"{scene.mark}orchestration of {run} by Snakemake",
        instrument=engine, object=controls, result=whole, **times,
    )  # fmt: skip
    crate.root_dataset["mentions"] = [whole, *done]


def tool(script: str) -> str:
    """The identifier of a script, which is the tool that a job runs."""
    return f"workflow/scripts/{script}"


def _step(crate: ROCrate, place: int, script: str) -> ContextEntity:
    about = {"@type": "HowToStep", "name": PurePosixPath(script).stem, "position": str(place)}
    return crate.add(ContextEntity(crate, f"#step/{script}", about | {"workExample": {"@id": tool(script)}}))


def _job(scene: Scene, job: Job) -> ContextEntity:
    made = PurePosixPath(job.outputs[0])
    return scene.action(
        f"#job/{job.rule}/{made}", "CreateAction", name=f"{scene.mark}{job.rule}: {made.parent}/{made.stem}",
        description=f"One execution of the rule '{job.rule}' by {job.script}.", instrument={"@id": tool(job.script)},
        object=scene.refer(job.inputs), result=scene.refer(job.outputs), startTime=_iso(job.start),
        endTime=_iso(job.end),
    )  # fmt: skip


def _control(crate: ROCrate, step: ContextEntity, action: ContextEntity) -> ContextEntity:
    about = {"@type": "ControlAction", "name": f"orchestration of {action['name']}", "instrument": step}
    return crate.add(ContextEntity(crate, f"#control/{action.id[1:]}", about | {"object": action}))


def _iso(moment: datetime) -> str:
    """RO-Crate's profiles ask for an offset and at most milliseconds: ``2026-01-31T09:15:00.250+00:00``."""
    return moment.isoformat(timespec="milliseconds")
