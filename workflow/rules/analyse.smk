# analyse: tables and predictions -> one document for each analysis; its kind names its script.


rule analysis:
    input:
        unpack(analysis_inputs),
    output:
        "results/studies/{run}/analyses/{analysis}.json",
    log:
        "logs/{run}/analysis-{analysis}.log",
    benchmark:
        "logs/{run}/analysis-{analysis}.tsv"
    params:
        kind=lambda w: section(w.run, "analyse")[w.analysis]["kind"],
        spec=lambda w: section(w.run, "analyse")[w.analysis],
        ingest=lambda w: section(w.run, "ingest"),
        train=lambda w: evaluation(w.run),
        code=lambda w: code(f"{section(w.run, 'analyse')[w.analysis]['kind']}.py"),
    script:
        "../scripts/{params.kind}.py"
