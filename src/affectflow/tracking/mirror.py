"""Mirrors local records to MLflow; safe to repeat, and never the reason that work is lost."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from ..terminal import say
from .records import Record, records

KEY = "affectflow.key"


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
    try:
        _send(run, wanted, _server(home))
    except _unreachable() as error:
        reason = str(error).splitlines()[0][:300]
        say(
            f"affectflow: the tracking server did not take the {len(wanted)} records of {run} ({reason}). "
            "Nothing is lost: they are in results/ and the next run of the workflow sends them."
        )
        return {"records": len(wanted), "waiting": len(wanted), "reason": reason}
    return {"records": len(wanted), "waiting": 0}


def _server(home: Path) -> str:
    # A dead server would block for minutes with the client's own patience.
    os.environ.setdefault("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "1")
    os.environ.setdefault("MLFLOW_HTTP_REQUEST_TIMEOUT", "10")
    # Only the user's own server hears of a study.
    os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
    return os.environ.get("MLFLOW_TRACKING_URI") or f"sqlite:///{(home / 'mlflow.db').resolve()}"


def _unreachable() -> tuple[type[Exception], ...]:
    from mlflow.exceptions import MlflowException
    from sqlalchemy.exc import SQLAlchemyError

    return (MlflowException, SQLAlchemyError, ConnectionError, TimeoutError)


def _send(run: str, wanted: dict[str, Record], server: str) -> None:
    from mlflow.tracking import MlflowClient

    client = MlflowClient(server)
    found = client.get_experiment_by_name(run)
    experiment = found.experiment_id if found else client.create_experiment(run)
    there = _finished(client, experiment)
    for key in wanted.keys() - there:
        _log(client, experiment, wanted[key])


def _finished(client: Any, experiment: str) -> set[str]:
    """Keys of complete runs; a run that a crash left open is deleted and written anew."""
    finished, token = set(), None
    while True:
        page = client.search_runs([experiment], max_results=1000, page_token=token)
        for seen in page:
            if seen.info.status == "FINISHED":
                finished.add(seen.data.tags.get(KEY))
            elif KEY in seen.data.tags:
                client.delete_run(seen.info.run_id)
        token = page.token
        if not token:
            return finished


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
