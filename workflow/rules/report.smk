# report: a run's results -> its page; all pages -> the index. Each run is a target by its name.


rule report:
    input:
        results=lambda w: run_results(w.run),
        data=lambda w: study_data(w.run, "items", "ratings", *PERSONS),
        participants=lambda w: people_of(w.run),
        planted=lambda w: ([f"results/datasets/{CATALOGUE.data(w.run)}/planted.json"] if w.run.endswith(TWIN) else []),
        responses=lambda w: ([f"results/studies/{w.run}/responses.parquet"] if section(w.run, "elicit") else []),
        quarantine=lambda w: study_data(w.run, "quarantine")
        + shards(w.run, section(w.run, "features"), stem="quarantine")
        + ([f"results/studies/{w.run}/responses.quarantine.parquet"] if section(w.run, "elicit") else []),
    output:
        page=report("reports/{run}/index.html", caption="../report/study.rst", category="Studies"),
        summary="reports/{run}/summary.json",
        provenance="reports/{run}/provenance.json",
        figures=directory("reports/{run}/figures"),
        tables=directory("reports/{run}/tables"),
    log:
        "logs/{run}/report.log",
    benchmark:
        "logs/{run}/report.tsv"
    params:
        study=lambda w: {name: part for name, part in study(w.run).items() if name != "verify"},
        dataset=lambda w: CATALOGUE.dataset(CATALOGUE.data(w.run)).plain(),
        features=lambda w: {name: CATALOGUE.features[name].plain() for name in section(w.run, "features")},
        preregistered=lambda w: frozen(w.run),
        code=code("report.py"),
    script:
        "../scripts/report.py"


rule index:
    input:
        expand("reports/{run}/summary.json", run=TWINS),
    output:
        report("reports/index.html", caption="../report/index.rst", category="Studies"),
    log:
        "logs/index.log",
    params:
        real=lambda w: real_summaries(),
        code=code("index.py"),
    script:
        "../scripts/index.py"


for run in RUNS:

    rule:
        name:
            run
        input:
            everything(run),
