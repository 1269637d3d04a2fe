"""Turns one shard of clips into numbers."""

from pathlib import Path

from affectflow import features, tables, terminal

terminal.log_to(snakemake.log[0])
found, quarantine = features.extract(
    tables.read("items", snakemake.input.items_table),
    Path(snakemake.config["places"][snakemake.wildcards.data]),
    snakemake.params.extractor,
    shard=int(snakemake.wildcards.shard),
    shards=int(snakemake.wildcards.shards),
)
tables.write(found, "features", snakemake.output.features)
tables.write(quarantine, "quarantine", snakemake.output.quarantine)
