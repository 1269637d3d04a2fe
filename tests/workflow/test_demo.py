"""What the demo found: every planted effect, nothing where nothing was planted, and its marks."""

import json
import re
from pathlib import Path

import pytest
import yaml

from affectflow import tables, tracking
from affectflow.studies import CORPUS, load_studies

RUNS = ("parlor_twin", "parlor_control_twin")
pytestmark = pytest.mark.demo


def planted(home, run):
    checks = yaml.safe_load((home / f"params/studies/{run.removesuffix('_twin')}.yaml").read_text())
    return checks["analyse"]["recovery"]["checks"]


@pytest.mark.parametrize("run", RUNS)
def test_each_planted_effect_is_recovered(home, run):
    found = tables.read_json(home / f"results/studies/{run}/analyses/recovery.json")
    assert set(found["checks"]) == set(planted(home, run))
    assert {name: check["why"] for name, check in found["checks"].items() if not check["recovered"]} == {}


def test_control_turns_differ_from_planted_ones_in_what_is_found(home):
    gains = [tables.read_json(home / f"results/studies/{run}/analyses/fusion_gain.json")["differences"] for run in RUNS]
    for modality in ("audio", "face", "text"):
        assert gains[0][modality]["low"] > 0 > gains[1][modality]["low"]


@pytest.mark.parametrize("run", [*RUNS, "emodb_twin"])
def test_what_is_synthetic_says_so_in_path_page_and_tables(home, run):
    page = (home / f"reports/{run}/index.html").read_text()
    assert "SYNTHETIC" in re.search(r"<title>(.*?)</title>", page, re.S)[1]
    for path in (home / f"reports/{run}/tables").glob("*.csv"):
        assert "synthetic" in path.read_text().splitlines()[1], path


def test_a_twin_satisfies_no_claim(home):
    claims = json.loads((home / "reports/emodb_twin/summary.json").read_text())["claims"]
    assert claims.get("reproduced", 0) == 0


def test_every_table_on_disk_is_valid_and_every_interval_has_its_conventions(home):
    names = {*CORPUS, "quarantine"}
    for path in (home / "results/datasets").glob("*_twin/*.parquet"):
        assert path.stem in names
        tables.read(path.stem, path)
    for path in (home / "results/studies").glob("*_twin/*/scores.json"):
        document = tables.read_json(path)
        assert document["conventions"], path
        for interval in document["metrics"].values():
            assert {"estimate", "low", "high", "level", "method", "clusters"} <= set(interval), path


def test_every_training_run_is_tracked_once(home, tmp_path, monkeypatch):
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    catalogue = load_studies(home / "params")
    for run in RUNS:
        train = catalogue.study(run).train
        fits = len(train.models) * len(train.seeds) * train.split.folds
        assert tables.read_json(home / f"results/studies/{run}/tracked.json") | {"attempt": 1} == {
            "attempt": 1, "records": fits, "waiting": 0,
        }  # fmt: skip
    folder = home / "results/studies/parlor_control_twin"
    told = [tables.read_json_by_folder(folder.glob(f"*/{name}.json")) for name in ("scores", "history")]
    models = catalogue.study("parlor_control_twin").plain()["train"]["models"]
    for _ in range(2):
        tracking.mirror("parlor_control_twin", scores=told[0], history=told[1], models=models, home=Path(tmp_path))

    from mlflow.tracking import MlflowClient

    client = MlflowClient(f"sqlite:///{tmp_path / 'mlflow.db'}")
    experiment = client.get_experiment_by_name("parlor_control_twin")
    assert len(client.search_runs([experiment.experiment_id], max_results=1000)) == 75
