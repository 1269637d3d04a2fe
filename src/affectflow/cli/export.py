"""`affectflow export`: a run as a research object, and as a plain zip."""

from __future__ import annotations

import argparse
from pathlib import Path


def add(commands: argparse._SubParsersAction) -> None:
    """Declare the command."""
    parser = commands.add_parser("export", help="write a run as an RO-Crate and as a plain zip for a journal")
    parser.add_argument("name", metavar="RUN", help="<study>, or <study>_twin for its synthetic twin")
    parser.add_argument("--out", type=Path, default=Path("exports"), metavar="DIR", help="folder (default: exports)")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> None:
    """Write both archives, and say what was withheld and why."""
    from ..crate import export

    done = export(Path("."), given.name, given.out)
    for withheld in done.contents.withheld.values():
        print(f"Withheld: {withheld.path}: {withheld.reason}")
    if done.contents.withheld:
        print("Withheld files are in neither archive; the research object names them, with hashes and reasons.")
    print(f"Research object (RO-Crate): {done.crate}\nFor a journal: {done.journal}")
