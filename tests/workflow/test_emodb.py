"""Emo-DB's real recordings through the whole workflow."""

import json

import pytest

from affectflow import tables


@pytest.mark.corpus("emodb")
@pytest.mark.slow
def test_real_recordings_to_a_report(copy):
    done = copy.snakemake("reports/emodb/index.html")
    assert done.returncode == 0, done.stdout + done.stderr
    results = copy.place / "results/studies/emodb"
    recall = {
        model: tables.read_json(results / model / "scores.json")["metrics"]["uar"]
        for model in ("majority", "linear_svm", "logistic", "network")
    }
    assert recall["majority"]["estimate"] == 0.25
    for model, expected in (("linear_svm", 0.76), ("logistic", 0.78), ("network", 0.77)):
        assert recall[model]["estimate"] == pytest.approx(expected, abs=0.01)
        assert recall[model]["low"] < recall[model]["estimate"] < recall[model]["high"]
        assert (recall[model]["clusters"], recall[model]["cluster"], recall[model]["level"]) == (10, "speaker", 0.95)
    claims = json.loads((copy.place / "reports/emodb/summary.json").read_text())["claims"]
    assert claims["reproduced"] == 5
    page = (copy.place / "reports/emodb/index.html").read_text()
    assert "SYNTHETIC" not in page
