"""The command `affectflow`: checks studies before anything runs, and writes their schema."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import __version__
from .errors import AffectflowError, Problem, StudyError
from .studies import TWIN, load_studies, study_schema


def main(arguments: list[str] | None = None) -> int:
    """Entry point; the exit code is 0, or 1 when something is wrong."""
    parser = argparse.ArgumentParser(prog="affectflow", description=__doc__)
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="say everything that is wrong with all study and catalogue files")
    check.add_argument("params", nargs="?", type=Path, default=Path("params"), help="folder (default: params)")
    check.set_defaults(run=_check)
    schema = commands.add_parser("schema", help="hold params/study.schema.json against the study language")
    schema.add_argument("params", nargs="?", type=Path, default=Path("params"), help="folder (default: params)")
    schema.add_argument("--fix", action="store_true", help="write the file anew")
    schema.set_defaults(run=_schema)
    given = parser.parse_args(arguments)
    try:
        given.run(given)
    except AffectflowError as error:
        print(f"affectflow: {error}", file=sys.stderr)
        return 1
    return 0


def _check(given: argparse.Namespace) -> None:
    if not (given.params / "studies").is_dir():
        raise StudyError(Problem(str(given.params), "", "no folder 'studies' in it", "a folder of study files"))
    catalogue = load_studies(given.params)
    twins = sum(run.endswith(TWIN) for run in catalogue.runs())
    print(
        f"{len(catalogue.studies)} studies, {len(catalogue.datasets)} datasets and {len(catalogue.features)} "
        f"feature sets are well formed; {len(catalogue.runs()) - twins} can run on real data, {twins} on a twin."
    )


def _schema(given: argparse.Namespace) -> None:
    path = given.params / "study.schema.json"
    if given.fix:
        path.write_text(study_schema(), encoding="utf-8")
    elif not path.is_file() or path.read_text(encoding="utf-8") != study_schema():
        hint = "Run: affectflow schema --fix"
        raise StudyError(Problem(str(path), "", "a schema that differs from the language", "the generated one", hint))
    print(f"{path} matches the study language.")
