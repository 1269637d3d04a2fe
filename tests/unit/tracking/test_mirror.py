"""The mirror to MLflow: a real SQLite store, nothing twice, nothing lost."""

import pytest

from affectflow import tracking

SCORES = {
    "audio": {
        "metrics": {
            "uar": {"per_fold": [{"seed": 1, "fold": f, "value": 0.5 + f / 10, "n": 9} for f in (0, 1)]},
            "log_loss": {"per_fold": [{"seed": 1, "fold": f, "value": None, "n": 9} for f in (0, 1)]},
        }
    }
}
HISTORY = {"audio": [{"seed": 1, "fold": f, "epoch": e, "loss": 1 / e} for e in (1, 2) for f in (0, 1)]}
MODELS = {"audio": {"kind": "network", "features": ["egemaps"]}}


@pytest.fixture
def client(tmp_path, monkeypatch):
    """A client of the store that `mirror` writes to when nothing else is said."""
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    from mlflow.tracking import MlflowClient

    return MlflowClient(f"sqlite:///{tmp_path / 'mlflow.db'}")


def send(home, scores=SCORES):
    return tracking.mirror("demo_twin", scores=scores, history=HISTORY, models=MODELS, home=home)


def runs(client):
    experiment = client.get_experiment_by_name("demo_twin")
    return client.search_runs([experiment.experiment_id])


def test_every_fit_is_a_run_and_a_second_mirror_adds_nothing(client, tmp_path):
    assert send(tmp_path) == {"records": 2, "waiting": 0}
    assert send(tmp_path) == {"records": 2, "waiting": 0}
    there = runs(client)
    assert sorted(run.data.metrics["uar"] for run in there) == [0.5, 0.6]
    assert all("log_loss" not in run.data.metrics for run in there)
    assert {run.data.tags["affectflow.data"] for run in there} == {"SYNTHETIC"}
    assert [m.value for m in client.get_metric_history(there[0].info.run_id, "training_loss")] == [1.0, 0.5]
    assert {run.data.params["features"] for run in there} == {"egemaps"}


def test_a_run_that_a_crash_left_open_is_written_anew(client, tmp_path):
    send(tmp_path)
    broken = runs(client)[0]
    client.update_run(broken.info.run_id, status="RUNNING")
    send(tmp_path)
    there = runs(client)
    assert len(there) == 2
    assert {run.info.status for run in there} == {"FINISHED"}
    assert broken.info.run_id not in {run.info.run_id for run in there}


def test_a_changed_result_is_a_new_run(client, tmp_path):
    send(tmp_path)
    changed = {"audio": {"metrics": {"uar": {"per_fold": [{"seed": 1, "fold": 0, "value": 0.9, "n": 9}]}}}}
    send(tmp_path, changed)
    assert len(runs(client)) == 3


def test_an_absent_server_fails_nothing_and_the_records_wait(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://127.0.0.1:9")
    sent = send(tmp_path)
    assert (sent["records"], sent["waiting"]) == (2, 2)
    assert "Nothing is lost" in capsys.readouterr().err
