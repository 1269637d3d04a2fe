# elicit: prompts x conditions x models -> responses.


rule elicit:
    input:
        lambda w: [model["path"] for model in section(w.run, "elicit")["models"].values()],
    output:
        responses="results/studies/{run}/responses.parquet",
        quarantine="results/studies/{run}/responses.quarantine.parquet",
    log:
        "logs/{run}/elicit.log",
    params:
        elicit=lambda w: section(w.run, "elicit"),
        code=code("elicit.py", "elicit.recorded"),
    script:
        "../scripts/elicit.py"
