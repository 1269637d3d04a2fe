# ingest: raw files -> items, ratings, traces, participants, outcomes, quarantine.


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


rule ingest:
    input:
        known=lambda w: known(w.data),
        raw=lambda w: raw(w.data),
    output:
        **{
            f"{table}_table": f"results/datasets/{{data}}/{table}.parquet"
            for table in ("items", "ratings", "traces", "participants", "outcomes", "quarantine")
        },
    log:
        "logs/{data}/ingest.log",
    benchmark:
        "logs/{data}/ingest.tsv"
    params:
        root=lambda w: str(root(w.data)),
        reader=lambda w: CATALOGUE.dataset(w.data).reader,
        code=lambda w: code("ingest.py", f"ingest.{CATALOGUE.dataset(w.data).reader}"),
    script:
        "../scripts/ingest.py"
