"""`affectflow verify`: do the numbers hold?"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path

from ..errors import AffectflowError

ABOUT = """
Computes runs again from raw data in a folder of its own, compares every file and every number with the results of
this checkout (the pulled ones), and writes a verdict: a page and JSON for each run. A number is identical, within
the tolerance that the study states for its stage (section `verify`), or it differs.
"""
EXIT = """
exit code: 0 everything is identical or within tolerance; 1 something differs; 2 it could not be computed again
"""


def add(commands: argparse._SubParsersAction) -> None:
    """Declare the command."""
    kept = "compute there and keep it; an interrupted verification goes on (default: a temporary folder)"
    start = "features: take the pulled tables and features as given, for want of raw data"
    parser = commands.add_parser(
        "verify", help="compute runs again and say whether their numbers hold", description=ABOUT, epilog=EXIT
    )
    parser.add_argument("runs", nargs="+", metavar="RUN", help="<study> on real data, <study>_twin on the twin")
    parser.add_argument("--from", dest="start", choices=("raw", "features"), default="raw", help=start)
    parser.add_argument("--scratch", type=Path, metavar="DIR", help=kept)
    parser.add_argument("--out", type=Path, default=Path("verdicts"), metavar="DIR", help="default: verdicts")
    parser.add_argument("--profile", default="", metavar="NAME", help="Snakemake profile to compute with")
    parser.add_argument("--cores", type=int, metavar="N", help="cores to compute with (default: the profile's)")
    parser.add_argument("--config", nargs="+", default=[], metavar="KEY=VALUE", type=_pair, help="as for snakemake")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Verify in the checkout that is the working directory; to be asked to end is to be interrupted."""
    for asked in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(asked, signal.default_int_handler)
    try:
        return _run(given)
    except AffectflowError as error:
        print(f"affectflow: {error}", file=sys.stderr)
        return 2


def _run(given: argparse.Namespace) -> int:
    from ..verification import words
    from ..verification.page import write
    from ..verification.planning import plan_of
    from ..verification.progress import Progress
    from ..verification.recomputing import estimate
    from ..verification.records import read_records
    from ..verification.scratch import opened
    from ..verification.verifying import verify

    plan = plan_of(
        Path.cwd(), given.runs, given.start, profile=given.profile, cores=given.cores,
        config=dict(given.config), environ=os.environ,
    )  # fmt: skip
    progress = Progress(sys.stderr)
    with opened(given.scratch, given.start) as scratch:
        print(words.begun(plan, scratch, estimate(plan, read_records(plan.home))), file=sys.stderr)
        try:
            verdicts = verify(plan, scratch, progress)
        except KeyboardInterrupt:
            print(f"\nInterrupted. It goes on with: --scratch {scratch.place}", file=sys.stderr)
            return 2
        progress.end()
        for verdict in verdicts:
            page = write(verdict, given.out / verdict.run)
            print("\n".join([*words.lines(verdict), f"  {page}"]))
        code = max(verdict.exit_code for verdict in verdicts)
        if code == 0 and not scratch.kept:
            scratch.remove()
        else:
            print(f"The recomputed files are in {scratch.place}")
    return code


def _pair(text: str) -> tuple[str, str]:
    key, sign, value = text.partition("=")
    if not sign:
        raise argparse.ArgumentTypeError(f"found '{text}'; allowed: KEY=VALUE")
    return key, value
