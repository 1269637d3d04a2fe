# analyse: tables and predictions -> one document for each analysis; its kind names its script.


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


rule analysis:
    input:
        unpack(analysis_inputs),
    output:
        "results/studies/{run}/analyses/{analysis}.json",
    benchmark:
        "logs/{run}/analysis-{analysis}.tsv"
    params:
        kind=lambda w: section(w.run, "analyse")[w.analysis]["kind"],
        spec=lambda w: section(w.run, "analyse")[w.analysis],
        ingest=lambda w: section(w.run, "ingest"),
        train=lambda w: {key: value for key, value in (section(w.run, "train") or {}).items() if key != "models"},
        code=lambda w: code(f"{section(w.run, 'analyse')[w.analysis]['kind']}.py"),
    script:
        "../scripts/{params.kind}.py"
