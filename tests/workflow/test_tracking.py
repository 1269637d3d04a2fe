"""An absent tracking server: nothing fails, nothing is lost, and the next run sends what waits."""

import pytest

from affectflow import tables

from . import tiny


@pytest.mark.slow
def test_what_an_absent_server_did_not_take_is_sent_by_the_next_run(copy):
    tiny.make(copy.place, speakers=6)
    marker = "results/studies/tiny/tracked.json"
    done = copy.snakemake(marker, MLFLOW_TRACKING_URI="http://127.0.0.1:9")
    assert done.returncode == 0, done.stderr
    assert "Nothing is lost" in done.stdout + done.stderr
    assert tables.read_json(copy.place / marker)["waiting"] == 6

    assert copy.would_run(marker) == {"track": 1}
    store = f"sqlite:///{copy.place / 'own.db'}"
    assert copy.snakemake(marker, MLFLOW_TRACKING_URI=store).returncode == 0
    assert tables.read_json(copy.place / marker)["waiting"] == 0
    assert copy.would_run(marker) == {}

    from mlflow.tracking import MlflowClient

    client = MlflowClient(store)
    experiment = client.get_experiment_by_name("tiny")
    assert len(client.search_runs([experiment.experiment_id])) == 6
