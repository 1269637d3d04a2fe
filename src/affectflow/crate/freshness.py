"""Only a run whose results are there, and are what its files say now, is exported."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from ..errors import Problem, did_you_mean
from .errors import ExportError

JOB = re.compile(r"^(?:local)?rule (\w+):\n((?: {4}.*\n)+)", re.M)
NOTHING = "Nothing to be done"
LONGEST = 90


def page_of(run: str) -> str:
    """The report's page, which stands for all results of a run: it is made last, from all of them."""
    return f"reports/{run}/index.html"


def require_current(home: Path, run: str, runs: list[str]) -> None:
    """Refuse a run that is unknown, has no results, or whose results the workflow would make anew.

    Args:
        home: root of the repository.
        run: `<study>` or `<study>_twin`.
        runs: all runs that there can be.

    Raises:
        ExportError: names every job that the workflow would run.
    """
    if run not in runs:
        found = f"no run '{run}'"
        raise ExportError(Problem("affectflow export", "RUN", found, ", ".join(sorted(runs)), did_you_mean(run, runs)))
    if not (home / page_of(run)).is_file():
        raise ExportError(
            Problem(page_of(run), "", "no such file", "the results of a run that is complete", _make(run))
        )
    if jobs := _would_run(home, run):
        stale = [Problem(files, f"job '{rule}'", reason, "results that are current") for rule, files, reason in jobs]
        raise ExportError([*stale[:-1], replace(stale[-1], hint=_make(run))])


def _make(run: str) -> str:
    return f"Make them: snakemake --cores all {run}"


def _would_run(home: Path, run: str) -> list[tuple[str, str, str]]:
    """Rule, outputs and reason of every job that a dry run of the workflow names."""
    command = [sys.executable, "-m", "snakemake", "--cores", "1", "--dry-run", "--quiet", "host", "--", page_of(run)]
    done = subprocess.run(command, cwd=home, capture_output=True, text=True)
    said = done.stdout + done.stderr
    if done.returncode:
        raise ExportError(Problem("Snakefile", "", _last(said), "a workflow that can be planned", "Try: snakemake -n"))
    jobs = [(rule, _field("output", body), _field("reason", body)) for rule, body in JOB.findall(said)]
    if not jobs and NOTHING not in said:
        raise ExportError(Problem("Snakefile", "", _last(said), f"a dry run that says '{NOTHING}'"))
    return jobs


def _field(name: str, body: str) -> str:
    found = re.search(rf"^ +{name}: (.*)$", body, re.M)
    words = found[1].split(": before")[0].strip() if found else "nothing"
    return words if len(words) <= LONGEST else words[: LONGEST - 3] + "..."


def _last(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return lines[-1] if lines else "nothing"
