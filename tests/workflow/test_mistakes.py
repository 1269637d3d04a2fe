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


TRIAL = """
title: a small trial that a test made
reader:
  kind: trial_tables
  participants: {files: [a.csv], participant: id, arm: {column: group}}
  measures: {distress: {low: 0, high: 20, better: lower}}
  occasions: {pre: 0, post: 8}
  outcomes: [{files: [a.csv], participant: id, columns: {distress: {pre: a, post: b}}}]
licence: {name: CC0-1.0, redistribution: allowed}
source: {path: data/small_trial, obtain: made by the test}
"""
STUDY = """
ingest: {dataset: small_trial}
analyse:
  distress_by_arm: {kind: anova, measures: [distress], between: {arm: [control, coachin]}, occasions: [pre, post]}
report: {title: a small trial}
"""


@pytest.mark.slow
def test_what_only_the_data_can_tell_is_told_with_the_studys_own_words(copy):
    (copy.place / "data/small_trial").mkdir(parents=True)
    (copy.place / "data/small_trial/a.csv").write_text("id,group,a,b\np1,control,3,4\np2,coaching,5,6\n")
    (copy.place / "params/datasets/small_trial.yaml").write_text(TRIAL)
    (copy.place / "params/studies/small_trial.yaml").write_text(STUDY)
    done = copy.snakemake("results/studies/small_trial/analyses/distress_by_arm.json")
    said = done.stderr + done.stdout
    assert done.returncode != 0
    assert "params/studies/small_trial.yaml: analyse.distress_by_arm.between.arm.1: found 'coachin'" in said
    assert "Did you mean 'coaching'?" in said


def test_a_misspelt_arm_stops_the_workflow_before_any_work(copy):
    copy.edit("params/studies/emohaa.yaml", "    treated: emohaa_full\n", "    treated: emohaa_ful\n")
    done = copy.snakemake("--dry-run", "emohaa_twin")
    said = done.stderr + done.stdout
    assert done.returncode != 0
    assert "params/studies/emohaa.yaml: analyse.depression_redrawn.treated: found 'emohaa_ful'" in said
    assert "Did you mean 'emohaa_full'?" in said
