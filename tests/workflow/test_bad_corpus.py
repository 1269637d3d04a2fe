"""A corpus with faults, from raw files to the report: each fault is told, and nothing else is lost."""

import csv
import json

import pytest

from affectflow import tables

from . import tiny


def rows(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write(path, records):
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, records[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(records)


@pytest.mark.slow
def test_a_truncated_wav_an_empty_transcript_and_a_duplicate_rating(copy):
    raw = tiny.make(copy.place)
    for whose in ("features: [vader]\n", "features: [vader]}"):
        copy.edit("params/studies/tiny.yaml", whose, whose.replace("[", "[egemaps, "))
    turns, ratings = rows(raw / "turns.csv"), rows(raw / "ratings.csv")
    cut, silent, twice = turns[0]["item_id"], turns[1]["item_id"], ratings[0]
    wav = raw / turns[0]["audio"]
    wav.write_bytes(wav.read_bytes()[:4000])
    turns[1]["transcript"] = ""
    write(raw / "turns.csv", turns)
    write(raw / "ratings.csv", [*ratings, twice])

    done = copy.snakemake("reports/tiny/index.html")
    assert done.returncode == 0, done.stdout + done.stderr

    data = copy.place / "results/datasets/tiny"
    aside = tables.read("quarantine", data / "quarantine.parquet").set_index("reason")
    assert aside.loc["truncated", "item_id"] == cut
    assert "header promises" in aside.loc["truncated", "allowed"]
    assert f"row {len(ratings) + 2}" in aside.loc["duplicate_rating", "place"]
    assert len(tables.read("items", data / "items.parquet")) == len(turns) - 1

    shards = sorted((copy.place / "results/features/tiny/vader").glob("quarantine-*.parquet"))
    words = tables.read("quarantine", *shards)
    assert list(words["reason"]) == ["no_transcript"]
    assert list(words["item_id"]) == [silent]

    sample = tables.read("sample", copy.place / "results/studies/tiny/sample.parquet")
    flow = tables.read_json(copy.place / "results/studies/tiny/flow.json")
    lost = sum(sum(step["removed"].values()) for step in flow["steps"])
    assert len(sample) + lost == len(turns) - 1
    assert flow["quarantined"] == {"duplicate_rating": 1, "item_left_out": 1, "no_transcript": 1, "truncated": 1}
    page = (copy.place / "reports/tiny/index.html").read_text()
    for reason in ("truncated", "duplicate", "transcript"):
        assert reason in page

    assert copy.would_run("reports/tiny/index.html") == {}
    turns[1]["transcript"] = "I won the prize."
    write(raw / "turns.csv", turns)
    again = copy.would_run("reports/tiny/index.html")
    assert again["ingest"] == 1
    assert json.loads((copy.place / "reports/tiny/summary.json").read_text())


@pytest.mark.slow
def test_a_missing_column_is_told_with_its_file_and_stops_before_training(copy):
    raw = tiny.make(copy.place, speakers=3)
    (raw / "turns.csv").write_text((raw / "turns.csv").read_text().replace("speaker_id", "speakr_id", 1))
    done = copy.snakemake("reports/tiny/index.html")
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert "turns.csv" in said
    assert "no column 'speaker_id'" in said
    assert "Traceback" not in said


@pytest.mark.slow
def test_more_in_quarantine_than_the_study_tolerates_stops_it(copy):
    raw = tiny.make(copy.place, speakers=3)
    copy.edit("params/studies/tiny.yaml", "max_quarantined: 0.2", "max_quarantined: 0.01")
    turns = rows(raw / "turns.csv")
    wav = raw / turns[0]["audio"]
    wav.write_bytes(wav.read_bytes()[:4000])
    done = copy.snakemake("results/studies/tiny/sample.parquet")
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert "max_quarantined" in said
    assert "1 of 24 items in quarantine" in said
