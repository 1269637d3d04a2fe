"""Snakemake as a child in a process group of its own, so that nothing of it outlives a verification."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

GROUP = "affectflow-verify.pid"
PATIENCE = 20.0
"""Seconds in which jobs may end by themselves when they are asked to."""


def start(command: Sequence[str], place: Path, environ: Mapping[str, str], log: Path) -> subprocess.Popen:
    """Start a command in a folder; what it prints goes to the log."""
    with log.open("ab") as out:
        child = subprocess.Popen(
            command, cwd=place, env=dict(environ), stdin=subprocess.DEVNULL, stdout=out, stderr=out,
            start_new_session=True,
        )  # fmt: skip
    (place / GROUP).write_text(str(child.pid))
    return child


def end(child: subprocess.Popen, place: Path) -> None:
    """Ask a child and its jobs to stop, and stop them when they do not; none of them is left in its folder."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(PATIENCE)
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    end_orphans(place)


def end_orphans(place: Path) -> bool:
    """End what a killed verification left running in its folder; says whether there was anything."""
    try:
        group = int((place / GROUP).read_text())
    except (OSError, ValueError):
        return False
    members = [pid for pid in _processes(group) if _works_in(pid, place)]
    for pid in members:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    while any(_works_in(pid, place) for pid in members):
        time.sleep(0.05)
    return bool(members)


def _processes(group: int) -> list[int]:
    """Processes of a group, as Linux tells them; elsewhere none are found."""
    proc = Path("/proc")
    pids = [int(path.name) for path in proc.iterdir() if path.name.isdigit()] if proc.is_dir() else []
    found = []
    for pid in pids:
        with contextlib.suppress(OSError):
            if os.getpgid(pid) == group:
                found.append(pid)
    return found


def _works_in(pid: int, place: Path) -> bool:
    """Whether a process is alive and has the folder as its own: a number alone may be another's by now."""
    try:
        return Path(os.readlink(f"/proc/{pid}/cwd")) == place
    except OSError:
        return False
