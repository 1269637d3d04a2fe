"""Snakemake's records are read as jobs."""

import base64
import json
from datetime import UTC, datetime

from affectflow.crate.history import jobs_behind

LONG = "results/" + "a" * 300 + "/scores.json"


def record(home, path, rule, inputs=(), start=0.0, end=1.0, **more):
    """Write a record as Snakemake does: a long name is split, all parts but the last behind an @."""
    name = base64.urlsafe_b64encode(path.encode()).decode()
    parts = [name[i : i + 254] for i in range(0, len(name), 254)]
    place = home.joinpath(".snakemake/metadata", *("@" + part for part in parts[:-1]), parts[-1])
    place.parent.mkdir(parents=True, exist_ok=True)
    about = {"rule": rule, "input": list(inputs), "log": [f"logs/{rule}.log"], "code": f'"../scripts/{rule}.py"\n'}
    place.write_text(json.dumps(about | {"starttime": start, "endtime": end} | more))


def test_jobs_are_followed_back_through_their_inputs(tmp_path):
    record(tmp_path, "reports/x/index.html", "report", [LONG], 20.0, 21.5)
    record(tmp_path, "reports/x/tables", "report", [LONG], 20.25, 22.0)
    record(tmp_path, LONG, "model", ["data/raw.wav"], 10.0)
    record(tmp_path, "results/other.json", "other", [LONG], 30.0)
    model, report = jobs_behind(tmp_path, ["reports/x/index.html"])
    assert (model.rule, model.script, model.inputs, model.outputs) == ("model", "model.py", ("data/raw.wav",), (LONG,))
    assert report.outputs == ("reports/x/index.html", "reports/x/tables")
    assert (report.start, report.end) == (datetime.fromtimestamp(20, UTC), datetime.fromtimestamp(22, UTC))


def test_jobs_without_a_log_are_told_apart_by_what_they_made(tmp_path):
    record(tmp_path, "a.json", "analysis", log=[])
    record(tmp_path, "b.json", "analysis", log=[])
    assert [job.outputs for job in jobs_behind(tmp_path, ["a.json", "b.json"])] == [("a.json",), ("b.json",)]


def test_without_records_there_are_no_jobs(tmp_path):
    assert jobs_behind(tmp_path, ["reports/x/index.html"]) == []
