"""Trackers that fail: a server that never answers, one that is killed, a database that another process keeps."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from collections import Counter
from contextlib import closing, contextmanager
from pathlib import Path

FITS = 12
PATIENCE = 120
PROGRAM = """
import json, sys
from pathlib import Path
from affectflow import tracking
print(json.dumps(tracking.mirror("study", home=Path(sys.argv[1]), **json.load(sys.stdin))))
"""
KEPT = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("kept", flush=True)
sys.stdin.read()
"""


class Mirror:
    """A process that mirrors the records of some fits, as a job does."""

    def __init__(self, home: Path, fits: int = FITS, **environment: str):
        per_fold = [{"seed": 1, "fold": fold, "value": fold / 100, "n": 9} for fold in range(fits)]
        told = {"scores": {"m": {"metrics": {"uar": {"per_fold": per_fold}}}}, "history": {}, "models": {"m": {}}}
        environ = {name: value for name, value in os.environ.items() if name != "MLFLOW_TRACKING_URI"} | environment
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, env=environ,
        )  # fmt: skip
        self.process.stdin.write(json.dumps(told))
        self.process.stdin.close()
        self.process.stdin = None

    def end(self) -> tuple[dict, str]:
        """What it returned, and what the user was told."""
        said, told = self.process.communicate(timeout=PATIENCE)
        assert self.process.returncode == 0, told
        return json.loads(said.splitlines()[-1]), told

    def killed_when(self, reached) -> None:
        """kill -9 as soon as something is reached."""
        wait_for(reached, self.process)
        self.process.kill()
        self.process.communicate()


def wait_for(reached, process: subprocess.Popen) -> None:
    """Wait for something that a process brings about."""
    for _ in range(PATIENCE * 200):
        if reached():
            return
        assert process.poll() is None, process.communicate()
        time.sleep(0.005)
    raise AssertionError("it was never reached")


def finished(database: Path) -> Counter:
    """How often each key stands in a database as a complete run; a run that is open counts under None."""
    query = (
        "SELECT t.value, r.status FROM runs r JOIN tags t ON t.run_uuid = r.run_uuid "
        "WHERE r.lifecycle_stage = 'active' AND t.key = 'affectflow.key'"
    )
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            return Counter(key if status == "FINISHED" else None for key, status in connection.execute(query))
    except sqlite3.OperationalError:
        return Counter()  # Not made yet.


def complete(database: Path) -> int:
    """How many runs are complete."""
    return sum(count for key, count in finished(database).items() if key)


def each_once(database: Path, fits: int = FITS) -> bool:
    """Whether every record is there, complete, and none twice."""
    return sorted(finished(database).values()) == [1] * fits and None not in finished(database)


@contextmanager
def hanging_server():
    """The address of a server that accepts every call and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        calls = []

        def accept():
            while True:
                try:
                    calls.append(server.accept())
                except OSError:
                    return

        threading.Thread(target=accept, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@contextmanager
def kept_locked(database: Path):
    """Another process holds the write lock of a database."""
    keeper = subprocess.Popen(
        [sys.executable, "-c", KEPT, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert keeper.stdout.readline() == "kept\n"
    yield
    keeper.communicate("")


class Server:
    """MLflow's own server on a database, in a process group of its own."""

    def __init__(self, database: Path):
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "mlflow", "server", "--workers", "1", "--port", str(port)]
        command += ["--backend-store-uri", f"sqlite:///{database}"]
        self.process = subprocess.Popen(
            command, cwd=database.parent, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            wait_for(self._answers, self.process)
        except AssertionError:
            self.__exit__()
            raise

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_) -> None:
        if self.process.poll() is None:
            self.kill()

    def kill(self) -> None:
        """kill -9 of the server and all its workers."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)

    def _answers(self) -> bool:
        try:
            return urllib.request.urlopen(f"{self.address}/health", timeout=1).status == 200
        except OSError:
            return False
