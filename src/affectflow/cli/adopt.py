"""`affectflow adopt`: after a pull, whether everything is there, as recorded, and with nothing to be done."""

from __future__ import annotations

import argparse
from pathlib import Path


def add(commands: argparse._SubParsersAction) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "adopt",
        help="after `dvc pull`: hold every file against the recorded version, then ask the workflow what it would run",
    )
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Adopt the version; 0 when it is whole and nothing is to be done, 1 otherwise."""
    from ..release import place_stand_ins
    from ..versions.adopt import adopt

    withheld = place_stand_ins(Path("."))
    found = adopt(Path("."))
    print(f"{found.files} files, {found.size / 1e6:.1f} MB: all there, and each as recorded in dvc.lock.")
    if withheld:
        print(
            f"{len(withheld)} tables are stand-ins, since licence or consent keeps them elsewhere: "
            f"{', '.join(withheld)}."
        )
    if found.newer:
        print(f"{len(found.newer)} of them were made anew here since, such as {found.newer[0]}.")
    if found.jobs:
        jobs = ", ".join(f"{rule} ({count})" for rule, count in found.jobs.items())
        print(f"The workflow would run: {jobs}. `snakemake --dry-run` says why.")
        return 1
    print("Nothing to be done.")
    return 0
