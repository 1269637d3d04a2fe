"""Turns one shard of clips into numbers."""

from pathlib import Path

from affectflow import errors, features, tables

errors.speak_plainly()
found, quarantine = features.extract(
    tables.read("items", snakemake.input.items_table),
    Path(snakemake.params.root),
    snakemake.params.extractor,
    shard=int(snakemake.wildcards.shard),
    shards=int(snakemake.wildcards.shards),
)
tables.write(found, "features", snakemake.output.features)
tables.write(quarantine, "quarantine", snakemake.output.quarantine)
