"""`affectflow withhold`: leaves here what may not leave, and stand-ins in its place."""

from __future__ import annotations

import argparse
from pathlib import Path


def add(commands: argparse._SubParsersAction) -> None:
    """Declare the command."""
    about = "keep tables of results here that may not leave, and let stand-ins without what is kept travel for them"
    commands.add_parser("withhold", help=about).set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Write the stand-ins; 1 when something that may not leave can have none."""
    from ..release import explain, withhold
    from ..studies import load_studies

    told, others = withhold(load_studies(Path("params")), Path("."))
    for path, lacks in told.items():
        print(f"{path} stays; its stand-in has {lacks}.")
    if others:
        raise explain(others)
    if not told:
        print("Nothing needs to stay.")
        return 0
    print("Run `dvc repro`, and commit .dvcignore with dvc.lock.")
    return 0
