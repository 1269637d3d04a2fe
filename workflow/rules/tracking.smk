# tracking: local records -> MLflow. An absent server fails nothing: what waits is sent by the next run.


def attempt(run):
    """A number that grows while records wait, so that the next run of the workflow tries again."""
    marker = Path(f"results/studies/{run}/tracked.json")
    said = json.loads(marker.read_text()) if marker.is_file() else {"attempt": 1, "waiting": 0}
    return said["attempt"] + (said["waiting"] > 0)


rule track:
    input:
        scores=lambda w: models(w.run, "scores.json"),
        history=lambda w: models(w.run, "history.json"),
    output:
        "results/studies/{run}/tracked.json",
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
