# Which files and params a job reads, where that depends on what its study or corpus declares.
from hashlib import sha256


@cache
def root(data):
    """Folder with the raw files of a corpus: made by its twin, or where the user has it."""
    if data.endswith(TWIN):
        return Path("results/datasets") / data / "raw"
    return plainly(place_of, data, CATALOGUE.dataset(data), config, os.environ)


def raw(data):
    """What stands for a corpus's raw files: themselves, or the hashes of a twin's, since the time of a folder,
    which a checkout changes, says nothing about what is in it."""
    if data.endswith(TWIN):
        return [f"results/datasets/{data}/raw.sha256"]
    return raw_files(root(data), CATALOGUE.dataset(data))


def known(data):
    """File with checksums of a real corpus, if its catalogue entry names one."""
    source = CATALOGUE.dataset(data).source
    return [f"params/datasets/{source.checksums}"] if source and source.checksums and not data.endswith(TWIN) else []


def analysis_inputs(w):
    """What an analysis reads, by its kind."""
    spec = section(w.run, "analyse")[w.analysis]
    results = f"results/studies/{w.run}"
    named = [spec["reference"], *spec["against"]] if spec["kind"] == "comparison" else []
    others = [name for name in section(w.run, "analyse") if name != w.analysis]
    return {
        "agreement": {"tables": study_data(w.run, "items", "ratings")},
        "trial": {"tables": study_data(w.run, "participants", "outcomes")},
        "comparison": {
            "sample": f"{results}/sample.parquet",
            "predictions": [f"{results}/{name}/predictions.parquet" for name in named],
        },
        "recovery": {
            "planted": f"results/datasets/{CATALOGUE.data(w.run)}/planted.json",
            "results": [f"{results}/analyses/{name}.json" for name in others],
        },
    }[spec["kind"]]


def run_results(run):
    """Documents of a run that its report shows."""
    declared, results = CATALOGUE.study(run), f"results/studies/{run}"
    shown = [name for name, spec in declared.analyse.items() if run.endswith(TWIN) or spec.kind != "recovery"]
    trained = [f"{results}/flow.json", *models(run, "scores.json"), *models(run, "history.json")]
    return (trained if declared.train else []) + [f"{results}/analyses/{name}.json" for name in shown]


@cache
def attempt(run):
    """A number that grows while records wait, so that the next run of the workflow tries again.

    Cached, because the marker is gone while the job that makes it anew runs.
    """
    marker = Path(f"results/studies/{run}/tracked.json")
    said = json.loads(marker.read_text()) if marker.is_file() else {"attempt": 1, "waiting": 0}
    return said["attempt"] + (said["waiting"] > 0)


def real_summaries():
    """Summaries of real runs that were made, with hashes. The index shows them without needing their corpora,
    which as its inputs they would ask for."""
    paths = [Path(f"reports/{run}/summary.json") for run in RUNS if run not in TWINS]
    return {str(path): sha256(path.read_bytes()).hexdigest() for path in paths if path.is_file()}


def evaluation(run):
    """A run's section `train` without its models: what all of them share."""
    return {key: value for key, value in (section(run, "train") or {}).items() if key != "models"}
