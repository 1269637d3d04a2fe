"""Runs the workflow again in the scratch folder, and says how far it has come."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..record_names import record_name
from ..studies import Catalogue
from ..studies.loading import RULES
from . import processes
from .estimate import Estimate
from .files import TRACKED, Start, folders, given_folders
from .records import INCOMPLETE, Record, jobs, read_records, span
from .settings import config_arguments

LOG = "affectflow-verify.log"
BEFORE_FEATURES = frozenset(["twin", "manifest", "ingest", "features"])
"""Rules whose results `--from features` takes as given."""

POLL = 0.5
TOLD = 12


@dataclass(frozen=True)
class Plan:
    """What is to be computed again, and how.

    Attributes:
        home: root of the checkout.
        catalogue: its studies.
        runs: names of runs.
        start: from raw data or from features.
        profile: name or folder of a Snakemake profile, or nothing.
        cores: of this machine, or None for all.
        config: the workflow's config, beside the profile's.
        environ: environment of the workflow.
    """

    home: Path
    catalogue: Catalogue
    runs: tuple[str, ...]
    start: Start
    profile: str = ""
    cores: int | None = None
    config: Mapping[str, str] = field(default_factory=dict)
    environ: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Recomputation:
    """How it went: the seconds that it took here, and what a failed workflow said."""

    seconds: float
    failure: str = ""


def of_runs(plan: Plan, records: Mapping[str, Record]) -> dict[str, Record]:
    """Records of the outputs that the plan's runs need, without those that are taken as given."""
    wanted = {folder for run in plan.runs for folder in folders(plan.catalogue, run)}
    given = {folder for run in plan.runs for folder in given_folders(plan.catalogue, run)}
    below = tuple(f"{folder}/" for folder in (wanted - given if plan.start == "features" else wanted))
    return {path: r for path, r in records.items() if path.startswith(below) and not path.endswith(f"/{TRACKED}")}


def estimate(plan: Plan, pulled: Mapping[str, Record]) -> Estimate:
    """How long it may take, by what the original run wrote down of each job."""
    needed = of_runs(plan, pulled)
    expected = jobs(needed.values())
    return Estimate(expected, min(max(sum(expected.values()) / (span(needed.values()) or 1.0), 1.0), 64.0))


def recompute(
    plan: Plan, scratch: Path, pulled: Mapping[str, Record], tell: Callable[[int, int, float], None]
) -> Recomputation:
    """Make the report of each run, and everything before it, in the scratch folder.

    Args:
        plan: what and how.
        scratch: a folder with the sources.
        pulled: the original run's records, for the estimate.
        tell: is told the steps done, all steps, and the seconds left.
    """
    processes.end_orphans(scratch)
    shutil.rmtree(scratch / ".snakemake/locks", ignore_errors=True)
    log = scratch / LOG
    begin, offset = time.monotonic(), log.stat().st_size if log.is_file() else 0
    guess, before = estimate(plan, pulled), _done(plan, scratch)
    child = processes.start(command(plan, scratch), scratch, environment(plan), log)
    try:
        while child.poll() is None:
            done = _done(plan, scratch)
            tell(len(done), len(guess.expected), guess.left(done, before, time.monotonic() - begin))
            _wait(child)
    finally:
        processes.end(child, scratch)
    failure = "" if child.returncode == 0 else _told(log, offset)
    return Recomputation(time.monotonic() - begin, failure)


def command(plan: Plan, scratch: Path) -> list[str]:
    """Snakemake's command line; its working directory is the scratch folder."""
    given = [sys.executable, "-m", "snakemake"]
    if plan.profile:
        own = Path("profiles") / plan.profile
        given += ["--profile", str(own if (scratch / own).is_dir() else plan.profile)]
    if plan.cores:
        given += ["--cores", str(plan.cores)]
    given += config_arguments(plan.home, plan.profile, plan.config)
    if plan.start == "features":
        given += ["--allowed-rules", *sorted(RULES - BEFORE_FEATURES)]
    return [*given, "--", *(f"reports/{run}/index.html" for run in plan.runs)]


def environment(plan: Plan) -> dict[str, str]:
    """The environment of the workflow: the checkout's library, and its revision."""
    environ = dict(plan.environ)
    if (plan.home / "src/affectflow").is_dir():
        paths = [str(plan.home / "src"), environ.get("PYTHONPATH", "")]
        environ["PYTHONPATH"] = ":".join(path for path in paths if path)
    asked = ["git", "-C", str(plan.home), "rev-parse", "--absolute-git-dir", "--show-toplevel"]
    try:
        places = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.splitlines()
    except (OSError, subprocess.CalledProcessError):
        return environ
    return environ | dict(zip(("GIT_DIR", "GIT_WORK_TREE"), places, strict=True))


def _done(plan: Plan, scratch: Path) -> set[str]:
    """Jobs that are finished; one that is made anew has its old record until then."""
    running = {path.relative_to(scratch / INCOMPLETE) for path in (scratch / INCOMPLETE).rglob("*") if path.is_file()}
    records = of_runs(plan, read_records(scratch))
    return {record.job for path, record in records.items() if record_name(path) not in running}


def _wait(child: subprocess.Popen) -> None:
    try:
        child.wait(POLL)
    except subprocess.TimeoutExpired:
        return


def _told(log: Path, offset: int) -> str:
    """What the workflow said of its failure: the messages of jobs, or else its last lines."""
    with log.open("rb") as file:
        file.seek(offset)
        lines = [line.strip() for line in file.read().decode(errors="replace").splitlines() if line.strip()]
    messages = [line for line in lines if re.match(r"affectflow(, logs/\S+)?:", line)]
    return "\n".join(dict.fromkeys(messages[-TOLD:] or lines[-TOLD:]))
