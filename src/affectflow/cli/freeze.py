"""`affectflow freeze`: preregister a study as it is today."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..errors import Problem, StudyError, did_you_mean
from ..files import whole
from ..studies import load_studies


def add(commands: argparse._SubParsersAction) -> None:
    """Declare the command."""
    about = "preregister a study: what decides its results is frozen, and later deviations are listed in its report"
    parser = commands.add_parser("freeze", help=about)
    parser.add_argument("study", help="name of the study")
    parser.add_argument("params", nargs="?", type=Path, default=Path("params"), help="folder (default: params)")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> None:
    """Write `params/preregistrations/<study>.yaml`, once.

    Raises:
        StudyError: when there is no such study, or it is frozen already.
    """
    from datetime import date

    import yaml

    from ..studies.preregistration import freeze

    known = load_studies(given.params).studies
    if given.study not in known:
        hint = did_you_mean(given.study, known)
        raise StudyError(Problem(str(given.params), "", f"no study '{given.study}'", ", ".join(sorted(known)), hint))
    path = given.params / "preregistrations" / f"{given.study}.yaml"
    if path.exists():
        hint = "Deviations from it are listed in the report; say why under 'deviations' in the study."
        raise StudyError(Problem(str(path), "", "the study is frozen already", "one preregistration", hint))
    frozen = freeze(given.study, known[given.study], date.today())
    path.parent.mkdir(exist_ok=True)
    with whole(path) as temporary:
        text = yaml.safe_dump(frozen.plain(), sort_keys=False, allow_unicode=True, width=110)
        temporary.write_text(text, encoding="utf-8")
    print(f"{path} holds the study as it is on {frozen.frozen_on}, hash {frozen.hash}.")
    print("Commit it: since when it stands is told by version control alone.")
