"""Which runs work in a folder: a small file for each, which the system keeps locked while its run lives.

A lock that is only a file outlives its process, and a process number written into it may by
now be another's. The kernel's lock on an open file ends with its process, however that ends:
whoever can take it knows that the run is dead.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..errors import AffectflowError, Problem
from ..terminal import say
from .jobs import RUN, end_jobs

BOOT = Path("/proc/sys/kernel/random/boot_id")


class BusyError(AffectflowError):
    """Another run works in the folder, or may do so."""


@dataclass(frozen=True)
class Run:
    """A run that has left its mark; `alive` is None when that cannot be told from this machine."""

    file: Path
    host: str
    process: int
    since: str
    command: str
    alive: bool | None

    def __str__(self) -> str:
        return f"process {self.process} on {self.host}, since {self.since}: {self.command}"


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """Be known as a run that works here; all processes that it starts carry its name.

    Args:
        folder: where runs leave their marks.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{socket.gethostname()}-{os.getpid()}-{time.time_ns()}"
    hidden = folder / f".{name}"
    with hidden.open("w") as file:
        # Locked before anyone can see it.
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        json.dump(_self(), file)
        file.flush()
        mark = hidden.rename(folder / f"{name}.json")
        os.environ[RUN] = name
        try:
            yield
        finally:
            mark.unlink(missing_ok=True)


def runs(folder: Path) -> list[Run]:
    """All runs that have left a mark in the folder, dead or alive."""
    return [_run(mark) for mark in sorted(folder.glob("*.json"))]


def clear(folder: Path, *, locked: Callable[[], bool], unlock: Callable[[], None]) -> None:
    """Clear up after runs that were killed, before a new one begins.

    Args:
        folder: where runs leave their marks.
        locked: whether the files that the new run needs are locked.
        unlock: removes all locks; called only when every run that could hold one is dead.

    Raises:
        BusyError: when they are locked and a run lives, or may live on another machine.
    """
    found = runs(folder)
    if any(run.alive is not False for run in found):
        if locked():
            raise busy(found)
        return
    if not found:
        return
    ended = sum(end_jobs(run.file.stem) for run in found)
    unlock()
    for run in found:
        run.file.unlink(missing_ok=True)
    left = f" Processes that it left were ended: {ended}." if ended else ""
    say(
        f"affectflow: an earlier run was killed ({'; '.join(map(str, found))}).{left} "
        "What it had finished is kept; what it had begun runs again."
    )


def forget(folder: Path) -> None:
    """Remove the marks of all runs, as the user asks who unlocks the folder; jobs of dead ones are ended.

    Raises:
        BusyError: when one of them lives on this machine.
    """
    found = runs(folder)
    living = [run for run in found if run.alive]
    if living:
        raise busy(living)
    for run in found:
        end_jobs(run.file.stem)
        run.file.unlink(missing_ok=True)


def busy(found: list[Run]) -> BusyError:
    """What to tell about runs that are not known to be dead."""
    problems = []
    for run in (run for run in found if run.alive is not False):
        hint = (
            f"Wait until it has ended, or end it: kill {run.process}"
            if run.alive
            else f"Only {run.host} can tell whether it lives. If it does not: snakemake --unlock"
        )
        problems.append(Problem("this folder", "", f"another run at work ({run})", "one run at a time", hint))
    return BusyError(problems)


def _self() -> dict[str, str | int]:
    return {
        "host": socket.gethostname(),
        "boot": _boot(),
        "process": os.getpid(),
        "since": time.strftime("%Y-%m-%d %H:%M:%S"),
        "command": " ".join([Path(sys.argv[0]).name.replace("__main__.py", "snakemake"), *sys.argv[1:]]),
    }


def _run(mark: Path) -> Run:
    said = json.loads(mark.read_text())
    here = said["host"] == socket.gethostname() or said["boot"] == _boot()
    return Run(mark, said["host"], said["process"], said["since"], said["command"], _locked(mark) if here else None)


def _locked(mark: Path) -> bool:
    with mark.open("r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _boot() -> str:
    """What names the running kernel, also where containers give the machine many names."""
    return BOOT.read_text().strip() if BOOT.is_file() else ""
