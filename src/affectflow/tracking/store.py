"""The database file of a tracker without a server: made whole, and written to by one process at a time.

Several processes that make the same fresh SQLite file, or one that is killed while it makes
it, leave a database that MLflow can neither read nor mend.
"""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..files import whole

SQLITE = "sqlite:///"
PATIENCE = 60.0
"""Seconds to wait for another process that sends its records."""


@contextmanager
def to_itself(server: str) -> Iterator[None]:
    """Have a tracker's SQLite file to oneself, made if it is not there; any other server is taken as it is.

    Args:
        server: as MLflow's tracking URI.

    Raises:
        TimeoutError: when another process keeps the file for longer than `PATIENCE`.
        UnwritableError: when its disk takes no file.
    """
    if not server.startswith(SQLITE):
        yield
        return
    database = Path(server.removeprefix(SQLITE).partition("?")[0])
    database.parent.mkdir(parents=True, exist_ok=True)
    with database.with_name(f"{database.name}.lock").open("w") as lock:
        _wait_for(lock)
        if not database.is_file() or not database.stat().st_size:
            _make(database)
        yield


def _wait_for(lock) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise TimeoutError(f"another process has kept its database for {PATIENCE:.0f} s") from None
            time.sleep(0.1)


def _make(database: Path) -> None:
    from mlflow.tracking import MlflowClient

    with whole(database) as temporary:
        MlflowClient(f"{SQLITE}{temporary}").search_experiments()
