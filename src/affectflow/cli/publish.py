"""`affectflow publish`: sends the committed version, and proves that others can have it."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..errors import Problem, StudyError


def add(commands: argparse._SubParsersAction) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "publish", help="push the committed version to a remote, and prove it by a pull into an empty clone"
    )
    parser.add_argument("--remote", metavar="NAME", help="the remote (default: DVC's default remote)")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> None:
    """Publish the version; an error when something may not leave, or does not arrive."""
    from ..versions.publish import publish

    found = publish(Path("."), given.remote, _may_leave)
    if found.mended:
        print(f"{found.mended} damaged or missing objects were put back.")
    print(
        f"Published to '{found.remote}'. An empty clone pulled {found.files} files, {found.size / 1e6:.1f} MB, "
        "and found each as recorded."
    )


def _may_leave(paths: list[str]) -> None:
    from ..release import explain, outdated, refusals
    from ..studies import load_studies

    catalogue = load_studies(Path("params"))
    if refused := refusals(catalogue, Path("."), paths):
        raise explain(refused)
    if old := outdated(catalogue, Path(".")):
        raise StudyError(
            Problem(
                path, "", "a stand-in that is not of the table beside it", "a current one", "Run: affectflow withhold"
            )
            for path in old
        )
