"""`affectflow audformat`: the tables of a corpus as a database in audformat."""

from __future__ import annotations

import argparse
from pathlib import Path


def add(commands: argparse._SubParsersAction) -> None:
    """Declare the command."""
    about = "write a corpus's items, ratings and traces as a database in audformat"
    parser = commands.add_parser("audformat", help=about)
    parser.add_argument("data", metavar="DATA", help="<dataset>, or <dataset>_twin for its synthetic twin")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where it is written: an empty folder, or none")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> None:
    """Write the database; say what was withheld and why, and how a dataset reads it again."""
    import yaml

    from ..crate.database import write_database
    from ..studies import load_studies

    done = write_database(Path("."), load_studies(Path("params")), given.data, given.folder)
    for refusal in done.withheld:
        what = f"column '{refusal.column}' of {refusal.path}" if refusal.column else refusal.path
        print(f"Withheld: {what}: {refusal.reason}")
    print(f"Database: {done.folder}/db.yaml (media are not copied; episodes have no place in it)")
    print("A dataset reads it with\n\n" + yaml.safe_dump({"reader": done.reader}, sort_keys=False).rstrip())
