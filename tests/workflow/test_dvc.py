"""The whole story, on the demo: an author publishes, a reviewer pulls, adopts and verifies, and damage is named."""

import json
import subprocess

import pandas as pd
import pytest

from .conftest import Copy
from .repositories import MADE, Bucket, make_author

pytestmark = [pytest.mark.demo, pytest.mark.slow]
RUN = "emodb_twin"
TABLE = f"results/studies/{RUN}/network/predictions.parquet"
MODEL = f"results/studies/{RUN}/network/checkpoint.safetensors"


@pytest.fixture
def author(home, tmp_path, s3):
    """A repository of its own with the demo's results, and a bucket of an S3-compatible server as its remote."""
    author = make_author(tmp_path / "author", home, only="all")
    for name in MADE:
        (author.place / name).parent.mkdir(exist_ok=True)
        subprocess.run(["cp", "-a", "--reflink=auto", home / name, author.place / name], check=True)
    bucket = Bucket(s3, "story")
    author.run("dvc", "remote", "add", "--default", "shelf", bucket.url)
    for key, value in bucket.settings():
        author.run("dvc", "config", key, value)
    author.commit()
    return author


def alter(reviewer):
    """One number of a table by 1 %, and one byte of a model."""
    table = pd.read_parquet(reviewer.place / TABLE)
    table.loc[7, "p_anger"] *= 1.01
    table.to_parquet(reviewer.place / TABLE)
    content = bytearray(reviewer.bytes(MODEL))
    content[-5] ^= 1
    (reviewer.place / MODEL).write_bytes(content)


def test_an_author_publishes_and_a_reviewer_finds_out(author, tmp_path):
    assert author.would_run() == {}
    author.run("dvc", "repro")
    author.commit()
    assert "No changes" in author.run("dvc", "data", "status")
    assert "found each as recorded" in author.run("affectflow", "publish")

    reviewer = author.clone(tmp_path / "reviewer")
    reviewer.run("dvc", "pull")
    assert "Nothing to be done." in reviewer.run("affectflow", "adopt")

    verdict = ["affectflow", "verify", RUN, "--scratch", str(tmp_path / "scratch")]
    reviewer.run(*verdict)
    found = json.loads((reviewer.place / "verdicts" / RUN / "verdict.json").read_text())
    assert found["verdict"] == "identical"
    assert found["counts"]["differs"] == 0

    reviewer.edit("params/studies/parlor.yaml", 'title: "parlor: from', 'title: "parlor: all the way from')
    assert reviewer.would_run() == {"report": 1, "index": 1}
    reviewer.run("git", "checkout", "-q", ".")
    assert reviewer.would_run() == {}
    path = reviewer.place / "src/affectflow/analyse/recovery/__init__.py"
    path.write_text(path.read_text() + "\nEDITED = 1\n")
    recoveries = list((reviewer.place / "results/studies").glob("*/analyses/recovery.json"))
    assert reviewer.would_run()["analysis"] == len(recoveries) > 2
    reviewer.run("git", "checkout", "-q", ".")

    alter(reviewer)
    assert TABLE in Copy.snakemake(reviewer, "--dry-run").stderr
    said = reviewer.run(*verdict, code=1)
    assert TABLE in said
    assert MODEL in said
    reviewer.run("affectflow", "heal")
    assert "Nothing to be done." in reviewer.run("affectflow", "adopt")
