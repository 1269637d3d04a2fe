# train: items, ratings and features -> the study's sample, then one job for each model.


rule sample:
    input:
        items_table=lambda w: study_data(w.run, "items"),
        ratings_table=lambda w: study_data(w.run, "ratings"),
        features=lambda w: shards(w.run, section(w.run, "features")),
        quarantine=lambda w: study_data(w.run, "quarantine")
        + shards(w.run, section(w.run, "features"), stem="quarantine"),
    output:
        sample="results/studies/{run}/sample.parquet",
        flow="results/studies/{run}/flow.json",
    log:
        "logs/{run}/sample.log",
    benchmark:
        "logs/{run}/sample.tsv"
    params:
        ingest=lambda w: section(w.run, "ingest"),
        split=lambda w: section(w.run, "train")["split"],
        code=code("sample.py"),
    script:
        "../scripts/sample.py"


rule model:
    input:
        sample="results/studies/{run}/sample.parquet",
        features=lambda w: shards(w.run, section(w.run, "train")["models"][w.model].get("features", [])),
        ratings_table=model_ratings,
    output:
        predictions="results/studies/{run}/{model}/predictions.parquet",
        scores="results/studies/{run}/{model}/scores.json",
        history="results/studies/{run}/{model}/history.json",
        checkpoint="results/studies/{run}/{model}/checkpoint.safetensors",
    log:
        "logs/{run}/model-{model}.log",
    benchmark:
        "logs/{run}/model-{model}.tsv"
    resources:
        mem_mb=4000,
        gpu=lambda w: gpus(w.run, w.model),
    params:
        model=lambda w: section(w.run, "train")["models"][w.model],
        target=lambda w: section(w.run, "ingest")["target"],
        train=lambda w: evaluation(w.run),
        modalities=lambda w: {name: CATALOGUE.features[name].modality for name in section(w.run, "features")},
        code=lambda w: code("model.py", f"train.{section(w.run, 'train')['models'][w.model]['kind']}"),
    script:
        "../scripts/model.py"
