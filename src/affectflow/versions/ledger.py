"""What the workflow itself wrote: a result that was changed by another hand is noticed before it is used.

Snakemake takes a result file for what a job made of its inputs, whoever wrote to it since.
The ledger holds the hash of each result at the end of the last run, or when a pulled copy
was adopted; on the next parse a file whose content is another stops the workflow.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from ..errors import Problem
from ..files import whole
from ..record_names import RECORDS, record_name
from ..studies.hashes import Hashes
from .errors import VersionError

RESULTS = ("results", "reports")


class Ledger:
    """The ledger of one checkout.

    Args:
        home: root of the checkout.
    """

    def __init__(self, home: Path):
        self._home = home
        self._file = home / ".snakemake/affectflow/ledger.json"
        self.hashes = Hashes(home / ".snakemake/affectflow/md5.json", "md5")
        self.noted, self._lock = _noted(self._file)

    def note(self) -> None:
        """Take down every result, and Snakemake's record of it, as it is now."""
        paths = [path for folder in (*RESULTS, RECORDS) for path in _files(self._home / folder)]
        self.noted = {path.relative_to(self._home).as_posix(): self.hashes.of(path) for path in paths}
        self.hashes.save()
        with whole(self._file) as temporary:
            temporary.write_text(json.dumps({"lock": self._locked(), "files": self.noted}))

    def wanted(self, path: str, recorded: str) -> str:
        """MD5 that a file should have: as recorded, unless a run made it anew since that version was recorded."""
        return self.noted.get(path, recorded) if self._locked() == self._lock else recorded

    def altered(self) -> list[str]:
        """Results that are there with other content than noted, and that no job has made since."""
        results = (path for path in self.noted if not path.startswith(RECORDS))
        there = [path for path in results if (self._home / path).is_file()]
        other = [path for path in there if self.hashes.of(self._home / path) != self.noted[path]]
        self.hashes.save()
        return [path for path in other if not self._made_since(path)]

    def check(self) -> None:
        """Stop before a job reads what no job wrote.

        Raises:
            VersionError: with every altered result.
        """
        altered = self.altered()
        known = self._versioned() if altered else {}
        problems = [
            Problem(path, "", "content that no step of the workflow wrote", "what its step made of its inputs",
                    "`affectflow heal` takes the recorded copy back, or sets the file aside so that it is made again.")
            for path in altered if known.get(path) != self.hashes.of(self._home / path)
        ]  # fmt: skip
        if problems:
            raise VersionError(problems)

    def _locked(self) -> str:
        lock = self._home / "dvc.lock"
        return self.hashes.of(lock) if lock.is_file() else ""

    def _versioned(self) -> dict[str, str]:
        from .record import recorded

        try:
            return recorded(self._home)
        except VersionError:
            return {}

    def _made_since(self, path: str) -> bool:
        """Whether a job made the file, or began to, after the ledger was written: a run that was killed."""
        written = self._file.stat().st_mtime
        names = [record_name(one) for one in (path, *map(str, Path(path).parents))]
        kept = [self._home / folder / name for name in names for folder in (RECORDS, ".snakemake/incomplete")]
        return any(file.is_file() and file.stat().st_mtime > written for file in kept)


def _files(folder: Path) -> Iterator[Path]:
    """Files of a folder, without stand-ins and those that a writer has not finished."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return (path for path in found if not path.name.startswith(".") and path.suffix != ".withheld")


def _noted(file: Path) -> tuple[dict[str, str], str]:
    try:
        kept = json.loads(file.read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return {}, ""
    return kept["files"], kept["lock"]
