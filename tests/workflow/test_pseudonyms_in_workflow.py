"""A corpus whose participants are hidden: with a key, without it, with another, and for who pulled the results."""

import csv
import json
import re
from pathlib import Path

import pandas as pd
import pytest

from affectflow import tables

from . import tiny

pytestmark = pytest.mark.slow
TABLES = [f"results/datasets/tiny/{name}.parquet" for name in ("items", "participants", "outcomes", "quarantine")]


@pytest.fixture
def hidden(copy):
    """A copy with a corpus of named participants, one of whose outcomes is unreadable and one unknown."""
    raw = tiny.make(copy.place, speakers=2)
    copy.edit(
        "params/datasets/tiny.yaml", "reader: {kind: parlor}", "reader: {kind: parlor}\npseudonymise: [participant_id]"
    )
    for name in ("participants.csv", "outcomes.csv"):
        with (raw / name).open(newline="") as file:
            found = list(csv.DictReader(file))
        named = [row | {"participant_id": f"casefile-{row['participant_id']}"} for row in found]
        if name == "outcomes.csv":
            named[0]["value"] = "illegible"
            named.append(named[1] | {"participant_id": "casefile-stranger"})
        with (raw / name).open("w", newline="") as file:
            writer = csv.DictWriter(file, named[0].keys())
            writer.writeheader()
            writer.writerows(named)
    return copy


def make_key(copy, name="a.key", letter="k"):
    """A key file outside the repository's own place for it."""
    key = copy.place / name
    key.write_text(letter * 64)
    key.chmod(0o600)
    return {"AFFECTFLOW_PSEUDONYM_KEY": str(key)}


def ingest(copy, *options, **environment):
    return copy.snakemake(*options, "--", *TABLES, **environment)


def reruns(copy, **environment):
    """Whether ingest would run."""
    done = ingest(copy, "--dry-run", **environment)
    assert done.returncode == 0, done.stderr
    return re.search(r"^ingest +1$", done.stdout + done.stderr, re.M) is not None


def everything_written(place: Path):
    """All that a run leaves behind, tables as text too, since Parquet is compressed."""
    for folder in ("results", "logs", ".snakemake"):
        for path in sorted((place / folder).rglob("*")):
            if path.is_file():
                yield path, path.read_bytes()
                if path.suffix == ".parquet":
                    yield path, pd.read_parquet(path).to_csv().encode()


def test_without_a_key_nothing_starts_and_the_user_is_told_how_to_make_one(hidden):
    done = ingest(hidden)
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert "affectflow key" in said
    assert "AFFECTFLOW_PSEUDONYM_KEY" in said
    assert "Traceback" not in said
    assert not (hidden.place / "results").exists()


def test_with_a_key_no_file_holds_a_name_or_the_key(hidden):
    key = make_key(hidden)
    done = ingest(hidden, **key)
    assert done.returncode == 0, done.stderr
    data = hidden.place / "results/datasets/tiny"
    people = set(tables.read("participants", data / "participants.parquet")["participant_id"])
    assert set(tables.read("outcomes", data / "outcomes.parquet")["participant_id"]) <= people
    assert all(name.startswith("P-") for name in people)
    aside = tables.read("quarantine", data / "quarantine.parquet").set_index("reason")
    assert aside.loc["unknown_participant", "found"].startswith("P-")
    assert ", participant_id P-" in aside.loc["not_a_number", "found"]
    leaks = [
        path for path, content in everything_written(hidden.place) if b"casefile" in content or b"k" * 64 in content
    ]
    assert leaks == []


def test_another_key_runs_ingest_anew_and_an_absent_one_does_not(hidden):
    assert ingest(hidden, **make_key(hidden)).returncode == 0
    assert not reruns(hidden, **make_key(hidden))
    assert reruns(hidden, **make_key(hidden, "b.key", "x"))
    assert not reruns(hidden)
    record = json.loads((hidden.place / "results/datasets/tiny/pseudonyms.json").read_text())
    assert len(record["key"]) == 16
    raw = hidden.place / "data/tiny/outcomes.csv"
    raw.write_text(raw.read_text() + "\n")
    done = ingest(hidden)
    assert done.returncode != 0
    assert "affectflow key" in done.stdout + done.stderr
