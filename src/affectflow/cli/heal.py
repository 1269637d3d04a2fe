"""`affectflow heal`: takes good copies where a file or an object is damaged or missing."""

from __future__ import annotations

import argparse
from pathlib import Path


def add(commands: argparse._SubParsersAction) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "heal", help="put back damaged or missing files from good copies; nothing is overwritten, only moved aside"
    )
    parser.add_argument("--remote", metavar="NAME", help="mend the objects of this remote too")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Mend what can be mended; 1 when a recorded file has no good copy left."""
    from ..versions.heal import heal

    done = heal(Path("."), given.remote)
    for path in done.restored:
        print(f"{path}: put back as recorded.")
    for place, objects in done.mended.items():
        print(f"{place}: {len(objects)} objects put back.")
    for path, to in done.aside.items():
        print(f"{path}: what was there now lies in {to}.")
    for path in done.lost:
        print(f"{path}: no good copy is known; `snakemake` makes it again.")
    if not (done.restored or done.mended or done.aside or done.lost):
        print("Nothing was damaged.")
    return 1 if done.lost else 0
