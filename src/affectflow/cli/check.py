"""`affectflow check`: everything that is wrong with any study file."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..errors import Problem, StudyError
from ..studies import TWIN, load_studies


def add(commands: argparse._SubParsersAction) -> None:
    """Declare the command."""
    parser = commands.add_parser("check", help="say everything that is wrong with all study and catalogue files")
    parser.add_argument("params", nargs="?", type=Path, default=Path("params"), help="folder (default: params)")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> None:
    """Load all files, and count them when they are well formed."""
    if not (given.params / "studies").is_dir():
        raise StudyError(Problem(str(given.params), "", "no folder 'studies' in it", "a folder of study files"))
    catalogue = load_studies(given.params)
    twins = sum(run.endswith(TWIN) for run in catalogue.runs())
    print(
        f"{len(catalogue.studies)} studies, {len(catalogue.datasets)} datasets and {len(catalogue.features)} "
        f"feature sets are well formed; {len(catalogue.runs()) - twins} can run on real data, {twins} on a twin."
    )
