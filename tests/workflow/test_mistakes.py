"""What the user of the workflow sees when something is wrong."""

import pytest


def test_a_misspelt_key_stops_the_workflow_before_any_work(copy):
    copy.edit("params/studies/parlor.yaml", "  target:", "  targt:")
    done = copy.snakemake("--dry-run")
    assert done.returncode != 0
    assert "Did you mean 'target'?" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr + done.stdout


def test_an_unknown_corpus_is_named(copy):
    copy.edit("params/studies/emodb.yaml", "dataset: emodb", "dataset: emodbb")
    done = copy.snakemake("--dry-run")
    assert done.returncode != 0
    assert "params/studies/emodb.yaml: ingest.dataset: found 'emodbb'" in done.stderr + done.stdout


def test_an_absent_corpus_is_one_line_with_where_to_get_it(copy):
    done = copy.snakemake("--dry-run", "emodb", AFFECTFLOW_EMODB="")
    said = done.stderr + done.stdout
    assert done.returncode != 0
    assert "no folder 'data/emodb'" in said
    assert "AFFECTFLOW_EMODB" in said
    assert "Traceback" not in said


def test_an_absent_corpus_does_not_stop_other_studies(copy):
    assert copy.would_run("parlor_twin")["twin"] == 1


@pytest.mark.parametrize("setting", ["emodbb=/tmp", "acelerator=cpu"])
def test_a_misspelt_setting_is_named(copy, setting):
    done = copy.snakemake("--dry-run", "--config", setting)
    assert done.returncode != 0
    assert "Did you mean" in done.stderr + done.stdout
