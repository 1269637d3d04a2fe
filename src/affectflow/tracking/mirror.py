"""Mirrors local records to MLflow; safe to repeat, and never the reason that work is lost."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from ..files import UnwritableError
from ..terminal import say
from .records import Record, records
from .store import to_itself

KEY = "affectflow.key"
REASONS = {
    "is locked": "another process keeps its database locked",
    "is full": "no space left on its disk",
    "already exists": "its database was left half made: move that file away",
    "duplicate column": "its database was left half made: move that file away",
    "timed out": "it takes calls and does not answer",
    "ReadTimeout": "it takes calls and does not answer",
    "Connection refused": "nothing answers at its address",
    "Connection aborted": "it broke off",
    "RemoteDisconnected": "it broke off",
}
"""What stands in an error of MLflow's, and what it says to a user. No reason names a machine: results are passed on."""


def mirror(
    run: str, *, scores: dict[str, Any], history: dict[str, Any], models: dict[str, Any], home: Path
) -> dict[str, Any]:
    """Write each training run of a study to the tracking server, unless it is there.

    The server is `MLFLOW_TRACKING_URI`, else a SQLite file `mlflow.db` in `home`. When it
    does not answer, nothing fails: the records stay on disk and are counted as waiting.

    Returns:
        dict with `records`, `waiting` and, when something waits, `reason`.
    """
    wanted = {record.key: record for record in records(run, scores, history, models)}
    waiting, server = dict(wanted), _server(home)
    try:
        with to_itself(server):
            _send(run, waiting, server)
    except _unreachable() as error:
        reason = _reason(error)
        say(
            f"affectflow: MLflow did not take {len(waiting)} of the {len(wanted)} records of {run}: {reason}. "
            "Nothing is lost: they are in results/ and the next run of the workflow sends them."
        )
        return {"records": len(wanted), "waiting": len(waiting), "reason": reason}
    return {"records": len(wanted), "waiting": 0}


def _server(home: Path) -> str:
    # A dead server would block for minutes with the client's own patience.
    os.environ.setdefault("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "1")
    os.environ.setdefault("MLFLOW_HTTP_REQUEST_TIMEOUT", "10")
    # Only the user's own server hears of a study.
    os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
    return os.environ.get("MLFLOW_TRACKING_URI") or f"sqlite:///{(home / 'mlflow.db').resolve()}"


def _unreachable() -> tuple[type[Exception], ...]:
    from alembic.util import CommandError
    from mlflow.exceptions import MlflowException
    from sqlalchemy.exc import SQLAlchemyError

    return (MlflowException, SQLAlchemyError, CommandError, UnwritableError, OSError)


def _reason(error: Exception) -> str:
    told = str(error)
    return next((plain for word, plain in REASONS.items() if word in told), told.splitlines()[0][:300])


def _send(run: str, waiting: dict[str, Record], server: str) -> None:
    """Send what waits; a record leaves `waiting` as soon as the server has it."""
    from mlflow.tracking import MlflowClient

    client = MlflowClient(server)
    found = client.get_experiment_by_name(run)
    experiment = found.experiment_id if found else client.create_experiment(run)
    for key in _settled(client, experiment):
        waiting.pop(key, None)
    if not waiting:
        return
    for key, record in list(waiting.items()):
        _log(client, experiment, record)
        del waiting[key]
    # A call that was repeated because its answer was lost may have made a run twice, as may somebody else meanwhile.
    _settled(client, experiment)


def _settled(client: Any, experiment: str) -> set[str]:
    """Keys of complete runs, each there once: a run that a crash left open, or a later double, is deleted."""
    settled: set[str] = set()
    for seen in sorted(_runs(client, experiment), key=lambda run: (run.info.start_time, run.info.run_id)):
        key = seen.data.tags.get(KEY)
        if key is None:
            continue
        if seen.info.status != "FINISHED" or key in settled:
            client.delete_run(seen.info.run_id)
        settled |= {key} if seen.info.status == "FINISHED" else set()
    return settled


def _runs(client: Any, experiment: str) -> list[Any]:
    found, token = [], None
    while True:
        page = client.search_runs([experiment], max_results=1000, page_token=token)
        found += page
        token = page.token
        if not token:
            return found


def _log(client: Any, experiment: str, record: Record) -> None:
    from mlflow.entities import Metric, Param, RunTag

    created = client.create_run(experiment, run_name=record.name, tags={KEY: record.key})
    start = created.info.start_time
    metrics = [Metric(name, value, start, 0) for name, value in record.metrics.items()]
    metrics += [Metric("training_loss", loss, start, epoch) for epoch, loss in enumerate(record.losses)]
    client.log_batch(
        created.info.run_id,
        metrics=metrics,
        params=[Param(name, value) for name, value in record.params.items()],
        tags=[RunTag(name, value) for name, value in record.tags.items()],
    )
    client.set_terminated(created.info.run_id)
