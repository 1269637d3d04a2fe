# The whole workflow. `snakemake --cores all` makes the twin of each study; `… emodb` the study `emodb` on real data.
from pathlib import Path

from snakemake.utils import min_version
from affectflow.errors import AffectflowError
from affectflow.studies import TWIN, Hashes, Outlines, code_version, declared_place, load_studies, machine_of, manifest
from affectflow.studies import CORPUS, declared_pseudonyms, key_place, place_of, raw_files, variable

min_version("9.0")


include: "workflow/rules/plain_params.smk"
include: "workflow/rules/common.smk"
include: "workflow/rules/inputs.smk"
include: "workflow/rules/cluster.smk"
include: "workflow/rules/after_a_crash.smk"
include: "workflow/rules/ledger.smk"


wildcard_constraints:
    run="|".join(RUNS),
    data="|".join(DATA),
    model="[a-z][a-z0-9_]*",
    features="[a-z][a-z0-9_]*",


rule all:
    default_target: True
    input:
        "reports/index.html",
        [everything(run) for run in TWINS],


include: "workflow/rules/ingest.smk"
include: "workflow/rules/elicit.smk"
include: "workflow/rules/features.smk"
include: "workflow/rules/train.smk"
include: "workflow/rules/analyse.smk"
include: "workflow/rules/report.smk"
include: "workflow/rules/tracking.smk"
