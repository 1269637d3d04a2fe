"""Reads a corpus in its released layout into tables."""

from pathlib import Path

from affectflow import ingest, tables, terminal

terminal.log_to(snakemake.log[0])
place = Path(snakemake.config["places"][snakemake.wildcards.data])
hidden = ingest.Pseudonyms.declared(
    snakemake.wildcards.data, snakemake.params.pseudonyms, Path(snakemake.config["pseudonym_key"])
)
corpus = ingest.read_corpus(snakemake.params.reader, place, *map(Path, snakemake.input.known), pseudonyms=hidden)
tables.write_each(corpus.tables(), snakemake.output)
tables.write_json(hidden.record(), snakemake.output.pseudonyms)
