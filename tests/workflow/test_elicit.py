"""A study of a language model's recorded responses, from the recording to the report."""

import json

import pytest

from affectflow import tables

from . import tiny

STUDY = """
ingest: {dataset: tiny}
elicit:
  prompts: {feeling: "{condition} What does this person feel? {item}"}
  conditions: {plain: "", urgent: This matters to me.}
  items: {keys: I lost my keys., prize: I won the prize.}
  models: {parrot: {kind: recorded, path: data/parrot.jsonl}}
report: {title: What a recorded model answered}
"""


@pytest.mark.slow
def test_recorded_responses_to_a_report(copy):
    tiny.make(copy.place, speakers=2)
    (copy.place / "params/studies/asked.yaml").write_text(STUDY)
    answered = [("keys", "plain"), ("keys", "urgent"), ("prize", "plain"), ("prize", "plain")]
    lines = [
        json.dumps({"item": item, "prompt": "feeling", "condition": condition, "replicate": 1, "text": "joy"})
        for item, condition in answered
    ]
    (copy.place / "data/parrot.jsonl").write_text("\n".join(lines))
    done = copy.snakemake("reports/asked/index.html")
    assert done.returncode == 0, done.stdout + done.stderr
    responses = tables.read("responses", copy.place / "results/studies/asked/responses.parquet")
    assert len(responses) == 3
    page = (copy.place / "reports/asked/index.html").read_text()
    assert "3 responses of 4 responses" in page
    assert "duplicate response" in page
    assert "missing response" in page
    (copy.place / "data/parrot.jsonl").write_text("\n".join(lines[:3]))
    assert copy.would_run("reports/asked/index.html")["elicit"] == 1
