"""`affectflow schema`: what is generated from the study language, for editors and for readers of the documentation."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..errors import Problem, StudyError
from ..files import whole
from ..studies import load_studies, study_schema


def add(commands: argparse._SubParsersAction) -> None:
    """Declare the command."""
    about = "hold params/study.schema.json and the list in docs/corpora.md against the study language"
    parser = commands.add_parser("schema", help=about)
    parser.add_argument("params", nargs="?", type=Path, default=Path("params"), help="folder (default: params)")
    parser.add_argument("--fix", action="store_true", help="write them anew")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> None:
    """Compare the files with the language, or write them."""
    made = {given.params / "study.schema.json": study_schema()}
    page = given.params.parent / "docs/corpora.md"
    if page.is_file():
        made[page] = _with_list(page, given.params)
    for path, text in made.items():
        if given.fix:
            with whole(path) as temporary:
                temporary.write_text(text, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            found, hint = "a text that differs from the language", "Run: affectflow schema --fix"
            raise StudyError(Problem(str(path), "", found, "the generated one", hint))
        print(f"{path} matches the study language.")


def _with_list(page: Path, params: Path) -> str:
    from ..studies.corpora_page import with_list

    try:
        return with_list(page.read_text(encoding="utf-8"), load_studies(params).datasets)
    except ValueError as error:
        raise StudyError(Problem(str(page), "", "no place for the list of readers", str(error))) from None
