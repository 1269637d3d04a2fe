"""Snakemake's own linter."""

import re

ENVIRONMENT = "Specify a conda environment or container for each rule.:"
"""The one lint that is answered elsewhere: requirements.lock pins one environment for all rules."""


def test_nothing_but_the_missing_conda_environment_is_linted(copy):
    done = copy.snakemake("--lint")
    lints = re.findall(r"^    \* (.+)$", done.stdout + done.stderr, re.M)
    assert lints
    assert {lint for lint in lints if lint != ENVIRONMENT} == set()
