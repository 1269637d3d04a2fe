"""The profile for clusters fits the workflow; no Slurm is needed to see it."""

import re

import pytest
import yaml
from workflow.conftest import Copy

from affectflow.studies.loading import RULES


def profile(home, name: str) -> dict:
    return yaml.safe_load((home / "profiles" / name / "config.yaml").read_text())


def test_it_names_rules_that_there_are(home):
    slurm = profile(home, "slurm")
    grouped = [entry.split("=")[0] for entry in slurm["groups"]]
    assert {*slurm["set-resources"], *grouped} <= RULES


def test_what_decides_whether_a_job_runs_is_the_same_as_on_one_machine(home):
    slurm, default = profile(home, "slurm"), profile(home, "default")
    for key in ("rerun-triggers", "rerun-incomplete", "keep-going", "max-checksum-file-size", "config"):
        assert slurm[key] == default[key], key


@pytest.mark.parametrize(("accelerator", "fusion"), [("gpu", 1), ("auto", 0)])
def test_networks_and_nothing_else_ask_for_a_gpu_where_the_profile_says_so(home, tmp_path, accelerator, fusion):
    models = [f"results/studies/parlor_twin/{model}/scores.json" for model in ("fusion", "linear")]
    options = ("--dry-run", "--quiet", "host", "--config", f"accelerator={accelerator}", "--", *models)
    done = Copy.of(home, tmp_path).snakemake(*options)
    asked = re.findall(r"model=(\w+)\n.*?resources: .*?\bgpu=(\d)", done.stdout + done.stderr, re.S)
    assert dict(asked) == {"fusion": str(fusion), "linear": "0"}
