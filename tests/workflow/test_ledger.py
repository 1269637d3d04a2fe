"""A result that was changed by another hand stops the workflow; one that a job or a checkout changed does not."""

import json
import shutil
import subprocess

import pytest

pytestmark = pytest.mark.slow
SCORES = "results/studies/tiny/logistic/scores.json"


def alter(repository):
    """Change one number of the scores."""
    path = repository.place / SCORES
    scores = json.loads(path.read_text())
    scores["metrics"]["uar"]["estimate"] *= 1.01
    path.write_text(json.dumps(scores))


def test_an_altered_result_stops_the_workflow_and_is_put_back(author):
    alter(author)
    done = author.snakemake("tiny")
    assert done.returncode == 1
    assert f"{SCORES}: found content that no step of the workflow wrote" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert f"{SCORES}: put back as recorded." in author.run("affectflow", "heal")
    assert author.would_run("tiny") == {}
    (aside,) = (author.place / ".snakemake/affectflow/set-aside").rglob("scores.json")
    assert aside.is_file()


def test_without_a_recorded_version_the_altered_result_is_made_again_by_its_step(author, recorded_author):
    author.edit("params/studies/tiny.yaml", "folds: 3", "folds: 2")
    assert author.snakemake("tiny").returncode == 0
    newer = author.bytes(SCORES)
    assert newer != recorded_author.bytes(SCORES)
    alter(author)
    assert author.snakemake("tiny").returncode == 1
    assert "no good copy is known" in author.run("affectflow", "heal", code=1)
    assert author.would_run(SCORES) == {"model": 1}
    assert author.snakemake("tiny").returncode == 0
    assert author.bytes(SCORES) == newer


def test_without_any_version_an_altered_result_is_set_aside(author):
    (author.place / "dvc.lock").unlink()
    alter(author)
    assert author.snakemake("tiny").returncode == 1
    assert "what was there now lies in" in author.run("affectflow", "heal")
    assert author.would_run(SCORES) == {"model": 1}


def test_a_deleted_result_is_made_again(author):
    before = author.bytes(SCORES)
    (author.place / SCORES).unlink()
    ran = author.would_run("tiny")
    assert (ran["model"], "features" in ran, "sample" in ran) == (1, False, False)
    assert author.snakemake("tiny").returncode == 0
    assert author.bytes(SCORES) == before


def test_a_checkout_of_another_version_is_no_alteration(author):
    author.edit("params/studies/tiny.yaml", "folds: 3", "folds: 2")
    author.run("dvc", "repro")
    author.commit()
    author.run("git", "checkout", "-q", "HEAD~1")
    author.run("dvc", "checkout")
    assert author.would_run("tiny") == {}
    assert "Nothing to be done." in author.run("affectflow", "adopt")


def test_what_a_killed_run_has_made_is_no_alteration(author):
    author.edit("params/studies/tiny.yaml", "folds: 3", "folds: 2")
    ledger = author.place / ".snakemake/affectflow/ledger.json"
    kept = author.place / "kept.json"
    shutil.copy2(ledger, kept)
    assert author.snakemake(SCORES).returncode == 0
    subprocess.run(["cp", "-a", kept, ledger], check=True)  # as if the run had been killed before its end
    assert "sample" not in author.would_run("tiny")
    assert author.snakemake("tiny").returncode == 0


def test_an_experiment_runs_the_study_with_another_parameter(author):
    before = author.bytes(SCORES)
    author.run("dvc", "exp", "run", "--set-param", "params/studies/tiny.yaml:+train.models.logistic.c=0.01")
    assert author.bytes(SCORES) != before
    assert author.would_run("tiny") == {}
    author.run("git", "checkout", "-q", ".")
    author.run("dvc", "checkout")
    assert author.bytes(SCORES) == before
    assert author.would_run("tiny") == {}
