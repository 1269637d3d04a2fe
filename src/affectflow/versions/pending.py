"""What the workflow would run now, as Snakemake itself says it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from ..errors import Problem
from .errors import VersionError


def snakemake(home: Path, *arguments: str) -> list[str]:
    """The command that runs the checkout's workflow with the environment's own Snakemake."""
    return [sys.executable, "-m", "snakemake", "--directory", str(home), *arguments]


def pending(home: Path, targets: Sequence[str] = ()) -> dict[str, int]:
    """How many jobs of each rule the workflow would run; nothing to be done is an empty dict.

    Args:
        home: root of the checkout.
        targets: names of runs or files; the workflow's default if none are given. They do no work themselves.

    Raises:
        VersionError: when the workflow cannot be planned, with its own words.
    """
    command = snakemake(home, "--dry-run", "--cores", "1", *targets)
    done = subprocess.run(command, cwd=home, capture_output=True, text=True, env=os.environ | {"NO_COLOR": "1"})
    said = done.stdout + done.stderr
    if done.returncode:
        found = f"a workflow that cannot be planned: {said.strip()}"
        raise VersionError(Problem("Snakefile", "", found, "a dry run without errors"))
    counted = re.findall(r"^(\w+) +(\d+)$", said.split("Job stats:")[-1], re.M)
    return {rule: int(count) for rule, count in counted if rule not in ("total", *targets)}


def made(home: Path) -> list[str]:
    """What has been made here, as targets of the workflow: each run that has a report, and the index."""
    pages = sorted((home / "reports").glob("*/index.html"))
    index = ["reports/index.html"] if (home / "reports/index.html").is_file() else []
    return [*(page.parent.name for page in pages), *index]
