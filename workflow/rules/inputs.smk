# Which files and params a job reads, where that depends on what its study or corpus declares.
from hashlib import sha256

OF_PERSONS = (
    *("trial", "baseline", "longitudinal", "anova", "differences", "events", "ordinal"),
    *("reliable_change", "imputation", "exposure", "regression"),
)

RAW_HASHES = Hashes(Path(".snakemake/affectflow/raw.json"))


def place(data):
    """Folder with the raw files of a corpus: made by its twin, or where the user has it. Not among the params
    of a rule: the same corpus elsewhere is the same corpus."""
    if data.endswith(TWIN):
        return f"results/datasets/{data}/raw"
    return str(declared_place(data, CATALOGUE.dataset(data), config, os.environ))


config["places"] = {data: place(data) for data in DATA}
config["studies"] = {run: f"params/studies/{run.removesuffix(TWIN)}.yaml" for run in RUNS}


@cache
def raw_content(data):
    """Hash over all raw files of a real corpus. Where results were pulled without their corpus, it is the hash
    over the list that came with them: a corpus is asked for when a job needs it."""
    dataset, listed = CATALOGUE.dataset(data), Path(f"results/datasets/{data}/raw.sha256")
    named = data in config or variable(data) in os.environ
    if named or Path(place(data)).is_dir() or not listed.is_file():
        found = plainly(place_of, data, dataset, config, os.environ)
        text = manifest(found, raw_files(found, dataset.source.files), RAW_HASHES)
    else:
        text = listed.read_text()
    return sha256(text.encode()).hexdigest()


config["pseudonym_key"] = str(key_place(os.environ))


@cache
def pseudonyms(data):
    """Which identifiers of a corpus ingest hides, and the fingerprint of the key; the key itself is read by the
    job alone. Where results were pulled without the key, it is the fingerprint that came with them."""
    recorded = Path(f"results/datasets/{data}/pseudonyms.json")
    return plainly(declared_pseudonyms, data, CATALOGUE.dataset(data), Path(config["pseudonym_key"]), recorded)


def known(data):
    """File with checksums of a real corpus, if its catalogue entry names one."""
    source = CATALOGUE.dataset(data).source
    return [f"params/datasets/{source.checksums}"] if source and source.checksums and not data.endswith(TWIN) else []


def model_ratings(w):
    """The ratings, for a model that follows single raters; others see the counts of votes in the sample."""
    spec = CATALOGUE.study(w.run).train.models[w.model]
    return study_data(w.run, "ratings") if getattr(spec, "needs_ratings", False) else []


def analysis_inputs(w):
    """What an analysis reads, by its kind."""
    spec = section(w.run, "analyse")[w.analysis]
    results = f"results/studies/{w.run}"
    named = [spec["reference"], *spec["against"]] if spec["kind"] == "comparison" else []
    others = [name for name in section(w.run, "analyse") if name != w.analysis]
    return {
        "agreement": {"tables": study_data(w.run, "items", "ratings")},
        "aggregation": {"tables": study_data(w.run, "items", "ratings")},
        "traces": {"tables": study_data(w.run, "items", "traces")},
        "episodes": {"tables": study_data(w.run, "items", "episodes")},
        "judges": {"tables": study_data(w.run, "items", "ratings")},
        "sets": {"tables": study_data(w.run, "items", "ratings")},
        "expressions": {
            "tables": study_data(w.run, "items"),
            "sample": f"{results}/sample.parquet",
            "predictions": [f"{results}/{spec['model']}/predictions.parquet"] if spec.get("model") else [],
        },
        "relabelling": {"tables": study_data(w.run, "items", "ratings")},
        **dict.fromkeys(OF_PERSONS, {"tables": study_data(w.run, *PERSONS)}),
        "rated_conditions": {"tables": study_data(w.run, "items", "ratings")},
        "prisma": {"tables": study_data(w.run, "records")},
        "frequencies": {"tables": study_data(w.run, "records", "codings")},
        "meta_analysis": {"tables": study_data(w.run, "effects", "codings")},
        "power": {},
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


def people_of(run):
    """The participants that a report counts: those of a corpus of people. Elsewhere the report needs no table that
    its author may have to withhold."""
    of_people = CATALOGUE.dataset(CATALOGUE.data(run)).reader.kind == "trial_tables"
    return study_data(run, "participants") if of_people else []


def frozen(run):
    """The preregistration of the study behind a run, as plain data, if it has one."""
    found = CATALOGUE.preregistrations.get(run.removesuffix(TWIN))
    return found.plain() if found else None


def everything(run):
    """All files of a run. Each is asked for by name, since Snakemake takes a run whose report is there for whole,
    also when a result behind it is not."""
    declared, results = CATALOGUE.study(run), f"results/studies/{run}"
    features = list(declared.features)
    found = [f"reports/{run}/index.html", f"results/datasets/{CATALOGUE.data(run)}/raw.sha256", *run_results(run)]
    found += study_data(run, *CORPUS, "quarantine")
    found += shards(run, features) + shards(run, features, stem="quarantine")
    found += models(run, "predictions.parquet") + models(run, "checkpoint.safetensors")
    found += [f"{results}/sample.parquet", f"{results}/tracked.json"] if declared.train else []
    return found + ([f"{results}/responses.parquet"] if declared.elicit else [])


@cache
def attempt(run):
    """A number that grows while records wait, so that the next run of the workflow tries again.

    Cached, because the marker is gone while the job that makes it anew runs.
    """
    marker = Path(f"results/studies/{run}/tracked.json")
    try:
        said = json.loads(marker.read_text()) if marker.is_file() else {"attempt": 1, "waiting": 0}
        return said["attempt"] + (said["waiting"] > 0)
    except (ValueError, KeyError, TypeError):
        return 0  # Torn: no attempt has this number, so that it is made anew.


def real_summaries():
    """Summaries of real runs that were made, with hashes. The index shows them without needing their corpora,
    which as its inputs they would ask for."""
    paths = [Path(f"reports/{run}/summary.json") for run in RUNS if run not in TWINS]
    return {str(path): sha256(path.read_bytes()).hexdigest() for path in paths if path.is_file()}


def evaluation(run):
    """A run's section `train` without its models: what all of them share."""
    return {key: value for key, value in (section(run, "train") or {}).items() if key != "models"}
