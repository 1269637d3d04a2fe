# ingest: raw files -> the tables of a corpus, and what was set aside.


rule twin:
    output:
        raw=directory("results/datasets/{data}/raw"),
        planted="results/datasets/{data}/planted.json",
        manifest="results/datasets/{data}/raw.sha256",
    log:
        "logs/{data}/twin.log",
    benchmark:
        "logs/{data}/twin.tsv"
    wildcard_constraints:
        data=rf"\w+{TWIN}",
    threads: 2
    params:
        twin=lambda w: CATALOGUE.dataset(w.data).twin.plain(),
        code=lambda w: code("twin.py", f"twins.{CATALOGUE.dataset(w.data).twin.kind}"),
    script:
        "../scripts/twin.py"


rule manifest:
    output:
        "results/datasets/{data}/raw.sha256",
    log:
        "logs/{data}/manifest.log",
    wildcard_constraints:
        data="|".join(REAL) or "(?!)",
    params:
        patterns=lambda w: list(CATALOGUE.dataset(w.data).source.files),
        content=lambda w: raw_content(w.data),
        code=code("manifest.py"),
    script:
        "../scripts/manifest.py"


rule ingest:
    input:
        known=lambda w: known(w.data),
        raw="results/datasets/{data}/raw.sha256",
    output:
        **{f"{table}_table": f"results/datasets/{{data}}/{table}.parquet" for table in (*CORPUS, "quarantine")},
        pseudonyms="results/datasets/{data}/pseudonyms.json",
    log:
        "logs/{data}/ingest.log",
    benchmark:
        "logs/{data}/ingest.tsv"
    params:
        reader=lambda w: CATALOGUE.dataset(w.data).reader.plain(),
        pseudonyms=lambda w: pseudonyms(w.data),
        code=lambda w: code("ingest.py", f"ingest.{CATALOGUE.dataset(w.data).reader.kind}"),
    script:
        "../scripts/ingest.py"
