# features: clips -> numbers, one job for each shard of clips.


rule features:
    input:
        raw="results/datasets/{data}/raw.sha256",
        items_table="results/datasets/{data}/items.parquet",
    output:
        features="results/features/{data}/{features}/shard-{shard}-of-{shards}.parquet",
        quarantine="results/features/{data}/{features}/quarantine-{shard}-of-{shards}.parquet",
    log:
        "logs/{data}/features-{features}-{shard}-of-{shards}.log",
    benchmark:
        "logs/{data}/features-{features}-{shard}-of-{shards}.tsv"
    wildcard_constraints:
        shard=r"\d+",
        shards=r"\d+",
    resources:
        mem_mb=3000,
    params:
        extractor=lambda w: CATALOGUE.features[w.features].extractor.plain(),
        code=lambda w: code("features.py", f"features.{CATALOGUE.features[w.features].extractor.kind}"),
    script:
        "../scripts/features.py"
