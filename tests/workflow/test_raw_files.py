"""Raw files of a real corpus: no change is hidden by an old time, and pulled results need no corpus."""

import os
import shutil

import pytest

pytestmark = pytest.mark.slow
VOTES = "data/tiny/ratings.csv"


def test_a_change_under_an_old_time_is_noticed(author):
    path = author.place / VOTES
    before, content = path.stat(), path.read_text()
    lines = content.splitlines(keepends=True)
    path.write_text("".join([lines[0], lines[2], lines[1], *lines[3:]]))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert {"manifest", "ingest"} <= set(author.would_run("tiny"))
    author.run("dvc", "repro")
    assert author.would_run("tiny") == {}


def test_a_new_time_alone_reruns_nothing(author):
    os.utime(author.place / VOTES)
    assert author.would_run("tiny") == {}


def test_a_corpus_elsewhere_is_the_same_corpus(author, tmp_path):
    shutil.move(author.place / "data/tiny", tmp_path / "elsewhere")
    assert author.would_run("tiny", "--config", f"tiny={tmp_path / 'elsewhere'}") == {}


def test_pulled_results_need_no_corpus_until_a_job_does(author, tmp_path):
    author.run("dvc", "remote", "add", "--default", "shelf", str(tmp_path / "shelf"))
    author.commit()
    author.run("dvc", "push")
    reviewer = author.clone(tmp_path / "reviewer")
    reviewer.run("dvc", "pull")
    assert not (reviewer.place / "data/tiny").exists()
    assert "Nothing to be done." in reviewer.run("affectflow", "adopt")
    reviewer.edit("params/studies/tiny.yaml", "title: a small study", "title: the same study")
    done = reviewer.snakemake("reports/tiny/index.html")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_place_that_was_named_must_be_there(author, tmp_path):
    done = author.snakemake("tiny", AFFECTFLOW_TINY=str(tmp_path / "nowhere"))
    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert "nowhere" in said
    assert "AFFECTFLOW_TINY" in said
    assert "Traceback" not in said
