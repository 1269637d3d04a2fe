"""`affectflow key`: a new secret key for pseudonyms."""

from __future__ import annotations

import argparse
import os

from ..studies import key_place
from ..studies.pseudonym_key import make_key


def add(commands: argparse._SubParsersAction) -> None:
    """Declare the command."""
    about = "make a secret key for the pseudonyms of corpora that hide identifiers"
    parser = commands.add_parser("key", help=about)
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> None:
    """Make it where the workflow looks for it, and say what to do with it."""
    place = key_place(os.environ)
    print(f"{place}: a new key, fingerprint {make_key(place)}. Only you can read it.")
    print("Keep a copy where your corpora are kept: with another key, all pseudonyms are others.")
