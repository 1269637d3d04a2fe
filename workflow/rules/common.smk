# What all files of rules share, namely the catalogue and the names of runs and data.
import json
import os
from functools import cache

PERSONS = ("participants", "outcomes", "covariates", "adherence")


def plainly(function, *arguments):
    """Call; a mistake of the user ends the workflow with its message and without the workflow's own traceback."""
    try:
        return function(*arguments)
    except AffectflowError as error:
        raise SystemExit(f"affectflow: {error}") from None


CATALOGUE = plainly(load_studies, Path("params"))
MACHINE = plainly(machine_of, config, CATALOGUE.datasets)
RUNS = CATALOGUE.runs()
TWINS = [run for run in RUNS if run.endswith(TWIN)]
DATA = sorted({CATALOGUE.data(run) for run in RUNS})
REAL = [data for data in DATA if not data.endswith(TWIN)]
OUTLINES = Outlines(Path(".snakemake/affectflow/outlines.json"))
SCRIPTS = Path(workflow.basedir) / "workflow" / "scripts"


@cache
def code(script, *modules):
    """Version of a step's code: of its script, of what that imports, and of what it loads by name."""
    return code_version(SCRIPTS / script, *modules, outlines=OUTLINES)


@cache
def study(run):
    """The study behind a run, as plain data."""
    return CATALOGUE.study(run).plain()


def section(run, name):
    """One section of the study behind a run, as plain data."""
    return study(run)[name]


def study_data(run, *tables):
    """Tables of the corpus that a run studies."""
    return [f"results/datasets/{CATALOGUE.data(run)}/{table}.parquet" for table in tables]


def shards(run, names, stem="shard"):
    """All shards of some feature sets of a run's corpus."""
    folder = f"results/features/{CATALOGUE.data(run)}"
    return [f"{folder}/{name}/{stem}-{i}-of-{MACHINE.shards}.parquet" for name in names for i in range(MACHINE.shards)]


def models(run, file):
    """One file of each model of a run."""
    train = CATALOGUE.study(run).train
    return [f"results/studies/{run}/{name}/{file}" for name in (train.models if train else ())]
