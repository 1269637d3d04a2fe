"""Takes over a pulled version: first by content, then by what the workflow says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .errors import VersionError
from .inspection import corrupt_cache, inspect, lost_lists, problems
from .ledger import Ledger
from .pending import made, pending
from .record import load_version
from .shelves import cache, remotes


@dataclass(frozen=True)
class Adoption:
    """What was adopted.

    Attributes:
        files: number of files of the version, all as recorded but the newer ones.
        size: bytes of them.
        newer: files that a later run made here.
        jobs: number of jobs by rule that the workflow would run; empty when nothing is to be done.
    """

    files: int
    size: int
    newer: list[str]
    jobs: dict[str, int]


def adopt(home: Path) -> Adoption:
    """Hold every file against the version in `dvc.lock`, then ask the workflow what it would run.

    Snakemake may believe a file by its time and its record only after its content is known
    to be the recorded one; so nothing is asked of the workflow before.

    Raises:
        VersionError: with each file that is missing or altered, where good copies of it
            are, and what mends it; or with each folder whose list is lost.
    """
    at_hand, others = cache(home), remotes(home)
    version = load_version(home, [at_hand, *others])
    if version.unlisted:
        raise VersionError(lost_lists(version, [at_hand, *others]))
    ledger = Ledger(home)
    findings = inspect(home, version, ledger)
    if told := problems(findings, version, at_hand, others) + corrupt_cache(version, at_hand):
        raise VersionError(told)
    ledger.note()
    size = sum((home / path).stat().st_size for path in version.files)
    newer = [one.path for one in findings]
    return Adoption(len(version.files), size, newer, pending(home, made(home)))
