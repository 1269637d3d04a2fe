# tracking: local records -> MLflow. An absent server fails nothing: what waits is sent by the next run.


rule track:
    input:
        scores=lambda w: models(w.run, "scores.json"),
        history=lambda w: models(w.run, "history.json"),
    output:
        "results/studies/{run}/tracked.json",
    log:
        "logs/{run}/track.log",
    benchmark:
        "logs/{run}/track.tsv"
    resources:
        mlflow=1,
    params:
        attempt=lambda w: attempt(w.run),
        models=lambda w: section(w.run, "train")["models"],
        code=code("track.py"),
    script:
        "../scripts/track.py"
