"""Daemons known by pid files: a pid counts only while it is the daemon that this folder started."""

import os
import signal
import time
from pathlib import Path


def living(pid_file: Path, name: str) -> int | None:
    """Pid of the daemon `name` that wrote this file, if it still runs and has the file's folder in its command."""
    try:
        pid = int(pid_file.read_text())
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
        called = Path(f"/proc/{pid}/comm").read_text().strip()
    except (OSError, ValueError):
        return None
    ours = str(pid_file.parent.parent).encode() in command
    return pid if ours and called == name and _state(pid) != "Z" else None


def stop(pid: int, name: str, seconds: float = 20) -> None:
    """End a daemon, by force if it does not go, and wait until it has gone."""
    os.kill(pid, signal.SIGCONT)
    os.kill(pid, signal.SIGTERM)
    if not until(lambda: gone(pid), seconds):
        os.kill(pid, signal.SIGKILL)
        if not until(lambda: gone(pid), seconds):
            raise SystemExit(f"{name} (process {pid}) does not end")


def gone(pid: int) -> bool:
    """Whether no process has this pid, or only one that waits to be buried."""
    return not Path(f"/proc/{pid}").exists() or _state(pid) == "Z"


def until(true, seconds: float, pause: float = 0.1) -> bool:
    """Wait for something to be true; whether it came true in time."""
    end = time.monotonic() + seconds
    while not (held := true()) and time.monotonic() < end:
        time.sleep(pause)
    return held


def with_variable(variable: str) -> list[int]:
    """Pids of the processes that were started with this `NAME=value` in their environment."""
    found = []
    for environ in Path("/proc").glob("[0-9]*/environ"):
        try:
            if variable.encode() in environ.read_bytes().split(b"\0"):
                found.append(int(environ.parent.name))
        except OSError:
            continue
    return found


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return "Z"
