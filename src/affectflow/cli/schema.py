"""`affectflow schema`: the generated schema that gives editors completion."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..errors import Problem, StudyError
from ..files import whole
from ..studies import study_schema


def add(commands: argparse._SubParsersAction) -> None:
    """Declare the command."""
    parser = commands.add_parser("schema", help="hold params/study.schema.json against the study language")
    parser.add_argument("params", nargs="?", type=Path, default=Path("params"), help="folder (default: params)")
    parser.add_argument("--fix", action="store_true", help="write the file anew")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> None:
    """Compare the file with the language, or write it."""
    path = given.params / "study.schema.json"
    if given.fix:
        with whole(path) as temporary:
            temporary.write_text(study_schema(), encoding="utf-8")
    elif not path.is_file() or path.read_text(encoding="utf-8") != study_schema():
        hint = "Run: affectflow schema --fix"
        raise StudyError(Problem(str(path), "", "a schema that differs from the language", "the generated one", hint))
    print(f"{path} matches the study language.")
