"""The command `affectflow`. Each module of `COMMANDS` is one command; it imports what it needs when it runs."""

from __future__ import annotations

import argparse
import sys

from .. import __version__
from ..errors import AffectflowError
from . import adopt, audformat, check, export, freeze, heal, key, publish, schema, verify, withhold

COMMANDS = (check, schema, freeze, key, withhold, publish, adopt, verify, heal, export, audformat)
"""Each has `add(commands)`, which declares the command and sets `run`: a function of the parsed arguments that
returns the exit code (None for 0)."""


def main(arguments: list[str] | None = None) -> int:
    """Entry point; the exit code is 0, 1 when something is wrong, or what the command says."""
    about = "Checks studies, and says whether their numbers hold."
    parser = argparse.ArgumentParser(prog="affectflow", description=about)
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(commands)
    given = parser.parse_args(arguments)
    try:
        return given.run(given) or 0
    except AffectflowError as error:
        print(f"affectflow: {error}", file=sys.stderr)
        return 1
