"""Where copies of a version's objects lie: DVC's cache on this machine, and its remotes.

DVC names an object by the MD5 of its content, and takes a remote's word for it: an object
that was damaged where it lies is pulled under its old name. Here each object is hashed.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Literal

from ..errors import Problem, did_you_mean
from ..files import whole
from .errors import VersionError

State = Literal["good", "missing", "corrupt", "out of reach"]
AT_ONCE = 16
"""Requests at the same time to one remote."""


class Shelf:
    """One place with objects, each under its MD5.

    Args:
        name: as a user calls it, such as ``remote 'origin'``.
        database: DVC's object database behind it.
    """

    def __init__(self, name: str, database: Any):
        self.name, self._database, self._fs = name, database, database.fs
        self.writable = not database.read_only and self._fs.protocol not in ("http", "https")

    def states(self, oids: Iterable[str]) -> dict[str, State]:
        """What is known of each object after reading it whole."""
        wanted = list(dict.fromkeys(oids))
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return dict(zip(wanted, (state for state, _ in pool.map(self._look, wanted)), strict=True))

    def read(self, oid: str) -> bytes | None:
        """An object's content if it is good and in reach, else None."""
        state, content = self._look(oid)
        return content if state == "good" else None

    def put(self, oid: str, content: bytes) -> None:
        """Store an object, over a damaged one too."""
        place = self._database.oid_to_path(oid)
        if self._fs.protocol == "local":
            write_whole(Path(place), content)
            return
        self._fs.fs.pipe_file(place, content)

    def _look(self, oid: str) -> tuple[State, bytes]:
        try:
            with self._fs.open(self._database.oid_to_path(oid), "rb") as file:
                content = file.read()
        except FileNotFoundError:
            return "missing", b""
        except _no_answer():
            return "out of reach", b""
        return ("good" if _is(oid, content) else "corrupt"), content


def cache(home: Path) -> Shelf:
    """DVC's cache of this checkout."""
    return Shelf("the local cache", _repository(home).cache.local)


def remotes(home: Path, name: str | None = None) -> list[Shelf]:
    """The configured remotes, or the one with a name.

    Raises:
        VersionError: when there is none of that name.
    """
    repository = _repository(home)
    known = list(repository.config["remote"])
    if name is not None and name not in known:
        found = Problem(".dvc/config", "remote", f"'{name}'", ", ".join(known) or "none yet", did_you_mean(name, known))
        raise VersionError(found)
    chosen = known if name is None else [name]
    return [Shelf(f"remote '{one}'", repository.cloud.get_remote(one).odb) for one in chosen]


def default_remote(home: Path) -> str:
    """Name of the remote that DVC pushes to.

    Raises:
        VersionError: when none is set.
    """
    name = _repository(home).config["core"].get("remote")
    if not name:
        hint = "Set one: dvc remote add --default NAME URL"
        raise VersionError(Problem(".dvc/config", "core.remote", "no default remote", "the name of a remote", hint))
    return name


def _repository(home: Path) -> Any:
    from dvc.exceptions import NotDvcRepoError
    from dvc.repo import Repo

    try:
        return Repo(str(home))
    except NotDvcRepoError:
        raise VersionError(Problem(str(home), ".dvc", "no DVC repository", "a clone of a study repository")) from None


def _no_answer() -> tuple[type[Exception], ...]:
    """What the clients of the remotes raise where a server, a bucket or a right to read is absent."""
    from aiohttp import ClientError
    from botocore.exceptions import BotoCoreError

    return OSError, ClientError, BotoCoreError


def _is(oid: str, content: bytes) -> bool:
    return hashlib.md5(content, usedforsecurity=False).hexdigest() == oid.removesuffix(".dir")


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that appears whole or not at all, over a write-protected one too."""
    with whole(path) as temporary:
        temporary.write_bytes(content)
        if path.exists():
            shutil.copymode(path, temporary)
